/** How a destruction is filled in that nobody asks for by hand: a finished use, an ended provision, a reached retention date. */
import { protectiveLevel, strictest } from '@libs/domain/grading';
import { DATA_LEVELS, type DataLevel } from '@libs/domain/positions';
import type { DataCategory, Dataset, ParentMoment, Plain, RetainedDataset } from '@libs/record/desk';
import { recipientCopyId } from '../shared/provision-readings';
import type { DataDestructionForm } from './form';
import type { DestructionItem } from './form.sections';

/** Whoever opens it declares nothing: the steps find it out, and each is decided by a person. */
const UNKNOWN = '以清点和执行记录为准';
const UNCHECKED = { retentionOver: false, noHolds: false, backupsListed: false, recipientCopiesListed: false, nothingUnsettled: false };
/** Beyond recovery for every kind of data; what is done in fact is said by who does it. */
const METHOD = { technique: 'CRYPTO_ERASE', tool: UNKNOWN, place: UNKNOWN } as const;

const CATEGORIES: readonly DataCategory[] = ['FOUNDATIONAL_RESOURCE', 'BUSINESS_RESOURCE', 'THEMATIC_RESOURCE'];

/** What a member of another process's form says, where it has it. */
const textAt = (form: Plain, ...path: readonly string[]): string | undefined => {
  const found = path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Object.entries(at).find(([name]) => name === key)?.[1] : undefined), form);
  return typeof found === 'string' && found.trim() !== '' ? found : undefined;
};

const levelOf = (known: unknown, datasets: readonly Dataset[]): DataLevel =>
  strictest([...DATA_LEVELS.filter((level) => level === known), ...datasets.map((dataset) => protectiveLevel(dataset)).filter((level) => level !== 'UNGRADED')]) ?? 'GENERAL';

const placeOf = (form: Plain): string => textAt(form, 'processing', 'storageLocation') ?? textAt(form, 'recipients', 'receivingUnit') ?? textAt(form, 'recipient', 'name') ?? UNKNOWN;

/** What was handed to others lies with them, in the register of copies since then; what was used inside lies where it was used. */
function heldCopy({ caseId, number, title, process, form }: ParentMoment, { id, copies = [] }: Dataset): DestructionItem {
  const item = { datasetId: id, name: title.slice(0, 200), form: 'FILE', quantity: UNKNOWN, keeper: UNKNOWN } as const;
  const registered = copies.find((copy) => copy.id === recipientCopyId(caseId, id));
  if (registered) return { ...item, copyId: registered.id, kind: registered.kind, location: registered.location.slice(0, 300) };
  return { ...item, kind: process === 'sensitive-data-use' ? 'EXPORT' : 'RECIPIENT', location: `${number} ${placeOf(form)}`.slice(0, 300) };
}

/** A case that has ended: the copies that it brought about are destroyed, the data stays. */
export function fromParent(parent: ParentMoment): DataDestructionForm {
  const { number, form, facts, datasets } = parent;
  const category = textAt(form, 'data', 'dataCategory');
  return {
    guards: { containsStateSecret: false, aggregatesToSecret: false },
    applicant: { dept: textAt(form, 'applicant', 'dept') ?? UNKNOWN },
    request: { reason: 'PROJECT_ENDED', basis: `${number} 已终结，到期处置为销毁`, relatedNumber: number, necessity: '使用、共享或者提供已经终结，留存的副本不再需要。' },
    data: {
      datasetIds: datasets.map(({ id }) => id),
      dataCategory: CATEGORIES.find((one) => one === category) ?? 'BUSINESS_RESOURCE',
      declaredLevel: levelOf(facts['level'], datasets),
      subjectCount: typeof facts['subjectCount'] === 'number' ? facts['subjectCount'] : 0,
      personal: true,
      sensitive: facts['sensitive'] === true || datasets.some(({ sensitive }) => sensitive),
    },
    copies: {
      scope: 'COPIES',
      items: datasets.map((dataset) => heldCopy(parent, dataset)),
    },
    checks: UNCHECKED,
    method: METHOD,
  };
}

/** As much as the form takes: of more copies than that the inventory is asked for the rest. */
const MOST_COPIES = 99;
const MOST_SUBJECTS = 2_000_000_000;

/** 达到数据保存期限（第二十条）: the data itself with every copy that the register knows. */
export function afterRetention(dataset: RetainedDataset): DataDestructionForm {
  const { id, code, name, businessOwnerDept, category, subjectCount, sensitive, retainedUntil, copies = [] } = dataset;
  const title = name.slice(0, 200);
  const item: Pick<DestructionItem, 'datasetId' | 'quantity' | 'keeper' | 'retainUntil'> = { datasetId: id, quantity: UNKNOWN, keeper: UNKNOWN, retainUntil: retainedUntil };
  return {
    guards: { containsStateSecret: false, aggregatesToSecret: false },
    applicant: { dept: businessOwnerDept.slice(0, 100) },
    request: { reason: 'RETENTION_EXPIRED', basis: `数据资源目录载明的保存期满日：${retainedUntil}`, necessity: '数据已达到保存期限，须评估是否仍有保存的必要。' },
    data: { datasetIds: [id], dataCategory: category, declaredLevel: levelOf(undefined, [dataset]), subjectCount: Math.min(subjectCount, MOST_SUBJECTS), personal: true, sensitive },
    copies: {
      scope: 'RESOURCE',
      items: [
        { ...item, name: title, kind: 'ORIGINAL', form: 'DATABASE', location: `数据资源目录 ${code}` },
        ...copies.slice(0, MOST_COPIES).map((copy): DestructionItem => ({ ...item, copyId: copy.id, name: title, kind: copy.kind, form: copy.kind === 'BACKUP' ? 'BACKUP' : 'FILE', location: copy.location.slice(0, 300) })),
      ],
    },
    checks: UNCHECKED,
    method: METHOD,
  };
}
