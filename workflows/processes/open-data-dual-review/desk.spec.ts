import { endOfDay } from '@libs/domain/calendar';
import type { ParentMoment, Plain } from '@libs/record/desk';
import { aDataset, AT, problemsOf, surroundings } from '@test/support/desk-world';
import { settled } from '@test/support/moments';
import * as provision from '../shared/provision.example';
import { EXAMPLE_FORM as SHARING } from '../unit-data-sharing/form.example';
import { openDataDualReviewDesk as desk } from './desk';
import type { OpenDataDualReviewForm } from './form';
import { EXAMPLE_FORM, ETHICS_OPINION, TECHNICAL_REVIEW } from './form.example';

const [datasetId = ''] = EXAMPLE_FORM.data.datasetIds;
const FACTS = { sensitive: true, openType: 'CONDITIONAL', rawDataLeavesDomain: false, usableNotVisible: true, metered: true, requestedUntil: endOfDay('2026-12-31'), validUntil: endOfDay('2026-11-30') };
const read = (form: Partial<OpenDataDualReviewForm> = {}, dataset = aDataset(datasetId)) => desk.readForm({ ...EXAMPLE_FORM, ...form }, surroundings({ datasets: [dataset] }));
const evidence = (step: string, outcome: string, plain: Plain, facts = {}) => desk.readEvidence(step, outcome, plain, surroundings({ facts: { ...FACTS, ...facts } }));

describe('the dossier', () => {
  it('becomes facts that steer the case and bound its grant', () => {
    expect(read()).toEqual({
      value: {
        facts: {
          level: 'GENERAL', sensitive: true, subjectCount: 800, datasetIds: [datasetId], openType: 'CONDITIONAL',
          rawDataLeavesDomain: false, usableNotVisible: true, metered: true, requestedUntil: endOfDay('2026-12-31'),
        },
        flags: { containsStateSecret: false, aggregatesToSecret: false, crossBorder: false },
        title: '示例开放项目：慢性病随访统计数据集（开放 1 项数据）',
      },
    });
  });

  it('names data sets of the unit, at no lower level than the catalogue', () => {
    expect(problemsOf(read({}, aDataset(datasetId, { orgId: 'another' })))).toEqual(['data.datasetIds[0] NOT_IN_CATALOGUE']);
    expect(problemsOf(read({}, aDataset(datasetId, { determinedLevel: 'IMPORTANT' })))).toEqual(['level.declaredLevel BELOW_CATALOGUE']);
  });

  it('is for a year at most', () => {
    expect(problemsOf(read({ period: { from: '2026-03-01', to: '2027-03-01' } }))).toEqual([]);
    expect(problemsOf(read({ period: { from: '2026-03-01', to: '2027-03-02' } }))).toEqual(['period.to PERIOD_TOO_LONG']);
  });
});

describe('the technical review', () => {
  const review = (outcome: string, openType: string, facts = {}) => evidence('technicalReview', outcome, { ...TECHNICAL_REVIEW, openType }, facts);

  it('says how it may be opened', () => {
    expect(review('APPROVE', 'CONDITIONAL')).toEqual({ value: { openType: 'CONDITIONAL' } });
    expect(review('APPROVE', 'CONDITIONAL', { openType: 'UNCONDITIONAL' })).toEqual({ value: { openType: 'CONDITIONAL' } });
  });

  it('approves nothing that must not be opened, and nothing more widely than was asked for', () => {
    expect(problemsOf(review('APPROVE', 'NON_OPEN'))).toEqual(['openType INCONSISTENT']);
    expect(problemsOf(review('APPROVE', 'UNCONDITIONAL'))).toEqual(['openType BEYOND_REQUEST']);
    expect(review('REJECT', 'NON_OPEN')).toEqual({ value: {} });
  });
});

describe('what else is filled in', () => {
  it.each([
    ['unitSignOff', 'APPROVE', { validUntil: '2026-12-31' }, []],
    ['unitSignOff', 'APPROVE', { validUntil: '2027-01-01' }, ['validUntil BEYOND_REQUEST']],
    ['leaderSignOff', 'APPROVE', { validUntil: '2026-12-01' }, ['validUntil BEYOND_REQUEST']],
    ['ethicsOpinion', 'APPROVE', ETHICS_OPINION, []],
    ['ethicsOpinion', 'APPROVE', { ...ETHICS_OPINION, reviewedOn: '2026-02-03' }, ['reviewedOn IN_THE_FUTURE']],
    ['impactAnalysis', 'NOT_SIGNIFICANT', provision.SIGNIFICANT_IMPACT, ['nationalSecurity INCONSISTENT']],
    ['setUp', 'DONE', provision.PREPARATION, []],
    ['setUp', 'DONE', { ...provision.PREPARATION, metered: false }, ['metered INCONSISTENT']],
    ['filingReceipt', 'RETURN', provision.RECEIPT, ['incomplete REQUIRED']],
  ])('%s %s %j: %j', (step, outcome, plain, problems) => expect(problemsOf(evidence(step, outcome, { ...plain }))).toEqual(problems));

  it('the conclusion of the impact analysis steers the gate before the opening', () => {
    expect(evidence('impactAnalysis', 'NOT_SIGNIFICANT', { ...provision.IMPACT_ANALYSIS })).toEqual({ value: { impact: 'NOT_SIGNIFICANT' } });
  });

  it('the filing is one of an opening', () => {
    expect(desk.registers?.['filing']?.(settled('filing'))).toEqual([{ register: 'FILING', kind: 'OPENING', status: 'SUBMITTED' }]);
    expect(desk.registers?.['filingReceipt']?.(settled('filingReceipt', { outcome: 'APPROVE' }))).toEqual([{ register: 'FILING', kind: 'OPENING', status: 'RECEIVED' }]);
  });
});

describe('a sharing that is to be opened', () => {
  const [sharedId = ''] = SHARING.data.datasetIds;
  const parent = (change: Partial<ParentMoment> = {}): ParentMoment => ({ ...settled('minimalityReview'), now: AT, org: { code: 'HOSPITAL-A', name: '演示甲医院' }, process: 'unit-data-sharing', title: '共享', child: 'dualReview', form: { ...SHARING }, datasets: [aDataset(sharedId)], ...change });
  const taken = (moment: ParentMoment) => {
    const form = desk.fromParent?.(moment) ?? {};
    const checked = desk.checkForm(form);
    if ('errors' in checked) throw new Error(JSON.stringify(checked.errors));
    return desk.readForm(checked.value, surroundings({ datasets: moment.datasets }));
  };

  it('goes on with what its request says, as a dossier that is valid and still lacks its material', () => {
    expect(taken(parent())).toMatchObject({ value: { facts: { level: 'GENERAL', sensitive: true, datasetIds: [sharedId], openType: 'CONDITIONAL', usableNotVisible: true, requestedUntil: endOfDay('2026-08-31') } } });
    expect(desk.fromParent?.(parent())).toMatchObject({ ethics: { compensation: '（共享开放申请未填，待补正）' }, technology: { reidentificationRisk: 'HIGH' } });
  });

  it('is valid too where its level has risen, or its period is over, since it was asked for', () => {
    expect(taken(parent({ datasets: [aDataset(sharedId, { determinedLevel: 'IMPORTANT' })] }))).toMatchObject({ value: { facts: { level: 'IMPORTANT' } } });
    expect(problemsOf(taken(parent({ form: { ...SHARING, period: { ...SHARING.period, from: '2025-01-01', to: '2026-01-01' } } })))).toEqual([]);
  });
});
