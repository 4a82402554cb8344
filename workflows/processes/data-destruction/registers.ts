/** What a destruction enters in the registers: copies that were found, copies that are gone, the certificate. */
import type { Moment, ProcessDesk } from '@libs/record/desk';
import type { RegisterEntry } from '@libs/record/registers/entries';
import { certificateOf } from './certificate';
import { copiesOf, copyIdOf } from './copies';
import type { DestructionItem } from './form.sections';

/** The data itself is no copy of itself. */
const isCopy = (item: DestructionItem): item is DestructionItem & { readonly kind: Exclude<DestructionItem['kind'], 'ORIGINAL'> } => item.kind !== 'ORIGINAL';

const foundCopies = ({ form, evidence }: Moment): RegisterEntry[] =>
  copiesOf(form, evidence['copyInventory'])
    .filter(isCopy)
    .filter(({ copyId }) => copyId === undefined)
    .map((item) => {
      const { datasetId, kind, location, name, form: shape, quantity, keeper, medium } = item;
      return { register: 'COPY', id: copyIdOf(item), resourceId: datasetId, kind, location, details: { name, form: shape, quantity, keeper, ...(medium && { medium }) } };
    });

const destroyedCopy = ({ outcome, subject, form, evidence }: Moment): RegisterEntry[] =>
  outcome !== 'IRREVERSIBLE' || subject === undefined ? [] : copiesOf(form, evidence['copyInventory']).filter(isCopy).filter((item) => copyIdOf(item) === subject).map(() => ({ register: 'COPY_DESTROYED', id: subject }));

export const registers: NonNullable<ProcessDesk['registers']> = {
  copyInventory: foundCopies,
  verification: destroyedCopy,
  DESTROYED: ({ facts, datasets }) => (facts['scope'] === 'RESOURCE' ? datasets.map(({ id }): RegisterEntry => ({ register: 'RESOURCE_DESTROYED', id })) : []),
  certification: (moment) => [{ register: 'CERTIFICATE', kind: 'DESTRUCTION', body: { ...certificateOf(moment) } }],
};
