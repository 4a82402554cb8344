/** A trace is opened by another case, an incident or a breach, and freezes what that case was about. */
import { instantOf } from '@libs/forms/calendar-date';
import { deskOf } from '@libs/forms/desk';
import type { Checked, FormReading, Moment, ParentMoment, Plain, ProcessDesk, Surroundings } from '@libs/record/desk';
import type { RegisterEntry } from '@libs/record/registers/entries';
import type { FactValues } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { fieldError, notInCatalogue } from '../shared/datasets';
import { accountabilityTrace } from './definition';
import { FORMS, type AccountabilityTraceForm } from './form';
import type { Cause } from './form.options';
import { story } from './story';

function readForm({ trigger, event, evidence }: AccountabilityTraceForm, around: Surroundings): Checked<FormReading> {
  const errors = notInCatalogue('evidence.datasetIds', evidence.datasetIds ?? [], around);
  if (errors.length > 0) return { errors };
  const facts: FactValues = { trigger: trigger.cause, ...(trigger.caseId !== undefined && { incidentId: trigger.caseId }) };
  return { value: { facts, flags: { containsStateSecret: false, aggregatesToSecret: false, crossBorder: false }, title: `逐级倒查：${event.name}`.slice(0, TITLE_LENGTH) } };
}
const TITLE_LENGTH = 200;

function readEvidence(step: string, _outcome: string, evidence: Plain | undefined, { now }: Surroundings): Checked<FactValues> {
  const frozenAt = evidence?.['frozenAt'];
  if (typeof frozenAt === 'string' && (instantOf(frozenAt) ?? 0) > now) return { errors: [fieldError('frozenAt', 'IN_THE_FUTURE', '不得晚于现在', 'Must not lie in the future')] };
  const lastLevel = step === 'opening' ? evidence?.['lastLevel'] : undefined;
  return { value: typeof lastLevel === 'string' ? { lastLevel } : {} };
}

/** 逐级: from the acting person to the first responsible person. */
const POSITIONS_TRACED = ['操作人', '数据管理员、业务部门负责人', '分管领导（直接责任）', '领导小组组长（第一责任）'];

function fromParent({ caseId, number, title, form, facts, datasets }: ParentMoment): AccountabilityTraceForm {
  const event: unknown = form['event'];
  const described: Plain = typeof event === 'object' && event !== null ? { ...event } : {};
  const { description } = described;
  return {
    trigger: { cause: causeOf(facts), caseNumber: number, caseId },
    event: { name: title.slice(0, TITLE_LENGTH), description: typeof description === 'string' ? description : title },
    evidence: { items: [`办件 ${number} 的全部记录和有关日志`], ...(datasets.length > 0 && { datasetIds: datasets.map(({ id }) => id) }) },
    persons: { positions: [...POSITIONS_TRACED] },
  };
}

/** 第三十八条 names three; what is neither a leak nor major was opened because somebody failed in a duty. */
function causeOf({ leakTraced, severity }: FactValues): Cause {
  if (leakTraced === true) return 'LEAK';
  return severity === 'MAJOR' || severity === 'EXTREMELY_MAJOR' ? 'MAJOR_INCIDENT' : 'BREACH_OF_DUTY';
}

const preservation =
  (status: 'HELD' | 'LIFTED') =>
  ({ datasets, number }: Moment): RegisterEntry[] =>
    datasets.map(({ id }) => ({ register: 'PRESERVATION', resourceId: id, status, basis: `第三十八条逐级倒查，办件 ${number}` }));

export const accountabilityTraceDesk: ProcessDesk = deskOf({
  process: processOf(accountabilityTrace, story),
  forms: FORMS,
  pins: [],
  datasetsOf: ({ evidence }: AccountabilityTraceForm) => evidence.datasetIds ?? [],
  readForm,
  readEvidence,
  fromParent,
  registers: {
    evidenceFreeze: preservation('HELD'),
    // What was referred stays frozen: whoever it was referred to may still ask for it.
    CONCLUDED: preservation('LIFTED'),
    NO_BREACH: preservation('LIFTED'),
    TERMINATED: preservation('LIFTED'),
    VOIDED: preservation('LIFTED'),
  },
});
