/** 第三十四条第一款 in mode OPEN: the dossier of a sharing that goes on as an open project. */
import { civilDateOf, plusDays } from '@libs/domain/calendar';
import type { ParentMoment } from '@libs/record/desk';
import { strictestLevel } from '../shared/datasets';
import type { UnitDataSharingForm } from '../unit-data-sharing/form';
import type { OpenDataDualReviewForm } from './form';

/** What a request for sharing does not say: the completeness check returns the dossier, and the applicant fills it in. */
const NOT_GIVEN = '（共享开放申请未填，待补正）';

const later = (one: string, other: string): string => (one > other ? one : other);

/** Everything that the request says is taken over; what it does not say is left to the correction, and nothing is claimed of it. */
export function fromSharing(parent: ParentMoment): OpenDataDualReviewForm {
  // The parent's desk has passed it: unit-data-sharing is the one process that names this child.
  const form = parent.form as unknown as UnitDataSharingForm;
  const { guards, applicant, project, purpose, data, processing, delivery, period, commitment } = form;
  const today = civilDateOf(parent.now);
  const declaredLevel = strictestLevel(form.level.declaredLevel, parent);
  const from = later(period.from, today);
  return {
    guards,
    applicant,
    project: {
      name: project.name,
      protocol: NOT_GIVEN,
      principalInvestigator: applicant.principalInvestigator ?? NOT_GIVEN,
      staff: form.recipients.users.slice(0, 50).map(({ name, unit }) => ({ name, unit, duty: NOT_GIVEN })),
      geneticAnalysis: data.humanGeneticResources,
      conflictOfInterest: false,
      reviewType: 'NEW',
      studyType: project.useType === 'RESEARCH' ? 'RESEARCH' : 'OTHER',
      funding: 'NONE',
    },
    purpose,
    data,
    level: { declaredLevel, important: declaredLevel !== 'GENERAL' },
    ethics: {
      source: data.population ?? NOT_GIVEN,
      compensation: NOT_GIVEN,
      consentWaiver: false,
      consentProcess: purpose.consentRef ?? NOT_GIVEN,
      collectsPrivateInformation: data.sensitive,
      rawDataAccess: NOT_GIVEN,
      rawDataDisposal: NOT_GIVEN,
      identityNotPublished: true,
      documents: [{ name: `机构采集数据共享开放申请 ${parent.number}`, type: 'APPLICATION', copies: 1, version: '1', versionDate: today }],
    },
    technology: { desensitizationPlan: processing.desensitizationPlan, reidentificationRisk: 'HIGH', riskAnalysis: NOT_GIVEN, accessControl: NOT_GIVEN, watermark: false, logged: true },
    delivery: { scope: data.extractionRule.slice(0, 1_000), openType: 'CONDITIONAL', conditions: NOT_GIVEN, updateFrequency: 'ONCE', existingChannel: true, constraints: delivery, crossBorder: processing.crossBorder },
    period: { from, to: later(period.to, plusDays(from, 1)) },
    commitment: { materialTrue: true, withinScope: true, stopsOnRisk: true, followedUp: true, signature: commitment.signature },
  };
}
