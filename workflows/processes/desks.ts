/** The desks of the processes that have forms: those that the API offers, and those that other cases alone open. */
import type { Desks } from '@libs/record/desk';
import { accountabilityTraceDesk } from './accountability-trace/desk';
import { bulkOperationGrantDesk } from './bulk-operation-grant/desk';
import { annualRiskAssessmentDesk } from './annual-risk-assessment/desk';
import { catalogueChangeDesk } from './catalogue-change/desk';
import { classificationGradingDesk } from './classification-grading/desk';
import { dataDestructionDesk } from './data-destruction/desk';
import { dataProvisionDesk } from './data-provision/desk';
import { districtInventoryReviewDesk } from './district-inventory-review/desk';
import { incidentResponseDesk } from './incident-response/desk';
import { openDataDualReviewDesk } from './open-data-dual-review/desk';
import { regionalDataAccessDesk } from './regional-data-access/desk';
import { sensitiveDataUseDesk } from './sensitive-data-use/desk';
import { specialReviewGateDesk } from './special-review-gate/desk';
import { unitDataSharingDesk } from './unit-data-sharing/desk';

export const DESKS: Desks = new Map(
  [
    sensitiveDataUseDesk,
    bulkOperationGrantDesk,
    unitDataSharingDesk,
    regionalDataAccessDesk,
    openDataDualReviewDesk,
    dataProvisionDesk,
    incidentResponseDesk,
    dataDestructionDesk,
    classificationGradingDesk,
    catalogueChangeDesk,
    districtInventoryReviewDesk,
    annualRiskAssessmentDesk,
    accountabilityTraceDesk,
    specialReviewGateDesk,
  ].map((desk) => [desk.process.definition.id, desk]),
);
