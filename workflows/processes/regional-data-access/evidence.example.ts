/** What people fill in at the steps that only channel B has. All of it is made up. */
import type { AccessClosure, AccessRemoval, CenterOpinion, PlatformChoice } from './form.evidence';

export const OPINION: CenterOpinion = { dataAvailable: true, technicallyFeasible: true, securityAdequate: true, scopeMinimal: true, opinion: '数据已归集，平台可在隐私计算环境内提供。' };
export const DOUBTS: CenterOpinion = { ...OPINION, scopeMinimal: false, opinion: '所申请的明细超出统计所需。' };
export const PLATFORM: PlatformChoice = { platform: 'HEALTH_INFO_EXCHANGE_PLATFORM', reason: '数据已在该平台归集。' };
export const removalOn = (removedOn: string): AccessRemoval => ({ accountsDisabled: true, removedOn, meteredCount: 12, outsideCount: 0, conclusion: '计量与授权相符。' });
export const closureOn = (closedOn: string): AccessClosure => ({ closedOn, nothingRetained: true, results: '统计报告一份。' });
