import { problemsOf, surroundings } from '@test/support/desk-world';
import { specialReviewGateDesk as desk } from './desk';

const read = (step: string, evidence: Readonly<Record<string, unknown>>) => desk.readEvidence(step, 'DONE', evidence, surroundings());

it('notes documents that have been sent or received, and sets no facts by them', () => {
  expect(read('referral', { referredOn: '2026-02-02' })).toEqual({ value: {} });
  expect(problemsOf(read('referral', { referredOn: '2026-02-03' }))).toEqual(['referredOn IN_THE_FUTURE']);
  expect(problemsOf(read('externalReply', { repliedOn: '2026-02-03' }))).toEqual(['repliedOn IN_THE_FUTURE']);
});

it('names no data set, and nothing that a gate would look at', () => {
  expect(desk.datasetsOf({})).toEqual([]);
  expect(desk.readForm({}, surroundings())).toMatchObject({ value: { facts: {}, flags: { containsStateSecret: false, aggregatesToSecret: false, crossBorder: false } } });
});
