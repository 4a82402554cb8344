/** How the reports of an incident become facts, and what they are checked against beyond their own fields. */
import { compareSeverities, isSeverity, SEVERITY_TITLES, type IncidentMeasures, type LocalMeasures } from '@libs/domain/severity';
import { instantOf } from '@libs/forms/calendar-date';
import { deskOf } from '@libs/forms/desk';
import { adviseSeverity, SEVERITY_KEYS } from '@libs/policy/severity-table';
import { flagOf } from '@libs/policy/typed-values';
import type { Checked, FieldError, FormReading, Known, Plain, ProcessDesk, Surroundings } from '@libs/record/desk';
import type { FactValues } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { fieldError, notInCatalogue } from '../shared/datasets';
import { incidentResponse } from './definition';
import { FORMS, type IncidentReportForm } from './form';
import { isComplete, REMAINDER } from './form.report';
import { registers } from './obligations';
import { story } from './story';

/** 第三十八条 names leaks of any size; whether each is traced by itself is a reading (regulation.md §10.7). */
const TRACES_LEAKS = 'accountability.autoOpenOnLeak';

function readForm(form: IncidentReportForm, around: Surroundings): Checked<FormReading> {
  const discoveredAt = instantOf(form.event.discoveredAt);
  const errors = [...discoveryErrors(discoveredAt, around), ...reporterErrors(form, around), ...notInCatalogue('data.datasetIds', form.data.datasetIds ?? [], around)];
  if (errors.length > 0 || discoveredAt === undefined) return { errors };
  const { suspectedCrime, harmsOthers, minors, stateSecret, publicRelevant, vulnerability, noticeOrdered } = form.circumstances;
  const advice = adviseSeverity(measuresOf(form), around.policies);
  return {
    value: {
      facts: {
        discoveredAt,
        suggestedSeverity: advice.severity,
        escalated: compareSeverities(advice.internal, 'SIGNIFICANT') >= 0,
        // Once somebody has found that it is, no report takes it back.
        ciiInvolved: form.system.criticalInfrastructure || around.facts['ciiInvolved'] === true,
        suspectedCrime,
        harmsOthers,
        minors,
        stateSecret,
        publicRelevant,
        vulnerability,
        noticeOrdered,
        personalInfo: form.data.personalInfo,
        leakTraced: form.data.leak === 'CONFIRMED' && flagOf(around.policies, TRACES_LEAKS),
        incomplete: !isComplete(form),
      },
      // No gate keeps an incident from being reported: what is secret is declared, and never filled in.
      flags: { containsStateSecret: false, aggregatesToSecret: false, crossBorder: false },
      title: form.event.name,
    },
  };
}

/** The base of every limit: in the past, and the same in each further report. */
function discoveryErrors(discoveredAt: number | undefined, { now, facts }: Surroundings): FieldError[] {
  if (discoveredAt !== undefined && discoveredAt > now) return [fieldError('event.discoveredAt', 'IN_THE_FUTURE', '发现或者获知时间不得晚于现在', 'Must not lie in the future')];
  const first = facts['discoveredAt'];
  if (first === undefined || first === discoveredAt) return [];
  return [fieldError('event.discoveredAt', 'FIXED', '时限自首报所填的发现或者获知时间起算，首报后不得更改', 'Every limit runs from the instant of the first report; it cannot be changed')];
}

/** Vendors report what happened at a unit; the unit's people report their own. */
function reporterErrors({ event }: IncidentReportForm, { starter }: Surroundings): FieldError[] {
  if (!starter || (starter.position === 'VENDOR_OPERATOR') === (event.reporter === 'VENDOR')) return [];
  return [fieldError('event.reporter', 'INCONSISTENT', '报告人身份与发起人的岗位不一致', 'Contradicts the position of who reports')];
}

/** What is known of the measures of the guide. An outage counts for critical infrastructure alone, a number of people only where something leaked. */
function measuresOf({ data, system, impact }: IncidentReportForm): IncidentMeasures & LocalMeasures {
  const { criticalInfrastructure: cii } = system;
  const { affectedPercent: percent, affectedArea: of } = impact;
  return {
    personalInfo: data.personalInfo && data.leak !== 'NONE' ? (data.leakedSubjectCount ?? data.subjectCount) : 0,
    threat: impact.threat,
    ciiOutage: cii ? system.outageMinutes : 0,
    ciiMainFunction: cii ? system.mainFunctionMinutes : 0,
    affectedShare: percent === undefined || of === undefined ? undefined : { percent, of },
    affectedPeople: impact.affectedPeople,
    directLoss: impact.directLoss,
    sensitiveSubjects: data.sensitive ? (data.sensitiveSubjectCount ?? data.subjectCount) : 0,
    importantData: data.important,
  };
}

/** The reports that have to be complete: all that 第七条 asks for. */
const COMPLETE_REPORTS: ReadonlySet<string> = new Set(['followUpReport', 'summaryReport']);

function readEvidence(step: string, outcome: string, evidence: Plain | undefined, around: Surroundings): Checked<FactValues> {
  if (outcome === 'FALSE_ALARM' || evidence === undefined) return { value: {} };
  const errors = [...timeErrors(evidence, around, ''), ...(COMPLETE_REPORTS.has(step) ? remainderErrors(evidence) : []), ...decisionErrors(step, outcome, evidence)];
  if (errors.length > 0) return { errors };
  if (step === 'severityAssessment' || step === 'severityRaise') return readSeverity(step, evidence, around.facts);
  const handledAt = step === 'eradicationVerification' ? evidence['handledAt'] : undefined;
  return { value: typeof handledAt === 'string' ? { handledAt: instantOf(handledAt) ?? around.now } : {} };
}

/** When something was done: not before the incident was known, and not in the future. */
const DONE_AT: ReadonlySet<string> = new Set(['sentAt', 'guardiansToldAt', 'activatedAt', 'startedAt', 'completedAt', 'handledAt', 'learnedAt']);

function timeErrors(evidence: Plain, around: Surroundings, inside: string): FieldError[] {
  const first = around.facts['discoveredAt'];
  return Object.entries(evidence).flatMap(([key, value]): FieldError[] => {
    const path = `${inside}${key}`;
    if (key === 'sentTo' && Array.isArray(value)) return value.flatMap((one: Plain, index) => timeErrors(one, around, `${path}[${index}].`));
    const at = DONE_AT.has(key) && typeof value === 'string' ? instantOf(value) : undefined;
    if (at === undefined) return [];
    if (at > around.now) return [fieldError(path, 'IN_THE_FUTURE', '不得晚于现在', 'Must not lie in the future')];
    return typeof first === 'number' && at < first ? [fieldError(path, 'BEFORE_DISCOVERY', '不得早于发现或者获知时间', 'Must not be before the discovery')] : [];
  });
}

function remainderErrors({ report }: Plain): FieldError[] {
  const given: Plain = typeof report === 'object' && report !== null ? { ...report } : {};
  return REMAINDER.filter((section) => given[section] === undefined).map((section) =>
    fieldError(`report.${section}`, 'REQUIRED', `续报、终报须报齐「${incidentResponse.sections[section]}」`, 'A follow-up or final report has to be complete'),
  );
}

/** What only one of the outcomes has to be filled in with. */
function decisionErrors(step: string, outcome: string, evidence: Plain): FieldError[] {
  const missing = (path: string): FieldError[] => (evidence[path] === undefined ? [fieldError(path, 'REQUIRED', '作此决定须填写本项', 'Required for this decision')] : []);
  if (step === 'subjectNoticeDecision' && outcome === 'HARM_AVOIDED') return missing('harmAvoidedBy');
  if (step === 'publicWarningDecision' && outcome === 'WARN') return missing('content');
  return [];
}

/** The unit never below what the district has raised it to, the district only upwards; below what the table suggests only with a reason. */
function readSeverity(step: string, { severity, ciiInvolved, deviationReason }: Plain, facts: FactValues): Checked<FactValues> {
  const { severity: standing, suggestedSeverity: suggested } = facts;
  if (!isSeverity(severity)) return { value: {} };
  if (step === 'severityRaise') {
    const risen = compareSeverities(severity, isSeverity(standing) ? standing : 'ORDINARY') > 0;
    return risen ? { value: { severity } } : { errors: [fieldError('severity', 'NOT_A_RAISE', '区级只能提高事件等级', 'The district may only raise the severity')] };
  }
  if (isSeverity(standing) && compareSeverities(severity, standing) < 0)
    return { errors: [fieldError('severity', 'BELOW_DISTRICT', `不得低于区级已提高的等级（${SEVERITY_TITLES[standing]}）`, 'Must not be below what the district has raised it to')] };
  if (isSeverity(suggested) && compareSeverities(severity, suggested) < 0 && deviationReason === undefined)
    return { errors: [fieldError('deviationReason', 'REQUIRED', `低于系统建议（${SEVERITY_TITLES[suggested]}）的，须说明理由`, 'A severity below the suggestion needs a reason')] };
  return { value: { severity, ...(typeof ciiInvolved === 'boolean' && { ciiInvolved }) } };
}

const GRADED_BY: ReadonlySet<string> = new Set(['severityAssessment', 'severityRaise']);

function suggests(step: string, { form, policies }: Omit<Known, 'form'> & { readonly form: IncidentReportForm }): Plain | undefined {
  if (!GRADED_BY.has(step)) return undefined;
  const { severity, verifiedSeverity, internal, reasons, unknown, reached } = adviseSeverity(measuresOf(form), policies);
  return { severity, title: SEVERITY_TITLES[severity], verifiedSeverity, internal, reasons, unknown, reached: reached.map(({ key, severity: grade, verified }) => ({ key, severity: grade, verified })) };
}

export const incidentResponseDesk: ProcessDesk = deskOf({
  process: processOf(incidentResponse, story),
  forms: FORMS,
  pins: [...SEVERITY_KEYS, TRACES_LEAKS],
  datasetsOf: (form: IncidentReportForm) => form.data.datasetIds ?? [],
  readForm,
  readEvidence,
  suggests,
  addressedTo: ({ event }) => (event.reporter === 'VENDOR' && event.affectedOrg !== undefined ? { code: event.affectedOrg, path: 'event.affectedOrg', of: 'MEDICAL_INSTITUTION' } : undefined),
  registers,
});
