/** The copies that a destruction has to reach: as the application lists them, and as the inventory found them. */
import { v5 as uuidv5 } from 'uuid';
import type { Plain } from '@libs/record/desk';
import type { CopyInventory } from './form.evidence';
import type { DataDestructionForm } from './form';
import type { DestructionItem } from './form.sections';

/** Namespace of the ids of copies that no register knew before. */
const NAMESPACE = 'f1b6a3de-3c0a-5d0b-8f5e-2f6b1d0c9a20';

/** The same copy of the same data at the same place has the same id, whoever lists it. */
export const copyIdAt = (datasetId: string, location: string): string => uuidv5(`${datasetId} ${location}`, NAMESPACE);

export const copyIdOf = ({ copyId, datasetId, location }: Pick<DestructionItem, 'copyId' | 'datasetId' | 'location'>): string => copyId ?? copyIdAt(datasetId, location);

/** Every copy of the case, in the order of the list. */
export function copiesOf(form: Plain, inventory: Plain | undefined): readonly DestructionItem[] {
  // Both have been checked against their classes before they were kept.
  const { copies } = form as unknown as DataDestructionForm;
  const { found = [] } = (inventory ?? {}) as unknown as CopyInventory;
  return [...copies.items, ...found];
}
