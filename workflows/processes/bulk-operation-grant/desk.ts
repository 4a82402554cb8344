/** How the forms of a bulk operation become facts, and what they are checked against beyond their own fields. */
import { BULK_OPERATIONS } from '@libs/domain/bulk-operations';
import { durationText } from '@libs/domain/duration';
import { DAY_MS } from '@libs/domain/calendar';
import { DATA_LEVELS } from '@libs/domain/positions';
import { instantOf } from '@libs/forms/calendar-date';
import { deskOf } from '@libs/forms/desk';
import { durationOf } from '@libs/policy/typed-values';
import type { Checked, FieldError, FormReading, KnownGrant, Plain, ProcessDesk, Surroundings } from '@libs/record/desk';
import { processOf } from '@workflows/kit/fold';
import type { FactValues } from '@workflows/kit/definition';
import { unconfirmed } from '../shared/confirmed';
import { fieldError, notInCatalogue, strictestLevel } from '../shared/datasets';
import { evidenceReadings, readValidUntil } from '../shared/readings';
import { bulkOperationGrant } from './definition';
import { FORMS, type BulkOperationForm } from './form';
import { story } from './story';

const MAX_WINDOW = 'bulk.maxWindow.days';
const USE = 'sensitive-data-use';

function readForm(form: BulkOperationForm, around: Surroundings): Checked<FormReading> {
  const { use, operation, window } = form;
  const base = around.grants?.find(({ id }) => id === use.grantId);
  // The form's own checks have passed: both are instants.
  const [from, until] = [instantOf(window.from) ?? 0, instantOf(window.until) ?? 0];
  const errors = [...baseErrors(base, around), ...anotherUse(use.grantId, around), ...unmasked(form, base, around), ...notInCatalogue('operation.datasetIds', operation.datasetIds, around), ...windowErrors(from, until, around), ...(base ? beyond(base, operation.datasetIds, until) : [])];
  if (errors.length) return { errors };
  const level = DATA_LEVELS.find((one) => one === base?.scope['level']) ?? 'GENERAL';
  return {
    value: {
      facts: {
        level: strictestLevel(level, around),
        sensitive: isSensitive(base, around),
        subjectCount: operation.subjectCount,
        datasetIds: operation.datasetIds,
        useGrantId: use.grantId,
        operation: operation.type,
        cap: operation.cap,
        validFrom: from,
        requestedUntil: until,
      },
      flags: { ...form.guards, crossBorder: false },
      title: `${BULK_OPERATIONS[operation.type]}（至多 ${operation.cap}）`,
    },
  };
}

/** Holder of an active W01: nobody works under somebody else's use, and none that is suspended or over carries anything. */
function baseErrors(base: KnownGrant | undefined, { applicantId, orgId }: Surroundings): FieldError[] {
  if (base?.process !== USE || base.orgId !== orgId || base.holderId !== applicantId) return [fieldError('use.grantId', 'NOT_YOUR_GRANT', '不是本人的数据使用授权', 'Not a grant of use that is yours')];
  return base.valid ? [] : [fieldError('use.grantId', 'GRANT_NOT_VALID', '该使用授权目前无效', 'That grant of use is not valid now')];
}

/** A correction stays with the use that the case rests on. */
const anotherUse = (grantId: string, { facts }: Surroundings): FieldError[] =>
  facts['useGrantId'] === undefined || facts['useGrantId'] === grantId ? [] : [fieldError('use.grantId', 'NOT_CHANGEABLE', '补正时不得更换所依据的使用授权', 'A correction may not rest on another grant of use')];

/** 第十八条: 对于敏感数据，在使用前进行脱敏处理. */
const unmasked = ({ desensitization }: BulkOperationForm, base: KnownGrant | undefined, around: Surroundings): FieldError[] =>
  isSensitive(base, around) && !desensitization.needed ? [fieldError('desensitization.needed', 'REQUIRED', '含个人敏感信息的，须脱敏', 'Sensitive data has to be desensitized')] : [];

const isSensitive = (base: KnownGrant | undefined, { datasets }: Surroundings): boolean => base?.scope['sensitive'] === true || datasets.some(({ sensitive }) => sensitive);

function windowErrors(from: number, until: number, { now, policies }: Surroundings): FieldError[] {
  const most = durationOf(policies, MAX_WINDOW);
  if (most.unit !== 'CALENDAR_DAY') throw new Error(`the policy ${MAX_WINDOW} is counted in days`);
  return [
    ...(until <= now ? [fieldError('window.until', 'IN_THE_PAST', '时间窗已过', 'The window is over')] : []),
    ...(until - from > most.amount * DAY_MS ? [fieldError('window.until', 'WINDOW_TOO_LONG', `时间窗最长 ${durationText(most)}`, `At most ${most.amount} days`)] : []),
  ];
}

/** No data and no time that the use itself does not have. */
function beyond({ scope, validUntil }: KnownGrant, datasetIds: readonly string[], until: number): FieldError[] {
  const granted = scope['datasetIds'];
  return [
    ...datasetIds.flatMap((id, index) => (Array.isArray(granted) && granted.includes(id) ? [] : [fieldError(`operation.datasetIds[${index}]`, 'BEYOND_GRANT', '不在使用授权的范围之内', 'Not within the grant of use')])),
    ...(until > validUntil ? [fieldError('window.until', 'BEYOND_GRANT', '不得超过使用授权的有效期', 'Must not go beyond the grant of use')] : []),
  ];
}

function readAssessment(outcome: string, evidence: Plain): Checked<FactValues> {
  const errors = outcome === 'APPROVE' ? unconfirmed(['withinUse', 'capMinimal', 'windowMinimal', 'controlsAdequate'], evidence) : [];
  return errors.length ? { errors } : { value: {} };
}

/** 严格限制: within the window and the number that were asked for, while the use is alive. */
function readAuthorization(_outcome: string, { validUntil, cap }: Plain, { facts, now, grants = [] }: Surroundings): Checked<FactValues> {
  const base = grants.find(({ id }) => id === facts['useGrantId']);
  const read = readValidUntil(validUntil, Math.min(Number(facts['requestedUntil']), base?.validUntil ?? 0), now);
  const errors = [
    ...(base?.valid ? [] : [fieldError('validUntil', 'GRANT_NOT_VALID', '所依据的使用授权目前无效', 'The grant of use that it rests on is not valid now')]),
    ...('errors' in read ? read.errors : []),
    ...(typeof cap === 'number' && cap > Number(facts['cap']) ? [fieldError('cap', 'BEYOND_REQUEST', '不得超过申请的数量上限', 'Must not go beyond the number that was asked for')] : []),
  ];
  if (errors.length || 'errors' in read) return { errors };
  return { value: { ...read.value, ...(typeof cap === 'number' && { cap }) } };
}

/** The outcome is what the numbers say. */
function readReport(outcome: string, { actualCount }: Plain, { facts }: Surroundings): Checked<FactValues> {
  if (typeof actualCount !== 'number') return { value: {} };
  const truth = actualCount === 0 ? 'NOT_EXECUTED' : actualCount > Number(facts['cap']) ? 'EXCEEDED' : 'WITHIN';
  if (outcome === truth) return { value: {} };
  return { errors: [fieldError('actualCount', 'INCONSISTENT', `实际数量 ${actualCount} 与结论不符，授权上限为 ${String(facts['cap'])}`, `${actualCount} of at most ${String(facts['cap'])} is ${truth}`)] };
}

export const bulkOperationGrantDesk: ProcessDesk = deskOf({
  process: processOf(bulkOperationGrant, story),
  forms: FORMS,
  pins: [MAX_WINDOW],
  datasetsOf: (form: BulkOperationForm) => form.operation.datasetIds,
  readForm,
  readEvidence: evidenceReadings({ assessment: readAssessment, authorization: readAuthorization, executionReport: readReport }),
  registers: { started: ({ facts }) => [{ register: 'LINK', kind: 'USES_GRANT_OF', to: { grantId: String(facts['useGrantId']) } }] },
});
