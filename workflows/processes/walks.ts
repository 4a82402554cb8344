/** The walks of the processes that are offered, by process, in the order of the catalogue (regulation.md §3). */
import { walks as bulkOperationGrant } from './bulk-operation-grant/walks';
import { walks as dataDestruction } from './data-destruction/walks';
import { walks as dataProvision } from './data-provision/walks';
import { walks as annualRiskAssessment } from './annual-risk-assessment/walks';
import { walks as catalogueChange } from './catalogue-change/walks';
import { walks as classificationGrading } from './classification-grading/walks';
import { walks as incidentResponse } from './incident-response/walks';
import { walks as districtInventoryReview } from './district-inventory-review/walks';
import { walks as openDataDualReview } from './open-data-dual-review/walks';
import { walks as regionalDataAccess } from './regional-data-access/walks';
import { walks as sensitiveDataUse } from './sensitive-data-use/walks';
import { walks as specialReviewGate } from './special-review-gate/walks';
import { walks as unitDataSharing } from './unit-data-sharing/walks';
import type { Walks } from './walk';

export const WALKS: ReadonlyMap<string, Walks> = new Map([
  ['sensitive-data-use', sensitiveDataUse],
  ['bulk-operation-grant', bulkOperationGrant],
  ['unit-data-sharing', unitDataSharing],
  ['regional-data-access', regionalDataAccess],
  ['open-data-dual-review', openDataDualReview],
  ['data-provision', dataProvision],
  ['incident-response', incidentResponse],
  ['data-destruction', dataDestruction],
  ['classification-grading', classificationGrading],
  ['catalogue-change', catalogueChange],
  ['district-inventory-review', districtInventoryReview],
  ['annual-risk-assessment', annualRiskAssessment],
  ['special-review-gate', specialReviewGate],
]);
