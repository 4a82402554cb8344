/** The workflow types of the benchmark: the one host of production. */
import { caseWorkflow } from '@workflows/temporal/case-workflow';

export { caseWorkflow as benchTwoStep, caseWorkflow as benchTenStep, caseWorkflow as benchDeadline };
