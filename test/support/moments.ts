import type { Moment, Plain } from '@libs/record/desk';

export type Settled = Partial<Pick<Moment, 'outcome' | 'subject' | 'facts' | 'form' | 'datasets' | 'by' | 'now'>> & { readonly evidence?: Plain };

/** Something of an imagined case was settled: what a desk is told for the registers. */
export const settled = (key: string, { evidence, ...known }: Settled = {}): Moment => ({
  caseId: '0190a000-0000-7000-8000-00000000ca5e',
  number: 'QD-2026-000001',
  orgId: 'unit',
  now: 0,
  by: 'person',
  facts: {},
  form: {},
  evidence: evidence ? { [key]: evidence } : {},
  decisions: [{ key, outcome: known.outcome ?? 'DONE', person: { id: 'person', name: '演示' }, position: 'DISTRICT_INFO_DEPT', at: '2026-03-02T09:00:00+08:00', ...(evidence && { evidence }) }],
  open: [],
  datasets: [],
  ...known,
});
