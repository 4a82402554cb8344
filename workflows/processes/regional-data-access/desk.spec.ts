import { endOfDay } from '@libs/domain/calendar';
import type { Plain } from '@libs/record/desk';
import { aDataset, problemsOf, surroundings } from '@test/support/desk-world';
import { regionalDataAccessDesk as desk } from './desk';
import * as own from './evidence.example';
import { EXAMPLE_FORM } from './form.example';

const [datasetId = ''] = EXAMPLE_FORM.data.datasetIds;
const FACTS = { sensitive: true, rawDataLeavesDomain: false, usableNotVisible: true, metered: true, requestedUntil: endOfDay('2026-08-31'), validUntil: endOfDay('2026-07-31') };
const evidence = (step: string, outcome: string, plain: Plain) => desk.readEvidence(step, outcome, plain, surroundings({ facts: FACTS }));

it('a request is addressed to the centre, whose data it is about', () => {
  expect(desk.addressedTo?.({ ...EXAMPLE_FORM })).toEqual({ type: 'DISTRICT_CENTER' });
  expect(problemsOf(desk.readForm({ ...EXAMPLE_FORM }, surroundings({ datasets: [aDataset(datasetId, { orgId: 'another' })] })))).toEqual(['data.datasetIds[0] NOT_IN_CATALOGUE']);
  expect(desk.readForm({ ...EXAMPLE_FORM }, surroundings({ datasets: [aDataset(datasetId)] }))).toMatchObject({
    value: { facts: { level: 'GENERAL', sensitive: true, metered: true, requestedUntil: endOfDay('2026-08-31') }, title: '示例课题：区域就诊流向分析（获取 1 项区归集数据）' },
  });
});

it('what the centre finds feasible is so in every respect', () => {
  expect(evidence('centerOpinion', 'FEASIBLE', { ...own.OPINION })).toEqual({ value: {} });
  expect(evidence('centerOpinion', 'NOT_FEASIBLE', { ...own.DOUBTS })).toEqual({ value: {} });
  expect(problemsOf(evidence('centerOpinion', 'FEASIBLE', { ...own.DOUBTS }))).toEqual(['scopeMinimal INCONSISTENT']);
});

it('what was removed and closed was so by today', () => {
  expect(evidence('accessRemoval', 'DONE', { ...own.removalOn('2026-02-02') })).toEqual({ value: {} });
  expect(problemsOf(evidence('accessRemoval', 'DONE', { ...own.removalOn('2026-02-03') }))).toEqual(['removedOn IN_THE_FUTURE']);
  expect(problemsOf(evidence('closure', 'DONE', { ...own.closureOn('2026-02-03') }))).toEqual(['closedOn IN_THE_FUTURE']);
  expect(problemsOf(evidence('usageAudit', 'CONTINUE', { meteredCount: 12, outsideCount: 1, conclusion: '超出' }))).toEqual(['outsideCount INCONSISTENT']);
});

it('the platform that is chosen steers the case, and bounds its grant', () => {
  expect(evidence('platformChoice', 'DONE', { ...own.PLATFORM })).toEqual({ value: { platform: 'HEALTH_INFO_EXCHANGE_PLATFORM' } });
});

it.each([
  ['districtReview', '2026-08-31', []],
  ['districtReview', '2026-09-01', ['validUntil BEYOND_REQUEST']],
  ['districtDecision', '2026-08-01', ['validUntil BEYOND_REQUEST']],
])('%s until %s: %j', (step, validUntil, problems) => expect(problemsOf(evidence(step, 'APPROVE', { validUntil }))).toEqual(problems));
