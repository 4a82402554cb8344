/** 销毁证明: what regulation.md §3.1 W09 lists, taken from what people filled in and decided. Plain data, in the order of the paper. */
import { DATA_LEVEL_TITLES } from '@libs/domain/positions';
import { chainDigest, digestOf } from '@libs/domain/digests';
import { DESTRUCTION_TECHNIQUES, type Sanitization } from '@libs/domain/destruction';
import type { Made, Moment } from '@libs/record/desk';
import { DATA_CATEGORIES } from '../shared/form.data';
import { copiesOf, copyIdOf } from './copies';
import { dataDestruction } from './definition';
import type { Certification, Execution, RetentionCheck, Verification, Witnessing } from './form.evidence';
import type { DataDestructionForm } from './form';
import { FORMS_OF_COPY, ITEM_KINDS, REASONS, RETENTIONS, SCOPES, VERIFICATION_METHODS } from './form.options';
import type { DestructionItem, Medium } from './form.sections';

/** Who did something, in which position, when, where, and how to reach them. */
export interface Signed {
  readonly name: string;
  readonly position: string;
  /** RFC 3339 */
  readonly at: string;
  readonly place: string;
  readonly phone: string;
}

export interface DestroyedCopy {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly form: string;
  readonly location: string;
  readonly quantity: string;
  readonly medium?: Medium;
  readonly levelBefore: string;
  readonly method: { readonly category: Sanitization; readonly technique: string; readonly passes?: number; readonly tool: string; readonly toolVersion?: string };
  readonly operator: Signed & { readonly startedAt: string; readonly endedAt: string; readonly result: string };
  readonly witnesses: readonly Signed[];
  readonly verification: { readonly method: string; readonly samplePercent: number; readonly secondTool?: string; readonly result: string };
  readonly verifier: Signed;
}

export interface DestructionCertificate {
  readonly requestNumber: string;
  readonly trigger: string;
  readonly reason: string;
  readonly basis: string;
  readonly retention: { readonly kind: string; readonly countedFrom?: string; readonly basis: string };
  readonly scope: string;
  readonly data: { readonly datasetIds: readonly string[]; readonly level: string; readonly category: string; readonly timeRange?: { readonly from: string; readonly to: string }; readonly subjectCount: number; readonly recordCount?: number };
  readonly copies: readonly DestroyedCopy[];
  readonly afterwards: string;
  readonly approvals: readonly { readonly step: string; readonly title: string; readonly outcome: string; readonly name: string; readonly position: string; readonly at: string }[];
  readonly log: { readonly entries: number; readonly first?: string; readonly last?: string; readonly from?: string; readonly to?: string };
  readonly issuedTo: string;
  readonly signature: string;
}

const { steps } = dataDestruction;
const JUDGED = ['copyInventory', 'necessityAssessment', 'review', 'retentionCheck', 'approval', 'leaderApproval'] as const satisfies readonly (keyof typeof steps)[];

/** The newest answer of each is what stands: a copy that was still recoverable has been executed and verified again. */
export function certificateOf(moment: Moment): DestructionCertificate {
  // The form and each evidence have been checked against their classes before they were kept.
  const { request, data, copies } = moment.form as unknown as DataDestructionForm;
  const check = moment.evidence['retentionCheck'] as unknown as RetentionCheck;
  const { afterwards, issuedTo, signature } = moment.evidence['certification'] as unknown as Certification;
  return {
    requestNumber: moment.number,
    trigger: String(moment.facts['trigger']),
    reason: REASONS[request.reason],
    basis: request.basis,
    retention: { kind: RETENTIONS[check.retention], ...(check.countedFrom !== undefined && { countedFrom: check.countedFrom }), basis: check.basis },
    scope: SCOPES[copies.scope],
    data: {
      datasetIds: data.datasetIds,
      level: levelTitle(moment),
      category: DATA_CATEGORIES[data.dataCategory],
      ...(data.timeRange && { timeRange: data.timeRange }),
      subjectCount: data.subjectCount,
      ...(data.recordCount !== undefined && { recordCount: data.recordCount }),
    },
    copies: copiesOf(moment.form, moment.evidence['copyInventory']).map((item, index) => destroyedCopy(moment, item, index + 1)),
    afterwards,
    approvals: JUDGED.flatMap((step) => moment.decisions.filter(({ key }) => key === step).slice(-1).map(({ outcome, person, position, at }) => ({ step, title: steps[step].title, outcome, name: person.name, position, at }))),
    log: logOf(moment),
    issuedTo,
    signature,
  };
}

const levelTitle = ({ facts }: Moment): string => {
  const level = Object.entries(DATA_LEVEL_TITLES).find(([code]) => code === facts['level']);
  return level?.[1] ?? String(facts['level']);
};

/** @throws Error for a copy that nobody has executed and verified: the story asks for no signature before */
function destroyedCopy(moment: Moment, item: DestructionItem, number: number): DestroyedCopy {
  const id = copyIdOf(item);
  const executed = newest<Execution>(moment, 'execution', id);
  const verified = newest<Verification>(moment, 'verification', id);
  const { technique, passes, tool, toolVersion, startedAt, endedAt, result } = executed.evidence;
  const { method, samplePercent, secondTool } = verified.evidence;
  const { title, category } = DESTRUCTION_TECHNIQUES[technique];
  return {
    number,
    id,
    name: item.name,
    kind: ITEM_KINDS[item.kind],
    form: FORMS_OF_COPY[item.form],
    location: item.location,
    quantity: item.quantity,
    ...(item.medium && { medium: item.medium }),
    levelBefore: levelTitle(moment),
    method: { category, technique: title, ...(passes !== undefined && { passes }), tool, ...(toolVersion !== undefined && { toolVersion }) },
    operator: { ...signed(executed), startedAt, endedAt, result },
    witnesses: answers<Witnessing>(moment, 'witnessing', id).filter(({ at }) => at > executed.at).map(signed),
    verification: { method: VERIFICATION_METHODS[method], samplePercent, ...(secondTool !== undefined && { secondTool }), result: verified.evidence.result },
    verifier: signed(verified),
  };
}

type Answer<E> = Made & { readonly evidence: E };

/** Each evidence has been checked against its class before it was kept. */
const answers = <E>({ decisions }: Moment, key: string, subject: string): Answer<E>[] => decisions.filter((one) => one.key === key && one.subject === subject && one.evidence !== undefined) as unknown as Answer<E>[];

function newest<E>(moment: Moment, key: string, subject: string): Answer<E> {
  const found = answers<E>(moment, key, subject).at(-1);
  if (!found) throw new Error(`no ${key} of the copy ${subject}`);
  return found;
}

const signed = ({ person, position, at, evidence: { place, phone } }: Answer<{ readonly place: string; readonly phone: string }>): Signed => ({ name: person.name, position, at, place, phone });

/** The log that was written while it was executed: how many entries, and their running digest from the first to the last. */
function logOf({ decisions }: Moment): DestructionCertificate['log'] {
  const entries = decisions.filter(({ key }) => key === 'operationLog').map(({ at, person, evidence }) => ({ at, person: person.id, entry: evidence ?? {} }));
  const [first] = entries;
  if (first === undefined) return { entries: 0 };
  const last = entries.reduce<string | undefined>((before, entry) => chainDigest(before, entry), undefined);
  return { entries: entries.length, first: digestOf(first), ...(last !== undefined && { last }), from: first.at, to: entries.at(-1)?.at ?? first.at };
}
