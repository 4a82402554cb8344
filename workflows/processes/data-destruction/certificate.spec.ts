import type { Made, Moment } from '@libs/record/desk';
import { certificateOf } from './certificate';
import { copyIdOf } from './copies';
import { EXAMPLE_FORM } from './form.example';
import { registers } from './registers';

const [first, second] = EXAMPLE_FORM.copies.items.map(copyIdOf);
const made = (key: string, name: string, at: string, evidence: object, subject?: string, outcome = 'DONE'): Made => ({ key, outcome, person: { id: name, name }, position: `POSITION_OF_${name}`, at, evidence: { ...evidence }, ...(subject !== undefined && { subject }) });
const executed = (name: string, at: string, subject?: string): Made =>
  made('execution', name, at, { technique: 'SHRED', tool: '演示粉碎机', place: '示例机房', startedAt: at, endedAt: at, result: '完成', phone: '021-1' }, subject);
const watched = (name: string, at: string, subject?: string): Made => made('witnessing', name, at, { place: '示例机房', phone: '021-2' }, subject);
const verified = (name: string, at: string, outcome: string, subject?: string): Made =>
  made('verification', name, at, { method: 'PHYSICAL_INSPECTION', samplePercent: 100, place: '示例机房', result: '不可恢复', phone: '021-3' }, subject, outcome);

const decisions: Made[] = [
  made('copyInventory', 'custodian', '2026-07-01T01:00:00Z', {}),
  made('approval', 'leader', '2026-07-01T02:00:00Z', {}, undefined, 'APPROVE'),
  made('operationLog', 'operator', '2026-07-01T03:00:00Z', { operation: 'STARTED' }),
  executed('operator', '2026-07-01T04:00:00Z', first), watched('w1', '2026-07-01T04:10:00Z', first), watched('w2', '2026-07-01T04:11:00Z', first), verified('v', '2026-07-01T04:20:00Z', 'IRREVERSIBLE', first),
  executed('operator', '2026-07-01T05:00:00Z', second), watched('w1', '2026-07-01T05:10:00Z', second), watched('w2', '2026-07-01T05:11:00Z', second), verified('v', '2026-07-01T05:20:00Z', 'RECOVERABLE', second),
  executed('another', '2026-07-02T05:00:00Z', second), watched('w3', '2026-07-02T05:10:00Z', second), watched('w4', '2026-07-02T05:11:00Z', second), verified('v2', '2026-07-02T05:20:00Z', 'IRREVERSIBLE', second),
  made('operationLog', 'operator', '2026-07-02T06:00:00Z', { operation: 'FINISHED' }),
];
const moment: Moment = {
  caseId: 'case', number: 'QD-2026-000009', orgId: 'unit', now: 0, by: 'person', open: [], facts: { trigger: 'DESTRUCTION_REQUESTED', level: 'GENERAL' }, datasets: [], decisions,
  form: { ...EXAMPLE_FORM },
  evidence: { retentionCheck: { retention: 'NONE', basis: '已核对' }, certification: { afterwards: '无', issuedTo: '示例科室', signature: '演示签署人' } },
};
type Copies = { readonly operator: { readonly name: string }; readonly witnesses: readonly { readonly name: string }[]; readonly verifier: { readonly name: string } }[];

describe('销毁证明 (regulation.md §3.1)', () => {
  const certificate = certificateOf(moment);

  it('names request, trigger, bases, data and who judged', () => {
    expect(certificate).toMatchObject({
      requestNumber: 'QD-2026-000009', trigger: 'DESTRUCTION_REQUESTED', basis: EXAMPLE_FORM.request.basis, retention: { kind: '无法定留存要求', basis: '已核对' },
      data: { datasetIds: EXAMPLE_FORM.data.datasetIds, level: '一般数据', subjectCount: 800, recordCount: 2_400 }, issuedTo: '示例科室', signature: '演示签署人',
      approvals: [{ step: 'copyInventory', name: 'custodian' }, { step: 'approval', name: 'leader', outcome: 'APPROVE' }],
    });
  });

  it('has each copy with its medium, its method, and operator, witnesses and verifier of the execution that stands', () => {
    const copies = certificate['copies'] as unknown as Copies;
    expect(copies).toMatchObject([{ number: 1, location: EXAMPLE_FORM.copies.items[0]?.location }, { number: 2, medium: { serialNo: 'DEMO-SN-01' }, method: { category: 'DESTROY', technique: '物理粉碎' } }]);
    expect(copies.map(({ operator, witnesses, verifier }) => [operator.name, witnesses.map(({ name }) => name), verifier.name])).toEqual([['operator', ['w1', 'w2'], 'v'], ['another', ['w3', 'w4'], 'v2']]);
  });

  it('proves the log by its running digest', () => {
    const { log } = certificate as { log: { entries: number; first: string; last: string } };
    expect(log).toMatchObject({ entries: 2, from: '2026-07-01T03:00:00Z', to: '2026-07-02T06:00:00Z' });
    const other = certificateOf({ ...moment, decisions: decisions.map((one) => (one.key === 'operationLog' ? { ...one, evidence: { operation: 'OTHER' } } : one)) })['log'] as typeof log;
    expect([other.first, other.last]).not.toEqual([log.first, log.last]);
  });

  it('is issued once everything is signed', () => expect(registers['certification']?.(moment)).toEqual([{ register: 'CERTIFICATE', kind: 'DESTRUCTION', body: certificate }]));
});

describe('the register of copies', () => {
  it('takes note of what the inventory lists, and of what is beyond recovery', () => {
    expect(registers['copyInventory']?.(moment)).toMatchObject([{ register: 'COPY', id: first, kind: 'EXPORT' }, { register: 'COPY', id: second, details: { medium: { assetNo: 'DEMO-ASSET-01' } } }]);
    expect(registers['verification']?.({ ...moment, subject: second, outcome: 'IRREVERSIBLE' })).toEqual([{ register: 'COPY_DESTROYED', id: second }]);
    expect(registers['verification']?.({ ...moment, subject: second, outcome: 'RECOVERABLE' })).toEqual([]);
  });

  it('and of the data itself, where it went with all its copies', () => {
    const datasets = [{ id: 'd1', orgId: 'unit', businessOwnerDept: '心内科', gradingStatus: 'GRADED' as const, sensitive: true, revision: 1, preserved: false, derived: false }];
    expect(registers['DESTROYED']?.({ ...moment, datasets, facts: { scope: 'RESOURCE' } })).toEqual([{ register: 'RESOURCE_DESTROYED', id: 'd1' }]);
    expect(registers['DESTROYED']?.({ ...moment, datasets, facts: { scope: 'COPIES' } })).toEqual([]);
  });
});
