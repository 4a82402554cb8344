import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { code, codes, flag } from './policy-values';

/** Readings of an ambiguous text (regulation.md §3.1, §10) that a site may set otherwise. */
export const READING_ROWS: readonly PolicyRow[] = [
  designed({ key: 'use.minDistinctPersons.relaxed', title: '小单位放宽为三人', value: flag(false), reason: '第十八条未规定人数；默认申请、初评、二次评估、二次授权四人互异，放宽后初评可与业务负责人同为一人', note: '无论是否放宽：申请人不得兼任决定人，二次评估人不得兼任授权人' }),
  designed({ key: 'use.clinicalCareExempt', title: '诊疗活动不适用使用二次授权', value: flag(true), reason: '诊疗访问由第十七条权限制度管理，第十八条适用于二次使用、导出、分析、科研和智能应用' }),
  designed({ key: 'accountability.autoOpenOnLeak', title: '确认泄露即自动启动逐级倒查', value: flag(true), reason: '第三十八条第一种情形不分规模；区级可附理由以「未违反职责」结案' }),
  designed({ key: 'interview.approver', title: '约谈的批准岗位', value: code('DISTRICT_DIRECT_RESPONSIBLE'), reason: '第三十七条只规定「按照规定权限和程序」' }),
  designed({ key: 'circular.approver', title: '通报的批准岗位', value: code('DISTRICT_GROUP_LEADER'), reason: '第三十七条只规定「按照规定权限和程序」' }),
  designed({ key: 'circular.approver.rule', title: '两位第一责任人的通报批准方式', value: code('ANY'), reason: '附件列两位第一责任人，任一人可行使；可设为须全部同意（ALL）' }),
  designed({ key: 'riskAssessment.centerIncluded', title: '事业发展中心纳入年度风险评估', value: flag(true), reason: '第十二条只写医疗卫生机构，中心承担归集和平台运行，一并纳入' }),
  designed({ key: 'training.beforeFirstGrant', title: '首次授权前须有有效培训记录', value: flag(true), reason: '第十一条要求针对性培训，未规定与授权的衔接' }),
  designed({ key: 'grading.basicInfoFields', title: '视为「基本情况」的字段', value: codes('NAME', 'CATEGORY', 'LEVEL', 'CONTENT_DESCRIPTION', 'DATA_ITEMS', 'SCALE', 'SUBJECT_COUNT', 'SENSITIVE', 'PERSONAL', 'SOURCE'), reason: '第三十条（三）未定义「基本情况」' }),
  designed({ key: 'grading.lowering.secondReviewer', title: '低于系统建议级别须第二人复核', value: flag(true), reason: '第二十四、二十五条为「原则上」，向下偏离须有理由和复核' }),
];
