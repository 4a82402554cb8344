/** 第十八条: a bulk operation under a use that is authorised, gone through by people of hospital A. */
import type { Move, Walk, Walks, WalkWorld } from '../walk';
import { EXAMPLE_FORM } from './form.example';

/** The living grant of the use that was walked before. */
function useGrant({ before }: WalkWorld): string {
  const { grants } = before();
  const ids = Array.isArray(grants) ? grants.flatMap((one: { readonly id?: unknown; readonly status?: unknown }) => (one.status === 'ACTIVE' ? [String(one.id)] : [])) : [];
  const [id] = ids;
  if (id === undefined) throw new Error('the use before has no living grant');
  return id;
}

const application =
  (change: Partial<typeof EXAMPLE_FORM> = {}) =>
  (world: WalkWorld): Readonly<Record<string, unknown>> => ({
    ...EXAMPLE_FORM,
    use: { grantId: useGrant(world) },
    operation: { ...EXAMPLE_FORM.operation, datasetIds: [world.resource('HOSPITAL-A', 'FOLLOW-UP')] },
    window: { from: world.instant(-60), until: world.instant(86_400) },
    ...change,
  });

const under: Pick<Walk, 'after' | 'starter' | 'form'> = { after: { process: 'sensitive-data-use', walk: 'revoked', until: 'use' }, starter: 'hospital-a.staff-1', form: application() };
const assessment: Move = { step: 'assessment', evidence: { withinUse: true, capMinimal: true, windowMinimal: true, controlsAdequate: true } };
const authorization: Move = { step: 'authorization', evidence: (world) => ({ validUntil: world.instant(3_600) }) };
const granted: readonly Move[] = [assessment, authorization];
const report = (actualCount: number, what: string): Move => ({ step: 'executionReport', evidence: { actualCount, what, logRef: 'DEMO-LOG-1' } });

export const walks: Walks = {
  used: {
    ...under,
    title: '依据有效的使用授权，评估、授权，计量至上限自行失效，报告实际数量',
    to: 'USED',
    moves: [...granted, { usage: 'BULK_DOWNLOAD', count: 500 }, report(500, '按授权一次下载完毕。')],
  },
  corrected: {
    ...under,
    title: '退回补正：缩小数量上限后再评估、授权，提前交回并报告',
    to: 'USED',
    moves: [
      assessment,
      { step: 'authorization', outcome: 'RETURN', opinion: '请缩小数量上限。' },
      { correct: 'application', form: (form) => ({ ...form, operation: { ...Object(form['operation']), cap: 200 } }) },
      assessment,
      authorization,
      { usage: 'BULK_DOWNLOAD', count: 120 },
      { grant: 'hand-back' },
      report(120, '实际下载 120 条。'),
    ],
  },
  notExecuted: {
    ...under,
    title: '时间窗届满而未执行，授权自行失效',
    to: 'EXPIRED',
    moves: [...granted, { over: 'grant' }, { step: 'executionReport', outcome: 'NOT_EXECUTED', opinion: '分析环境故障，未执行。', evidence: { actualCount: 0, what: '未执行。' } }],
  },
  overused: {
    ...under,
    title: '超出授权数量：如实登记，办件以超出授权终结',
    to: 'OVERUSED',
    moves: [...granted, { usage: 'BULK_DOWNLOAD', count: 620 }, { step: 'executionReport', outcome: 'EXCEEDED', opinion: '提取条件有误，多下载 120 条。', evidence: { actualCount: 620, what: '多下载的部分已封存。' } }],
  },
  revoked: {
    ...under,
    title: '授权后被撤销，登记已执行的数量',
    to: 'REVOKED',
    moves: [...granted, { grant: 'revoke' }, report(10, '撤销前已下载 10 条。')],
  },
  rejected: {
    ...under,
    title: '数据管理员评估不同意',
    to: 'REJECTED',
    moves: [{ step: 'assessment', outcome: 'REJECT', opinion: '逐条查询可以满足，不需要批量下载。', evidence: { withinUse: true, capMinimal: false, windowMinimal: true, controlsAdequate: true } }],
  },
  withdrawn: { ...under, title: '申请人在授权前撤回', to: 'WITHDRAWN', moves: [assessment, { withdraw: '改用逐条查询' }] },
};
