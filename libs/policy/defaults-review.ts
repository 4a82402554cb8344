import type { PolicyRow } from './policy';
import { designed, sourced } from './policy-rows';
import { calendarDays, code, codes, count, flag, hours, months, workingDays } from './policy-values';

const LIFE_SCIENCE_ETHICS = '《涉及人的生命科学和医学研究伦理审查办法》（国卫科教发〔2023〕4号）';
const TECHNOLOGY_ETHICS = '《科技伦理审查办法（试行）》';

/** regulation.md §6: sharing, channel B, the dual review, use and bulk operations. */
export const REVIEW_DEFAULT_ROWS: readonly PolicyRow[] = [
  designed({ key: 'sharing.filing.deadline', title: '单位批准共享开放后向区卫生健康委登记备案', value: workingDays(5), reason: '第三十四条未规定备案期限', note: '须同时满足 sharing.filing.beforeFirstDelivery' }),
  designed({ key: 'sharing.filing.beforeFirstDelivery', title: '首次交付前须完成备案', value: flag(true), reason: '第三十四条「并」字未定先后，取较严的读法' }),
  designed({ key: 'channelB.review.days', title: '区归集数据申请的区卫生健康委审核', value: workingDays(10), reason: '第三十四条未规定期限；《政务数据共享条例》（国务院令第809号）对答复期限有规定，10 个工作日为未核实的回忆' }),
  designed({ key: 'channelB.centerOpinion.days', title: '区归集数据申请的事业发展中心技术意见', value: workingDays(5), reason: '占区级审核期限的一半，为区级决定留足时间' }),
  sourced({ key: 'ethics.committee.minMembers', title: '伦理审查委员会最少人数', value: count(7, '人', '>='), basis: LIFE_SCIENCE_ETHICS, basisClass: 'F2' }),
  sourced({ key: 'ethics.passRule', title: '伦理审查通过比例', value: { type: 'RATIO', numerator: 1, denominator: 2, comparison: '>', of: '全体委员' }, basis: LIFE_SCIENCE_ETHICS, basisClass: 'F2' }),
  sourced({ key: 'ethics.present.min', title: '伦理审查会议最少到会人数', value: count(5, '人', '>='), basis: `${TECHNOLOGY_ETHICS}第十四条`, basisClass: 'F2' }),
  sourced({ key: 'ethics.present.categories', title: '到会委员须包含不同类别', value: flag(true), basis: `${TECHNOLOGY_ETHICS}第十四条`, basisClass: 'F2' }),
  sourced({ key: 'ethics.altPassRule', title: '伦理审查通过比例（另一规则）', value: { type: 'RATIO', numerator: 2, denominator: 3, comparison: '>=', of: '到会委员' }, basis: TECHNOLOGY_ETHICS, basisClass: 'R', note: '默认使用 ethics.passRule' }),
  sourced({ key: 'ethics.advisorsVote', title: '顾问专家参与表决', value: flag(false), basis: '伦理审查规定：顾问专家不参与表决', basisClass: 'F2' }),
  sourced({ key: 'ethics.review.days', title: '伦理审查期限', value: calendarDays(30), basis: LIFE_SCIENCE_ETHICS, basisClass: 'R' }),
  sourced({ key: 'ethics.urgent.hours', title: '伦理应急审查期限', value: hours(72), basis: LIFE_SCIENCE_ETHICS, basisClass: 'R' }),
  sourced({ key: 'ethics.followup.months', title: '伦理跟踪审查间隔', value: months(12), basis: '伦理审查规定（见于一份研究综述）', basisClass: 'F2' }),
  sourced({ key: 'ethics.recordDissent', title: '记录不同意见', value: flag(true), basis: LIFE_SCIENCE_ETHICS, basisClass: 'F2' }),
  designed({ key: 'tech.review.minReviewers', title: '技术审核最少人数', value: count(2, '人', '>='), reason: '第三十四条未规定技术审核的组成，两人可相互校核' }),
  designed({ key: 'tech.review.allApprove', title: '技术审核须全部同意', value: flag(true), reason: '双审核缺一不可，技术一侧取一致同意' }),
  designed({ key: 'use.secondAuth.sensitive', title: '个人敏感信息使用的二次授权岗位', value: codes('UNIT_DESIGNATED_LEADER'), reason: '第十八条只规定在单位内进行' }),
  designed({ key: 'use.secondAuth.important', title: '重要数据使用的二次授权岗位（依次）', value: codes('UNIT_DESIGNATED_LEADER', 'UNIT_GROUP_LEADER'), reason: '第十八条只规定在单位内进行；重要数据加第一责任人' }),
  designed({ key: 'use.maxPeriodDays', title: '单次使用授权最长期限', value: calendarDays(180), reason: '授权须有期限，半年内用途与人员变化可控' }),
  designed({ key: 'use.renewal.newAssessment', title: '续期须重新评估', value: flag(true), reason: '续期等同新的使用，防止一次评估长期沿用' }),
  designed({ key: 'bulk.threshold', title: '批量操作的人数界线', value: count(1000, '人', '>='), reason: '第十八条未定义「批量」' }),
  designed({ key: 'bulk.fullTable', title: '整表操作一律视为批量', value: flag(true), reason: '第十八条未定义「批量」；整表与人数无关' }),
  designed({ key: 'bulk.capAndWindow.mandatory', title: '批量授权须限定数量和时间窗', value: flag(true), reason: '第十八条「严格限制」须有可核对的上限' }),
  sourced({ key: 'core.use', title: '核心数据的使用、共享、开放和提供', value: code('BLOCK'), basis: '《网络数据安全管理条例》第六十三条「核心数据……按照国家有关规定执行」', basisClass: 'F', note: '国家规定明确前一律阻断' }),
];
