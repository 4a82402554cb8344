import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { months, workingDays } from './policy-values';

/** W12 district-inventory-review (第六条（一）、第三十条（二）): the articles give no figure. */
export const INVENTORY_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'inventory.completeness.days', title: '清单齐全性核对', value: workingDays(3), reason: '只核对四组信息、类别和级别是否齐全' }),
  designed({ key: 'inventory.review.days', title: '清单审核', value: workingDays(10), reason: '须逐项核对分类和级别建议，与渠道 B 的审核期限相同' }),
  designed({ key: 'inventory.completion.days', title: '单位补正清单', value: workingDays(10), reason: '补齐缺少的信息；清单报送是持续义务，逾期升级而不失效' }),
  designed({ key: 'inventory.aggregation.days', title: '汇总入区级目录', value: workingDays(5), reason: '审核通过后登记' }),
  designed({ key: 'inventory.proposal.days', title: '上报核心、重要数据建议', value: workingDays(10), reason: '汇总后拟文上报' }),
  designed({ key: 'inventory.nationalDecision.inquiry', title: '国家主管部门未确定时的查询提示', value: months(6), reason: '确定的时间不由本区决定；到期提示查询，办件保持打开' }),
];
