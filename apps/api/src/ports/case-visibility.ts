import type { Principal } from '../auth/principal';

/** Whether a principal may see a case, and so what belongs to it. Provided by the module of the cases. */
export abstract class CaseVisibility {
  abstract maySee(principal: Principal, caseId: string): Promise<boolean>;
}
