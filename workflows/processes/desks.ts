/** The desks of the processes that the API offers: a folder that has forms is added here, and nowhere else. */
import type { Desks, ProcessDesk } from '@libs/record/desk';
import { districtInventoryReviewDesk } from './district-inventory-review/desk';
import { sensitiveDataUseDesk } from './sensitive-data-use/desk';
import { specialReviewGateDesk } from './special-review-gate/desk';
import { unitDataSharingDesk } from './unit-data-sharing/desk';

/** In the order of the catalogue. */
const ALL: readonly ProcessDesk[] = [
  sensitiveDataUseDesk,
  unitDataSharingDesk,
  districtInventoryReviewDesk,
  specialReviewGateDesk,
];

export const DESKS: Desks = new Map(ALL.map((desk) => [desk.process.definition.id, desk]));
