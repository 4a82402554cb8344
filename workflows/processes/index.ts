/** The processes that this build knows. */
import { processOf, type Process } from '@workflows/kit/fold';
import { accountabilityTrace } from './accountability-trace/definition';
import { story as accountabilityTraceStory } from './accountability-trace/story';
import { annualRiskAssessment } from './annual-risk-assessment/definition';
import { story as annualRiskAssessmentStory } from './annual-risk-assessment/story';
import { catalogueChange } from './catalogue-change/definition';
import { story as catalogueChangeStory } from './catalogue-change/story';
import { classificationGrading } from './classification-grading/definition';
import { story as classificationGradingStory } from './classification-grading/story';
import { bulkOperationGrant } from './bulk-operation-grant/definition';
import { story as bulkOperationGrantStory } from './bulk-operation-grant/story';
import { dataDestruction } from './data-destruction/definition';
import { story as dataDestructionStory } from './data-destruction/story';
import { dataProvision } from './data-provision/definition';
import { story as dataProvisionStory } from './data-provision/story';
import { districtInventoryReview } from './district-inventory-review/definition';
import { story as districtInventoryReviewStory } from './district-inventory-review/story';
import { incidentResponse } from './incident-response/definition';
import { story as incidentResponseStory } from './incident-response/story';
import { openDataDualReview } from './open-data-dual-review/definition';
import { story as openDataDualReviewStory } from './open-data-dual-review/story';
import { outsourcingSupervision } from './outsourcing-supervision/definition';
import { story as outsourcingSupervisionStory } from './outsourcing-supervision/story';
import { regionalDataAccess } from './regional-data-access/definition';
import { story as regionalDataAccessStory } from './regional-data-access/story';
import { sensitiveDataUse } from './sensitive-data-use/definition';
import { story as sensitiveDataUseStory } from './sensitive-data-use/story';
import { sensitiveDataUse as sensitiveDataUse1 } from './sensitive-data-use/versions/1/definition';
import { story as sensitiveDataUseStory1 } from './sensitive-data-use/versions/1/story';
import { unitDataSharing } from './unit-data-sharing/definition';
import { story as unitDataSharingStory } from './unit-data-sharing/story';
import { specialReviewGate } from './special-review-gate/definition';
import { story as specialReviewGateStory } from './special-review-gate/story';

const CURRENT: readonly Process[] = [
  processOf(sensitiveDataUse, sensitiveDataUseStory),
  processOf(bulkOperationGrant, bulkOperationGrantStory),
  processOf(unitDataSharing, unitDataSharingStory),
  processOf(regionalDataAccess, regionalDataAccessStory),
  processOf(openDataDualReview, openDataDualReviewStory),
  processOf(dataProvision, dataProvisionStory),
  processOf(incidentResponse, incidentResponseStory),
  processOf(dataDestruction, dataDestructionStory),
  processOf(classificationGrading, classificationGradingStory),
  processOf(catalogueChange, catalogueChangeStory),
  processOf(districtInventoryReview, districtInventoryReviewStory),
  processOf(annualRiskAssessment, annualRiskAssessmentStory),
  processOf(outsourcingSupervision, outsourcingSupervisionStory),
  processOf(accountabilityTrace, accountabilityTraceStory),
  processOf(specialReviewGate, specialReviewGateStory),
];

/** Frozen versions (`<process>/versions/<n>/`) that open journals are still pinned to. */
const FROZEN: readonly Process[] = [processOf(sensitiveDataUse1, sensitiveDataUseStory1)];

/** By id, in the version that a new case starts with. */
export const PROCESSES: ReadonlyMap<string, Process> = new Map(CURRENT.map((process) => [process.definition.id, process]));

/**
 * The process in the version that a case is pinned to; the current one unless a version is given.
 * @throws RangeError for an id or a version that this build does not know
 */
export function processFor(id: string, version?: number): Process {
  const found = [...CURRENT, ...FROZEN].find(({ definition }) => definition.id === id && (version === undefined || definition.version === version));
  if (!found) throw new RangeError(`unknown process ${id}${version === undefined ? '' : ` version ${version}`}`);
  return found;
}
