/** The workflow types: the one host, registered once for each process, and what schedules run. A test holds this list to the registry. */
import { caseWorkflow } from './case-workflow';

export { beginYearlyRuns } from './yearly-workflow';

export {
  caseWorkflow as accountabilityTrace,
  caseWorkflow as annualRiskAssessment,
  caseWorkflow as catalogueChange,
  caseWorkflow as classificationGrading,
  caseWorkflow as bulkOperationGrant,
  caseWorkflow as dataDestruction,
  caseWorkflow as dataProvision,
  caseWorkflow as districtInventoryReview,
  caseWorkflow as incidentResponse,
  caseWorkflow as openDataDualReview,
  caseWorkflow as outsourcingSupervision,
  caseWorkflow as regionalDataAccess,
  caseWorkflow as sensitiveDataUse,
  caseWorkflow as unitDataSharing,
  caseWorkflow as specialReviewGate,
};
