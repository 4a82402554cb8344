/** The desks of the processes that the API offers: a folder that has forms is added here, and nowhere else. */
import type { Desks } from '@libs/record/desk';
import { districtInventoryReviewDesk } from './district-inventory-review/desk';
import { sensitiveDataUseDesk } from './sensitive-data-use/desk';

export const DESKS: Desks = new Map([sensitiveDataUseDesk, districtInventoryReviewDesk].map((desk) => [desk.process.definition.id, desk]));
