/** What the steps of a destruction have been filled in with, read against the case and the registers. */
import { civilDateOf, plusMonths } from '@libs/domain/calendar';
import { instantOf } from '@libs/forms/calendar-date';
import { countOf, durationOf } from '@libs/policy/typed-values';
import type { Checked, FieldError, Plain, Surroundings } from '@libs/record/desk';
import type { FactValue, FactValues } from '@workflows/kit/definition';
import { unconfirmed } from '../shared/confirmed';
import { fieldError } from '../shared/datasets';
import { itemErrors, weakMethod } from './checks';
import { copyIdOf } from './copies';
import type { CopyInventory, Execution, OperationLogEntry, PartialFailure, RetentionCheck, Verification } from './form.evidence';
import { RETENTION_POLICIES } from './form.options';

type Reader = (evidence: Plain, outcome: string, around: Surroundings) => Checked<FactValues>;

const idsOf = (fact: FactValue | undefined): readonly string[] => (Array.isArray(fact) ? fact : []);
const found = (errors: readonly FieldError[]): Checked<FactValues> => (errors.length ? { errors } : { value: {} });

/** Each has been checked against the class of its step before it is read. */
const READERS: Readonly<Record<string, Reader>> = {
  copyInventory: (evidence, _outcome, around) => readInventory(evidence as unknown as CopyInventory, around),
  retentionCheck: (evidence, outcome, around) => found(outcome === 'FREE' ? notFree(evidence as unknown as RetentionCheck, around) : []),
  operationLog: (evidence, _outcome, { now, facts }) => {
    const errors = notYet('at', (evidence as unknown as OperationLogEntry).at, now);
    return errors.length ? { errors } : { value: { operationsLogged: loggedIn(facts) + 1 } };
  },
  necessityAssessment: (evidence, outcome) => found(outcome === 'APPROVE' ? unconfirmed(['noLongerNeeded', 'nothingDependsOnIt', 'listComplete'], evidence) : []),
  review: (evidence, outcome) => found(outcome === 'APPROVE' ? unconfirmed(['assessmentSound', 'copiesComplete', 'methodAdequate'], evidence) : []),
  execution: (evidence, _outcome, around) => {
    const { technique, startedAt, endedAt } = evidence as unknown as Execution;
    return found([...notLogged(around), ...notToBeDestroyed(around), ...weakMethod('technique', technique, kindOf(around), around), ...notYet('startedAt', startedAt, around.now), ...notYet('endedAt', endedAt, around.now)]);
  },
  verification: (evidence, outcome, around) => found(outcome === 'IRREVERSIBLE' ? tooFewSamples(evidence as unknown as Verification, around) : []),
  partialFailure: (evidence, _outcome, around) => found(weakMethod('technique', (evidence as unknown as PartialFailure).technique, kindOf(around), around)),
};

export const readEvidence = (step: string, outcome: string, evidence: Plain | undefined, around: Surroundings): Checked<FactValues> => (evidence && READERS[step]?.(evidence, outcome, around)) ?? { value: {} };

const kindOf = ({ facts }: Surroundings) => ({ level: String(facts['level']), sensitive: facts['sensitive'] === true, personal: facts['personal'] === true });

/** 第二十条: 敏感数据及其副本. Where the data itself goes, no copy that the register knows may be left out. */
function readInventory({ found: more = [] }: CopyInventory, { facts, datasets }: Surroundings): Checked<FactValues> {
  const listed = idsOf(facts['copyIds']);
  const copyIds = [...listed, ...more.map(copyIdOf)];
  const registered = facts['scope'] === 'RESOURCE' ? datasets.flatMap(({ copies = [] }) => copies) : [];
  const left = registered.filter(({ id }) => !copyIds.includes(id));
  const errors = [
    ...itemErrors('found', more, { ids: listed, datasetIds: idsOf(facts['datasetIds']), datasets }),
    ...left.map(({ id, location }) => fieldError('found', 'COPY_NOT_LISTED', `台账中的副本未列入：${location}（${id}）`, `A copy of the register is left out: ${location} (${id})`)),
  ];
  return errors.length ? { errors } : { value: { copyIds } };
}

const CHECKED = ['retentionOver', 'noHolds', 'backupsListed', 'recipientCopiesListed', 'nothingUnsettled'] as const;

/** Nothing is free for destruction before a statutory retention has run (regulation.md §7.9). */
function notFree(check: RetentionCheck, { now, policies }: Surroundings): FieldError[] {
  const unconfirmed = CHECKED.filter((name) => !check[name]).map((name) => fieldError(name, 'MUST_BE_TRUE', '结论为“无冻结，留存期已满”的，须逐项确认', 'Must be confirmed for this outcome'));
  if (check.retention === 'NONE' || check.countedFrom === undefined) return unconfirmed;
  const length = durationOf(policies, RETENTION_POLICIES[check.retention]);
  if (length.unit !== 'MONTH') throw new Error(`the retention of ${check.retention} is counted in months`);
  const until = plusMonths(check.countedFrom, length.amount);
  if (until < civilDateOf(now)) return unconfirmed;
  return [...unconfirmed, fieldError('countedFrom', 'STILL_RETAINED', `法定保存期限至 ${until} 届满，此前不得销毁`, `To be kept until ${until}`)];
}

const loggedIn = (facts: FactValues): number => Number(facts['operationsLogged'] ?? 0);

/** 对销毁处理过程相关的操作进行记录: what is executed has been recorded while it began. */
const notLogged = ({ facts }: Surroundings): FieldError[] =>
  loggedIn(facts) > 0 ? [] : [fieldError('startedAt', 'NOT_LOGGED', '尚无销毁过程记录，须在执行时随时记录', 'Nothing of the process is recorded yet: it is recorded while it happens')];

/** What was preserved or retained after the gate had passed stops each further execution (G13). */
function notToBeDestroyed({ facts, datasets, now }: Surroundings): FieldError[] {
  const preserved = datasets.some((one) => one.preserved);
  const retained = facts['scope'] === 'RESOURCE' && datasets.some(({ retainUntil }) => retainUntil !== undefined && retainUntil > now);
  return [
    ...(preserved ? [fieldError('technique', 'PRESERVED', '数据已被冻结，不得销毁', 'The data is preserved by a case: not to be destroyed')] : []),
    ...(retained ? [fieldError('technique', 'STILL_RETAINED', '数据未满保存期限，不得销毁', 'The data is still within its retention')] : []),
  ];
}

function notYet(path: string, text: string, now: number): FieldError[] {
  const at = instantOf(text);
  if (at === undefined) return [fieldError(path, 'NOT_A_DATE', '不是存在的时刻', 'Not an existing instant')];
  return at > now ? [fieldError(path, 'IN_THE_FUTURE', '不得晚于当前时间', 'Must not lie in the future')] : [];
}

function tooFewSamples({ samplePercent }: Verification, { policies }: Surroundings): FieldError[] {
  const least = countOf(policies, 'destruction.verification.samplePercent');
  return samplePercent >= least ? [] : [fieldError('samplePercent', 'TOO_FEW_SAMPLES', `抽样比例不得低于 ${least}%`, `At least ${least} %`)];
}
