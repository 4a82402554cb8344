/** The Chinese names of the facts that steer a story, and of their values. */
import { PLATFORMS } from '@libs/domain/gate-input';
import { DATA_LEVEL_TITLES } from '@libs/domain/positions';
import { DIVERSION_CAUSES } from '@libs/domain/special-review';
import { SEVERITY_TITLES } from '@libs/domain/severity';
import type { FactGlossary } from './turn-words';

export const GLOSSARY: FactGlossary = {
  level: { title: '数据级别', values: DATA_LEVEL_TITLES },
  mode: { title: '共享或者开放', values: { SHARE: '共享', OPEN: '开放' } },
  impact: { title: '对国家安全、公共利益的影响', values: { NOT_SIGNIFICANT: '无显著负面影响', SIGNIFICANT: '存在显著负面影响' } },
  platform: { title: '提供平台', values: PLATFORMS },
  issueIds: { title: '问题' },
  submittedAt: { title: '报送时间' },
  dueAt: { title: '报送截止' },
  changeKind: { title: '变更类型', values: { BASIC: '基本情况变化', OTHER: '其他情况变化', DERIVED: '衍生数据', NATIONAL: '国家要求变更' } },
  method: { title: '提供方式', values: { DATABASE_ANALYSIS: '库内分析', INTERFACE: '接口', FILE: '文件' } },
  environment: { title: '处理环境', values: { IN_DOMAIN: '域内', OUT_OF_DOMAIN: '域外' } },
  delivered: { title: '已交付' },
  disposition: { title: '到期处置', values: { DESTROY: '销毁', RETURN: '归还', RENEW: '延期' } },
  cap: { title: '操作数量上限' },
  lowered: { title: '低于系统建议级别' },
  requestedFrom: { title: '申请的起始日' },
  validUntil: { title: '授权期限' },
  agreementUntil: { title: '协议期限' },
  copyIds: { title: '副本' },
  operationsLogged: { title: '已记录的销毁操作' },
  operatorIds: { title: '操作人员' },
  severity: { title: '事件等级', values: SEVERITY_TITLES },
  ciiInvolved: { title: '涉及关键信息基础设施' },
  suspectedCrime: { title: '涉嫌犯罪' },
  personalInfo: { title: '涉及个人信息' },
  harmsOthers: { title: '危害他人权益' },
  minors: { title: '涉及未成年人' },
  stateSecret: { title: '涉及国家秘密' },
  publicRelevant: { title: '涉及公众' },
  cause: { title: '转出事由', values: DIVERSION_CAUSES },
  leakTraced: { title: '确认泄露并自动倒查' },
  suggestedSeverity: { title: '系统建议等级', values: SEVERITY_TITLES },
  escalated: { title: '区内按不低于较大升级' },
  noticeOrdered: { title: '主管部门要求通知个人' },
  vulnerability: { title: '涉及危害公共利益的漏洞' },
  incomplete: { title: '首报未报齐' },
  handledAt: { title: '处置结束时间' },
  discoveredAt: { title: '发现或者获知时间' },
  lastLevel: { title: '倒查到', values: { groupLeaderLevel: '单位领导小组组长', districtLevel: '区级' } },
};
