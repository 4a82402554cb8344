/** 第二十条, gone through by people of hospital A. */
import type { Move, Walks, WalkWorld } from '../walk';
import { EXAMPLE_FORM } from './form.example';

const about =
  (change: Partial<typeof EXAMPLE_FORM> = {}) =>
  (world: WalkWorld): Readonly<Record<string, unknown>> => {
    const datasetId = world.resource('HOSPITAL-A', 'FOLLOW-UP');
    const items = EXAMPLE_FORM.copies.items.map((item) => ({ ...item, datasetId }));
    return { ...EXAMPLE_FORM, data: { ...EXAMPLE_FORM.data, datasetIds: [datasetId] }, copies: { ...EXAMPLE_FORM.copies, items }, ...change };
  };

const searched = { registerChecked: true, backupsSearched: true, exportsSearched: true, holdersAsked: true };
const inventory: Move = {
  step: 'copyInventory',
  evidence: (world) => ({
    ...searched,
    found: [{ datasetId: world.resource('HOSPITAL-A', 'FOLLOW-UP'), name: '课题组纸质清单', kind: 'EXPORT', form: 'PAPER', location: '示例科室文件柜 1', quantity: '12 页', keeper: '演示保管人丙' }],
  }),
};
const assessment: Move = { step: 'necessityAssessment', evidence: { noLongerNeeded: true, nothingDependsOnIt: true, listComplete: true, assessment: '课题已结题，无保留必要。' } };
const review: Move = { step: 'review', evidence: { assessmentSound: true, copiesComplete: true, methodAdequate: true } };
const free: Move = {
  step: 'retentionCheck',
  evidence: { retention: 'NONE', retentionOver: true, noHolds: true, backupsListed: true, recipientCopiesListed: true, nothingUnsettled: true, basis: '课题副本，原始数据仍按规定保存。' },
};
const approval: Move = { step: 'approval' };

const at = (world: WalkWorld): object => ({ startedAt: world.instant(-120), endedAt: world.instant(-60) });
const logged = (operation: string, what: string): Move => ({ act: 'operationLog', evidence: (world) => ({ operation, at: world.instant(-90), item: '全部所列副本', what }) });
const executed = (technique: string): Move => ({
  step: 'execution',
  each: true,
  evidence: (world) => ({ technique, tool: '演示销毁工具', toolVersion: '1.0', place: '示例机房', ...at(world), result: '已执行完毕', phone: '021-00000000' }),
});
const witnessed: Move = { step: 'witnessing', each: true, evidence: { presentThroughout: true, itemIdentified: true, place: '示例机房', observed: '全程监督，未见异常。', phone: '021-00000000' } };
const verification = { method: 'RECOVERY_ATTEMPT', samplePercent: 20, place: '示例机房', result: '尝试恢复，未能读取。', phone: '021-00000000' };
const verified: Move = { step: 'verification', each: true, evidence: verification };

const approved: readonly Move[] = [inventory, assessment, review, free, approval];
const signedAndArchived: readonly Move[] = [
  { step: 'certification', evidence: { afterwards: '残体交由演示回收单位处理。', issuedTo: '示例科室', signature: '演示签署人' } },
  { step: 'archive', evidence: { archiveNo: 'DEMO-A-1', place: '示例档案室', complete: true } },
];

/** Of copies that another case has left behind: what it lists is all there is. */
export const destroyedAfterwards: readonly Move[] = [{ step: 'copyInventory', evidence: searched }, assessment, review, free, approval, logged('STARTED', '核对标识后开始。'), executed('CRYPTO_ERASE'), witnessed, verified, ...signedAndArchived];

export const walks: Walks = {
  destroyed: {
    title: '清点全部副本，评估、审核、核对留存、批准，监销下逐份执行和核验，出具证明并归档',
    to: 'DESTROYED',
    starter: 'hospital-a.staff-1',
    form: about(),
    moves: [...approved, logged('STARTED', '核对标识后开始。'), executed('SHRED'), witnessed, verified, ...signedAndArchived],
  },
  partlyFailed: {
    title: '一份副本仍可恢复：办件保持打开，查明原因后再次执行、监销和核验',
    to: 'DESTROYED',
    starter: 'hospital-a.staff-1',
    form: about(),
    moves: [
      ...approved,
      logged('STARTED', '核对标识后开始。'),
      executed('CRYPTO_ERASE'),
      witnessed,
      { step: 'verification', outcome: 'RECOVERABLE', opinion: '部分扇区仍可读取。', evidence: { ...verification, result: '部分扇区仍可读取。' } },
      logged('INTERRUPTED', '发现坏道，改为物理粉碎。'),
      { step: 'partialFailure', evidence: { cause: '存在坏道，密钥区未被覆盖。', technique: 'SHRED', measure: '改为物理粉碎。' } },
      executed('SHRED'),
      witnessed,
      verified,
      ...signedAndArchived,
    ],
  },
  rejected: {
    title: '分管领导不同意',
    to: 'REJECTED',
    starter: 'hospital-a.staff-1',
    form: about(),
    moves: [inventory, assessment, review, free, { step: 'approval', outcome: 'REJECT', opinion: '课题成果尚在复核，暂不销毁。' }],
  },
  deferred: {
    title: '仍在法定保存期限内或者被冻结的，暂缓销毁',
    to: 'DEFERRED_HOLD',
    starter: 'hospital-a.staff-1',
    form: about(),
    moves: [
      inventory,
      assessment,
      review,
      {
        step: 'retentionCheck',
        outcome: 'DEFER',
        opinion: '审计期间须予保留。',
        evidence: { retention: 'NONE', retentionOver: true, noHolds: false, backupsListed: true, recipientCopiesListed: true, nothingUnsettled: false, basis: '演示审计通知' },
      },
    ],
  },
  withdrawn: {
    title: '执行前由申请人撤回',
    to: 'WITHDRAWN',
    starter: 'hospital-a.staff-1',
    form: about(),
    moves: [inventory, assessment, { withdraw: '课题延期，仍须使用' }],
  },
  expired: {
    title: '退回补正，逾期未补正的失效',
    to: 'EXPIRED',
    starter: 'hospital-a.staff-1',
    form: about(),
    moves: [inventory, assessment, { step: 'review', outcome: 'RETURN', opinion: '请补充外部接收方持有的副本。' }, { over: 'limit' }],
  },
};
