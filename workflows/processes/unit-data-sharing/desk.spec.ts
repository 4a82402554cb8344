import { endOfDay, startOfDay } from '@libs/domain/calendar';
import type { Plain } from '@libs/record/desk';
import { aDataset, problemsOf, surroundings, UNIT } from '@test/support/desk-world';
import { settled, type Settled } from '@test/support/moments';
import * as given from '../shared/provision.example';
import { unitDataSharingDesk as desk } from './desk';
import type { UnitDataSharingForm } from './form';
import { EXAMPLE_FORM } from './form.example';

const [datasetId = ''] = EXAMPLE_FORM.data.datasetIds;
const FACTS = { method: 'INTERFACE', environment: 'IN_DOMAIN', sensitive: true, rawDataLeavesDomain: false, usableNotVisible: true, metered: true, requestedFrom: startOfDay('2026-03-01'), requestedUntil: endOfDay('2026-08-31'), validUntil: endOfDay('2026-07-31') };
const read = (form: Partial<UnitDataSharingForm> = {}, dataset = aDataset(datasetId)) => desk.readForm({ ...EXAMPLE_FORM, ...form }, surroundings({ datasets: [dataset] }));
const evidence = (step: string, outcome: string, plain: Plain, facts = {}) => desk.readEvidence(step, outcome, plain, surroundings({ facts: { ...FACTS, ...facts } }));

describe('what is asked for', () => {
  it('becomes facts that steer the case and bound its grant', () => {
    expect(read()).toMatchObject({
      value: {
        facts: { level: 'GENERAL', sensitive: true, subjectCount: 800, datasetIds: [datasetId], mode: 'SHARE', rawDataLeavesDomain: false, usableNotVisible: true, metered: true, requestedFrom: startOfDay('2026-03-01'), requestedUntil: endOfDay('2026-08-31') },
        title: '示例课题：区域慢性病随访效果比较（共享 1 项数据）',
      },
    });
  });

  it('is addressed to the unit that provides the data, whose catalogue must have it', () => {
    expect(desk.addressedTo?.({ ...EXAMPLE_FORM })).toEqual({ code: 'HOSPITAL-A', path: 'sharing.providingUnit' });
    expect(problemsOf(read({}, aDataset(datasetId, { orgId: 'another' })))).toEqual(['data.datasetIds[0] NOT_IN_CATALOGUE']);
  });

  it('is not asked of one’s own unit, within which it is a use (第十八条)', () => {
    const from = (orgId: string) => desk.readForm({ ...EXAMPLE_FORM }, surroundings({ datasets: [aDataset(datasetId)], starter: { position: 'UNIT_STAFF', orgId } }));
    expect(problemsOf(from(UNIT))).toEqual(['sharing.providingUnit OWN_UNIT']);
    expect(problemsOf(from('another'))).toEqual([]);
  });

  it('is sensitive where the catalogue says so, whatever is declared', () => {
    const denied = { data: { ...EXAMPLE_FORM.data, sensitive: false } };
    expect(problemsOf(read(denied))).toEqual(['data.sensitive BELOW_CATALOGUE']);
    expect(problemsOf(read(denied, aDataset(datasetId, { sensitive: false })))).toEqual([]);
  });

  it('lasts no longer than the policy says', () => {
    expect(problemsOf(read({ period: { ...EXAMPLE_FORM.period, to: '2027-03-01' } }))).toEqual([]);
    expect(problemsOf(read({ period: { ...EXAMPLE_FORM.period, to: '2027-03-02' } }))).toEqual(['period.to PERIOD_TOO_LONG']);
  });
});

describe('第三十二条: the conclusion is that of the analysis', () => {
  it.each([
    ['NOT_SIGNIFICANT', given.IMPACT_ANALYSIS],
    ['SIGNIFICANT', given.SIGNIFICANT_IMPACT],
  ])('%s is taken', (impact, analysis) => expect(evidence('impactAnalysis', impact, { ...analysis })).toEqual({ value: { impact } }));

  it('what is significant on one axis is not approved, and what is on none is not prohibited', () => {
    expect(problemsOf(evidence('impactAnalysis', 'NOT_SIGNIFICANT', { ...given.SIGNIFICANT_IMPACT }))).toEqual(['nationalSecurity INCONSISTENT']);
    expect(problemsOf(evidence('impactAnalysis', 'SIGNIFICANT', { ...given.IMPACT_ANALYSIS }))).toEqual(['nationalSecurity INCONSISTENT', 'publicInterest INCONSISTENT']);
  });
});

describe('an approval', () => {
  it.each([
    ['unitApproval', '2026-08-31', []],
    ['unitApproval', '2026-09-01', ['validUntil BEYOND_REQUEST']],
    ['unitApproval', '2026-02-28', ['validUntil BEFORE_PERIOD']],
    ['unitApproval', '2026-03-01', []],
    ['leaderApproval', '2026-07-31', []],
    ['leaderApproval', '2026-08-01', ['validUntil BEYOND_REQUEST']],
  ])('%s until %s: %j', (step, validUntil, problems) => expect(problemsOf(evidence(step, 'APPROVE', { validUntil }))).toEqual(problems));

  it('of the group leader may leave the end as it stands', () => expect(evidence('leaderApproval', 'APPROVE', {})).toEqual({ value: {} }));
});

describe('第四条: the set-up keeps what was granted', () => {
  it('is taken as granted', () => expect(evidence('deliveryPreparation', 'DONE', { ...given.PREPARATION })).toEqual({ value: {} }));

  it.each([
    [{ usableNotVisible: false }, 'usableNotVisible INCONSISTENT'],
    [{ metered: false }, 'metered INCONSISTENT'],
    [{ rawDataLeavesDomain: true }, 'rawDataLeavesDomain BEYOND_REQUEST'],
    [{ desensitization: 'NOT_NEEDED' }, 'desensitization INCONSISTENT'],
  ])('%j is refused', (change, problem) => expect(problemsOf(evidence('deliveryPreparation', 'DONE', { ...given.PREPARATION, ...change }))).toEqual([problem]));

  it('nothing has to be desensitized that is not sensitive', () => {
    expect(evidence('deliveryPreparation', 'DONE', { ...given.PREPARATION, desensitization: 'NOT_NEEDED' }, { sensitive: false })).toEqual({ value: {} });
  });
});

describe('the registers', () => {
  const entered = (key: string, moment: Settled) => desk.registers?.[key]?.(settled(key, { form: { ...EXAMPLE_FORM }, datasets: [aDataset(datasetId)], ...moment }));
  const filing = (status: string, more = {}) => [{ register: 'FILING', kind: 'SHARING', status, ...more }];

  it('a filing is returned for what is missing, and received when nothing is', () => {
    expect(evidence('filingReceipt', 'APPROVE', {})).toEqual({ value: {} });
    expect(evidence('filingReceipt', 'RETURN', { ...given.INCOMPLETE })).toEqual({ value: {} });
    expect(problemsOf(evidence('filingReceipt', 'RETURN', {}))).toEqual(['incomplete REQUIRED']);
    expect(problemsOf(evidence('filingReceipt', 'APPROVE', { ...given.INCOMPLETE }))).toEqual(['incomplete INCONSISTENT']);
  });

  it('have the filing as it stands in the case', () => {
    expect(entered('filing', { outcome: 'DONE' })).toEqual(filing('SUBMITTED'));
    expect(entered('filingReceipt', { outcome: 'RETURN', evidence: { ...given.INCOMPLETE } })).toEqual(filing('RETURNED', { points: ['期限', '联系人'] }));
    expect(entered('filingReview', { outcome: 'RESUBMIT' })).toEqual(filing('SUBMITTED'));
    expect(entered('filingReceipt', { outcome: 'APPROVE' })).toEqual(filing('RECEIVED'));
  });

  it('have each delivered data set as a copy at the recipient’s, always the same; what is looked at in place is none', () => {
    const delivered = (method: string) => entered('delivery', { evidence: { ...given.deliveryOn('2026-03-20'), method } });
    expect(delivered('INTERFACE')).toMatchObject([{ register: 'COPY', resourceId: datasetId, kind: 'RECIPIENT', location: '示例研究所', details: { case: 'QD-2026-000001', deliveredOn: '2026-03-20' } }]);
    const ids = [delivered('INTERFACE'), delivered('FILE')].map((entries) => entries?.map((entry) => 'id' in entry && entry.id));
    expect(ids[0]).toEqual(ids[1]);
    expect(delivered('DATABASE_ANALYSIS')).toEqual([]);
  });
});

describe('what is written down', () => {
  it('is as approved, and lies not in the future', () => {
    expect(evidence('delivery', 'DONE', { ...given.deliveryOn('2026-02-02') })).toEqual({ value: { delivered: true } });
    expect(problemsOf(evidence('delivery', 'DONE', { ...given.deliveryOn('2026-02-02'), method: 'FILE' }))).toEqual(['method INCONSISTENT']);
    expect(problemsOf(evidence('delivery', 'DONE', { ...given.deliveryOn('2026-02-03') }))).toEqual(['deliveredOn IN_THE_FUTURE']);
    expect(problemsOf(evidence('closure', 'DONE', { ...given.closureOn('2026-02-03') }))).toEqual(['disposedOn IN_THE_FUTURE']);
  });

  it('use that went beyond the grant does not simply go on', () => {
    expect(evidence('usageReview', 'CONTINUE', { ...given.USAGE_REVIEW })).toEqual({ value: {} });
    const beyond = { ...given.USAGE_REVIEW, outsideCount: 1 };
    expect(problemsOf(evidence('usageReview', 'CONTINUE', beyond))).toEqual(['outsideCount INCONSISTENT']);
    expect(evidence('usageReview', 'SUSPEND', beyond)).toEqual({ value: {} });
  });
});

describe('the end', () => {
  it('what was returned is at the recipient’s no more; what is to be destroyed is still there', () => {
    const ended = (disposition: 'RETURN' | 'DESTROY') =>
      desk.registers?.['closure']?.({ ...settled('closure', { form: { ...EXAMPLE_FORM }, datasets: [aDataset(datasetId)] }), evidence: { delivery: { ...given.deliveryOn('2026-02-01') }, closure: { ...given.closureOn('2026-02-02', disposition) } } });
    const [copy] = desk.registers?.['delivery']?.(settled('delivery', { form: { ...EXAMPLE_FORM }, datasets: [aDataset(datasetId)], evidence: { ...given.deliveryOn('2026-02-01') } })) ?? [];
    expect(ended('RETURN')).toEqual([{ register: 'COPY_DESTROYED', id: copy && 'id' in copy && copy.id }]);
    expect(ended('DESTROY')).toEqual([]);
  });

  it.each([
    ['RETURN', 0, []],
    ['RETURN', 1, ['remainingCopies INCONSISTENT']],
    ['DESTROY', 3, []],
  ])('%s with %d copies left: %j', (disposition, remainingCopies, problems) => expect(problemsOf(evidence('closure', 'DONE', { disposition, remainingCopies }))).toEqual(problems));
});
