import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { workingDays } from './policy-values';

/** W13 annual-risk-assessment (第十二条「每年」): the window and its reminders are `riskAssessment.window` and `.reminders`. */
export const ASSESSMENT_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'riskAssessment.conduct.days', title: '开展年度风险评估', value: workingDays(20), reason: '须调研资产、活动和措施并识别风险，约占三个月窗口的三分之一' }),
  designed({ key: 'riskAssessment.drafting.days', title: '编制评估报告', value: workingDays(10), reason: '评估完成后成文' }),
  designed({ key: 'riskAssessment.leaderReview.days', title: '分管领导审阅评估报告', value: workingDays(5), reason: '报告篇幅较长，长于一般审批' }),
  designed({ key: 'riskAssessment.signature.days', title: '组长签发评估报告', value: workingDays(3), reason: '审阅已完成后决定' }),
  designed({ key: 'riskAssessment.submission.days', title: '报送评估报告', value: workingDays(3), reason: '签发后用印报送' }),
  designed({ key: 'riskAssessment.completeness.days', title: '区级核对四项内容', value: workingDays(10), reason: '年末集中报送，只核对是否齐全' }),
  designed({ key: 'riskAssessment.correction.days', title: '报告修改', value: workingDays(10), reason: '与编制同等时长；报送是法定义务，逾期升级而不失效' }),
  designed({ key: 'riskAssessment.overdueFinding.days', title: '逾期报送登记', value: workingDays(5), reason: '接收后登记为监督检查线索' }),
];
