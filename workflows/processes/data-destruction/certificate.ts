/** 销毁证明: what regulation.md §3.1 W09 lists, taken from what people filled in and decided. Plain data, in the order of the paper. */
import { DATA_LEVEL_TITLES } from '@libs/domain/positions';
import { chainDigest, digestOf } from '@libs/domain/digests';
import { DESTRUCTION_TECHNIQUES } from '@libs/domain/destruction';
import type { Made, Moment, Plain } from '@libs/record/desk';
import { copiesOf, copyIdOf } from './copies';
import type { Certification, Execution, RetentionCheck, Verification, Witnessing } from './form.evidence';
import type { DataDestructionForm } from './form';
import { FORMS_OF_COPY, ITEM_KINDS, REASONS, RETENTIONS, SCOPES, VERIFICATION_METHODS } from './form.options';
import type { DestructionItem } from './form.sections';

const JUDGED = ['copyInventory', 'necessityAssessment', 'review', 'retentionCheck', 'approval', 'leaderApproval'];

/** The newest answer of each is what stands: a copy that was still recoverable has been executed and verified again. */
export function certificateOf(moment: Moment): Plain {
  // The form and each evidence have been checked against their classes before they were kept.
  const { request, data, copies } = moment.form as unknown as DataDestructionForm;
  const check = moment.evidence['retentionCheck'] as unknown as RetentionCheck;
  const { afterwards, issuedTo, signature } = moment.evidence['certification'] as unknown as Certification;
  return {
    requestNumber: moment.number,
    trigger: moment.facts['trigger'],
    reason: REASONS[request.reason],
    basis: request.basis,
    retention: { kind: RETENTIONS[check.retention], ...(check.countedFrom !== undefined && { countedFrom: check.countedFrom }), basis: check.basis },
    scope: SCOPES[copies.scope],
    data: {
      datasetIds: data.datasetIds,
      level: levelTitle(moment),
      category: data.dataCategory,
      ...(data.timeRange && { timeRange: data.timeRange }),
      subjectCount: data.subjectCount,
      ...(data.recordCount !== undefined && { recordCount: data.recordCount }),
    },
    copies: copiesOf(moment.form, moment.evidence['copyInventory']).map((item, index) => destroyedCopy(moment, item, index + 1)),
    afterwards,
    approvals: moment.decisions.filter(({ key }) => JUDGED.includes(key)).map(({ key, outcome, person, position, at }) => ({ step: key, outcome, name: person.name, position, at })),
    log: logOf(moment),
    issuedTo,
    signature,
  };
}

const levelTitle = ({ facts }: Moment): string => {
  const level = Object.entries(DATA_LEVEL_TITLES).find(([code]) => code === facts['level']);
  return level?.[1] ?? String(facts['level']);
};

function destroyedCopy(moment: Moment, item: DestructionItem, number: number): Plain {
  const id = copyIdOf(item);
  const last = <E>(key: string): (Made & { readonly evidence: E }) | undefined => moment.decisions.filter((one): one is Made & { readonly evidence: Plain & E } => one.key === key && one.subject === id && one.evidence !== undefined).at(-1);
  const executed = last<Execution>('execution');
  const verified = last<Verification>('verification');
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
    ...(executed && {
      method: { category: DESTRUCTION_TECHNIQUES[executed.evidence.technique].category, technique: DESTRUCTION_TECHNIQUES[executed.evidence.technique].title, ...(executed.evidence.passes !== undefined && { passes: executed.evidence.passes }), tool: executed.evidence.tool, toolVersion: executed.evidence.toolVersion ?? '' },
      operator: { ...signed(executed), place: executed.evidence.place, phone: executed.evidence.phone, startedAt: executed.evidence.startedAt, endedAt: executed.evidence.endedAt, result: executed.evidence.result },
      witnesses: witnessesOf(moment, id, executed),
    }),
    ...(verified && { verification: { method: VERIFICATION_METHODS[verified.evidence.method], samplePercent: verified.evidence.samplePercent, secondTool: verified.evidence.secondTool ?? '', result: verified.evidence.result }, verifier: { ...signed(verified), place: verified.evidence.place, phone: verified.evidence.phone } }),
  };
}

const signed = ({ person, position, at }: Made): Plain => ({ name: person.name, position, at });

/** Those who watched this execution, not one that had to be repeated. */
const witnessesOf = ({ decisions }: Moment, copyId: string, { at: since }: Made): Plain[] =>
  decisions
    .filter(({ key, subject, at }) => key === 'witnessing' && subject === copyId && at > since)
    .map((made) => {
      const { place, phone } = made.evidence as unknown as Witnessing;
      return { ...signed(made), place, phone };
    });

/** The log that was written while it was executed: how many entries, and their running digest from the first to the last. */
function logOf({ decisions }: Moment): Plain {
  const entries = decisions.filter(({ key }) => key === 'operationLog').map(({ at, person, evidence }) => ({ at, person: person.id, entry: evidence ?? {} }));
  const [first] = entries;
  if (first === undefined) return { entries: 0 };
  const last = entries.reduce<string | undefined>((before, entry) => chainDigest(before, entry), undefined);
  return { entries: entries.length, first: digestOf(first), last: last ?? '', from: first.at, to: entries.at(-1)?.at ?? first.at };
}
