import { endOfDay } from '@libs/domain/calendar';
import type { Plain } from '@libs/record/desk';
import { aDataset, problemsOf, surroundings } from '@test/support/desk-world';
import { settled } from '@test/support/moments';
import * as given from '../shared/provision.example';
import { dataProvisionDesk as desk } from './desk';
import { agreementUntil, emptyRecord, recordOf } from './evidence.example';
import { EXAMPLE_FORM } from './form.example';

const [datasetId = ''] = EXAMPLE_FORM.data.datasetIds;
const FACTS = { sensitive: true, rawDataLeavesDomain: false, usableNotVisible: true, metered: true, requestedUntil: endOfDay('2026-08-31'), validUntil: endOfDay('2026-07-31') };
const evidence = (step: string, plain: Plain) => desk.readEvidence(step, 'DONE', plain, surroundings({ facts: FACTS }));

it('an application becomes facts that steer the case and bound its permission', () => {
  const read = desk.readForm({ ...EXAMPLE_FORM }, surroundings({ datasets: [aDataset(datasetId)] }));
  expect(read).toMatchObject({ value: { facts: { level: 'GENERAL', sensitive: true, datasetIds: [datasetId], usableNotVisible: true, requestedUntil: endOfDay('2026-08-31') }, title: '示例项目：随访数据提供质量控制中心（提供 1 项数据）' } });
});

it('a unit provides what stands in its own catalogue', () => {
  expect(problemsOf(desk.readForm({ ...EXAMPLE_FORM }, surroundings({ datasets: [aDataset(datasetId, { orgId: 'another' })] })))).toEqual(['data.datasetIds[0] NOT_IN_CATALOGUE']);
});

it('has no addressee: the case is that of the unit that provides', () => expect(desk.addressedTo).toBeUndefined());

describe('the agreement', () => {
  it.each([
    ['2026-07-30', ['validUntil ENDS_TOO_EARLY']],
    ['2026-07-31', []],
    ['2026-12-31', []],
    ['2026-02-01', ['validUntil NOT_AFTER', 'validUntil ENDS_TOO_EARLY']],
  ])('that ends on %s: %j', (until, problems) => expect(problemsOf(evidence('agreement', { ...agreementUntil('2026-02-02', until) }))).toEqual(problems));
});

it('an agreement was signed before it is written down', () => expect(problemsOf(evidence('agreement', { ...agreementUntil('2026-02-03', '2026-12-31') }))).toEqual(['signedOn IN_THE_FUTURE']));

describe('the record', () => {
  it.each([
    ['2029-02-01', ['keptUntil ENDS_TOO_EARLY']],
    ['2029-02-02', []],
  ])('is kept for three years: until %s: %j', (until, problems) => expect(problemsOf(evidence('provisionRecord', { ...recordOf('2026-02-01', until) }))).toEqual(problems));

  it('names the days of its deliveries, and none where nothing was delivered', () => {
    expect(problemsOf(evidence('provisionRecord', { ...emptyRecord('2029-02-02') }))).toEqual([]);
    expect(problemsOf(evidence('provisionRecord', { ...emptyRecord('2029-02-02'), deliveries: 2 }))).toEqual(['firstDeliveredOn INCONSISTENT', 'lastDeliveredOn INCONSISTENT']);
    expect(problemsOf(evidence('provisionRecord', { ...recordOf('2026-02-01', '2029-02-02'), deliveries: 0 }))).toEqual(['records INCONSISTENT', 'firstDeliveredOn INCONSISTENT', 'lastDeliveredOn INCONSISTENT']);
  });

  it('agrees with what was delivered, in order and in the past', () => {
    const record = recordOf('2026-02-01', '2029-02-02');
    expect(problemsOf(evidence('provisionRecord', { ...record, firstDeliveredOn: '2026-02-02' }))).toEqual(['lastDeliveredOn NOT_AFTER']);
    expect(problemsOf(evidence('provisionRecord', { ...record, lastDeliveredOn: '2026-02-03' }))).toEqual(['lastDeliveredOn IN_THE_FUTURE']);
    expect(problemsOf(desk.readEvidence('provisionRecord', 'DONE', { ...emptyRecord('2029-02-02') }, surroundings({ facts: { ...FACTS, delivered: true } })))).toEqual(['deliveries INCONSISTENT']);
  });
});

it('what was delivered is a copy at the recipient’s', () => {
  const moment = settled('delivery', { form: { ...EXAMPLE_FORM }, datasets: [aDataset(datasetId)], evidence: { ...given.deliveryOn('2026-03-20') } });
  expect(desk.registers?.['delivery']?.(moment)).toMatchObject([{ register: 'COPY', resourceId: datasetId, kind: 'RECIPIENT', location: '示例研究所' }]);
});
