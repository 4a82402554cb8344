/** How the yearly assessment becomes facts, what its report is checked against, and what the registers take from it. */
import { civilDateOf, endOfDay, startOfDay } from '@libs/domain/calendar';
import { deskOf } from '@libs/forms/desk';
import { windowOf } from '@libs/policy/typed-values';
import type { Checked, FieldError, FormReading, Moment, Plain, ProcessDesk, Surroundings } from '@libs/record/desk';
import type { FilingEntry, ObligationEntry } from '@libs/record/registers/entries';
import type { FactValues } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { unconfirmed } from '../shared/confirmed';
import { fieldError } from '../shared/datasets';
import { pointsOf, unlisted } from '../shared/points';
import { annualRiskAssessment } from './definition';
import { FORMS, type AnnualAssessmentForm } from './form';
import type { AnnualReport } from './form.evidence';
import type { Issue } from './form.sections';
import { story } from './story';

const { window: WINDOW } = annualRiskAssessment.yearly;
const CONTENTS = ['importantData', 'activities', 'risks', 'countermeasures'];

function readForm({ assessment: { year } }: AnnualAssessmentForm, { now, policies }: Surroundings): Checked<FormReading> {
  if (String(year) > civilDateOf(now).slice(0, 4)) return { errors: [fieldError('assessment.year', 'IN_THE_FUTURE', '该年度尚未开始', 'That year has not begun')] };
  const { from, to } = windowOf(policies, WINDOW);
  return {
    value: {
      facts: { year, opensAt: startOfDay(`${year}-${from}`), dueAt: endOfDay(`${year}-${to}`) },
      // That the report has no secrets in it is declared with the report.
      flags: { containsStateSecret: false, aggregatesToSecret: false, crossBorder: false },
      title: `${year} 年度数据安全风险评估`,
    },
  };
}

function readEvidence(step: string, outcome: string, evidence: Plain | undefined, { facts, now }: Surroundings): Checked<FactValues> {
  if (step === 'drafting') return { value: { issueIds: issuesIn(evidence).map(({ id }) => id) } };
  // What was returned as incomplete had come when it came first.
  if (step === 'submission') return { value: { submittedAt: facts['submittedAt'] ?? now } };
  const errors = step === 'completenessCheck' ? checkErrors(outcome, evidence) : [];
  return errors.length ? { errors } : { value: {} };
}

const checkErrors = (outcome: string, evidence: Plain | undefined): FieldError[] => (outcome === 'RETURN' ? unlisted(evidence) : unconfirmed(CONTENTS, evidence));

// The evidence of a step has the shape of its class: `checkEvidence` has passed it.
const issuesIn = (report: Plain | undefined): (Issue & { readonly id: string })[] => ((report as AnnualReport | undefined)?.issues ?? []).map((issue, index) => ({ ...issue, id: `issue-${index + 1}` }));

const filing = ({ facts }: Moment, status: FilingEntry['status'], points: readonly string[] = []): FilingEntry => ({
  register: 'FILING',
  kind: 'ANNUAL_ASSESSMENT',
  status,
  ...(typeof facts['year'] === 'number' && { year: facts['year'] }),
  ...(points.length > 0 && { points }),
});

/** 问题清单: what the unit owes until it is remedied. */
const owed = ({ id, description, plannedOn }: Issue & { readonly id: string }): ObligationEntry => ({
  register: 'OBLIGATION',
  key: id,
  title: `整改：${description}`.slice(0, 200),
  article: '第八条、第十二条',
  to: '区卫生健康委',
  dueAt: endOfDay(plannedOn),
  status: 'OPEN',
});

const issuesOf = ({ evidence }: Moment): (Issue & { readonly id: string })[] => issuesIn(evidence['drafting']);

export const annualRiskAssessmentDesk: ProcessDesk = deskOf({
  process: processOf(annualRiskAssessment, story),
  forms: FORMS,
  pins: [],
  datasetsOf: () => [],
  readForm,
  readEvidence,
  fromClock: ({ year }): AnnualAssessmentForm => ({ assessment: { year } }),
  registers: {
    submission: (moment) => [filing(moment, 'SUBMITTED')],
    completenessCheck: (moment) => (moment.outcome === 'APPROVE' ? [filing(moment, 'RECEIVED'), ...issuesOf(moment).map(owed)] : [filing(moment, 'RETURNED', pointsOf(moment, 'completenessCheck'))]),
    remediation: (moment) => issuesOf(moment).filter(({ id }) => id === moment.subject).map((issue) => ({ ...owed(issue), status: 'FULFILLED' as const, fulfilledAt: moment.now })),
  },
});
