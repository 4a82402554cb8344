import type { PolicyRow } from './policy';
import { sourced } from './policy-rows';
import { atLeast, months } from './policy-values';

/** Minimum retentions of regulation.md §7.9: destruction (第二十条) is blocked before they have run (gate G13). */
export const RETENTION_ROWS: readonly PolicyRow[] = [
  sourced({ key: 'retention.impactAssessment', title: '个人信息保护影响评估报告和处理情况记录保存', value: atLeast(months(36)), basis: '《个人信息保护法》第五十六条', basisClass: 'F' }),
  sourced({ key: 'retention.provisionRecord', title: '提供、委托处理个人信息和重要数据的记录保存', value: atLeast(months(36)), basis: '《网络数据安全管理条例》第十二条', basisClass: 'F' }),
  sourced({ key: 'retention.outpatientRecord', title: '门（急）诊病历保存', value: atLeast(months(180)), basis: '《医疗机构管理条例实施细则》第五十三条；《医疗机构病历管理规定（2013年版）》', basisClass: 'F2', note: '自患者最后一次就诊之日起' }),
  sourced({ key: 'retention.inpatientRecord', title: '住院病历保存', value: atLeast(months(360)), basis: '《医疗机构管理条例实施细则》第五十三条；《医疗机构病历管理规定（2013年版）》', basisClass: 'F2', note: '自患者最后一次出院之日起' }),
  sourced({ key: 'retention.sealedRecord', title: '封存病历保存', value: atLeast(months(36)), basis: '封存病历的保存规定（条文出处未注明）', basisClass: 'F', unconfirmed: true }),
];
