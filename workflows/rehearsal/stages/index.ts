import { accountabilityTraceStages } from './accountability-trace.stages';
import { annualRiskAssessmentStages } from './annual-risk-assessment.stages';
import { catalogueChangeStages } from './catalogue-change.stages';
import { classificationGradingStages } from './classification-grading.stages';
import { bulkOperationGrantStages } from './bulk-operation-grant.stages';
import { dataDestructionStages } from './data-destruction.stages';
import { dataProvisionStages } from './data-provision.stages';
import { districtInventoryReviewStages } from './district-inventory-review.stages';
import { incidentResponseStages } from './incident-response.stages';
import { openDataDualReviewStages } from './open-data-dual-review.stages';
import { outsourcingSupervisionStages } from './outsourcing-supervision.stages';
import { regionalDataAccessStages } from './regional-data-access.stages';
import { sensitiveDataUseStages } from './sensitive-data-use.stages';
import { unitDataSharingStages } from './unit-data-sharing.stages';
import { specialReviewGateStages } from './special-review-gate.stages';
import type { Stages } from './stage';

/** In the order of the catalogue. */
export const ALL_STAGES: readonly Stages[] = [
  sensitiveDataUseStages,
  bulkOperationGrantStages,
  unitDataSharingStages,
  regionalDataAccessStages,
  openDataDualReviewStages,
  dataProvisionStages,
  incidentResponseStages,
  dataDestructionStages,
  classificationGradingStages,
  catalogueChangeStages,
  districtInventoryReviewStages,
  annualRiskAssessmentStages,
  outsourcingSupervisionStages,
  accountabilityTraceStages,
  specialReviewGateStages,
];
