/** The forms of the process; evidence classes by the names that the definition uses. */
import * as evidence from './form.evidence';
import * as notices from './form.notices';
import { IncidentReportForm } from './form.report';

export { IncidentReportForm };
export const FORMS = { form: IncidentReportForm, evidence: { ...evidence, ...notices } } as const;
