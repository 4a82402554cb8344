import type { PolicyRow } from './policy';
import { designed, sourced } from './policy-rows';
import { atLeast, before, calendarDays, code, codes, count, flag, months } from './policy-values';

/** regulation.md §6: consent, destruction, periodic duties, rectification, day counting and retention of the record. */
export const LIFECYCLE_DEFAULT_ROWS: readonly PolicyRow[] = [
  designed({ key: 'consent.reply.days', title: '个人撤回同意、终止采集请求的答复', value: calendarDays(15), reason: '第十四条（三）未规定期限，取上限的一半' }),
  sourced({ key: 'consent.reply.maxDays', title: '个人请求答复的最长期限', value: calendarDays(30), basis: 'GB/T 35273《个人信息安全规范》', basisClass: 'R' }),
  designed({ key: 'destruction.witness', title: '销毁现场人数', value: count(2, '人', '>='), reason: '第二十条未规定，参照档案销毁实践由两人在场', note: '另由核验人单独核验，见 destruction.separateVerifier' }),
  designed({ key: 'destruction.separateVerifier', title: '核验人须另行指定', value: flag(true), reason: '第二十条要求不可逆，执行与核验分开才可证明' }),
  designed({ key: 'destruction.method.sensitive', title: '敏感、重要数据可用的销毁方式', value: codes('PURGE', 'DESTROY'), reason: '方式分类见 NIST SP 800-88r2（转引），与数据级别的对应由系统设定' }),
  designed({ key: 'destruction.method.generalNonPersonal', title: '非个人一般数据可用的销毁方式', value: codes('CLEAR', 'PURGE', 'DESTROY'), reason: '仅非个人的一般数据允许只作清除' }),
  designed({ key: 'drill.interval', title: '应急演练间隔', value: months(12), reason: '第九条为「定期」；2022 年网络安全管理办法的年度要求未核实' }),
  designed({ key: 'training.interval', title: '数据安全培训间隔', value: months(12), reason: '第十一条为「定期」，至少每年一次' }),
  designed({ key: 'planReview.interval', title: '应急预案和制度复审间隔', value: months(12), reason: '第九条要求修订完善，未规定间隔' }),
  designed({ key: 'vendor.logAudit.interval', title: '外包服务操作日志审计间隔', value: months(3), reason: '第十三条为「定期审计操作日志」' }),
  designed({ key: 'access.recertify', title: '访问权限复核间隔', value: months(6), reason: '第十七条要求权限制度，未规定复核间隔' }),
  designed({ key: 'access.recertify.sensitive', title: '敏感、重要数据访问权限复核间隔', value: months(3), reason: '第十七条「严格限制」，敏感权限复核加密' }),
  designed({ key: 'riskAssessment.window', title: '年度风险评估的开始日和截止日', value: { type: 'DATE_OF_YEAR', from: '10-01', to: '12-31' }, reason: '第十二条只规定「每年」', clocks: ['C17'] }),
  designed({ key: 'riskAssessment.reminders', title: '年度风险评估的提醒', value: before(calendarDays(30), calendarDays(7), calendarDays(1)), reason: '报告需多人准备，提前一月、一周、一日提醒', clocks: ['C17'] }),
  designed({ key: 'rectification.default.days', title: '整改通知未写明期限时的整改期限', value: calendarDays(30), reason: '第三十七条「限期整改」由通知逐案确定', clocks: ['C18'] }),
  designed({ key: 'regrade.timely.days', title: '级别变更的办理上限', value: calendarDays(30), reason: '第二十七条为「及时」，与第三十条（三）的 30 日对齐', clocks: ['C20'] }),
  sourced({ key: 'holidayRoll', title: '期限最后一日为法定休假日的顺延', value: flag(true), basis: '《民法典》第二百零三条', basisClass: 'F' }),
  sourced({ key: 'audit.retention', title: '审计日志在线保存', value: atLeast(months(36)), basis: '《个人信息保护法》第五十六条；《网络数据安全管理条例》第十二条（处理记录保存不少于三年）', basisClass: 'F' }),
  sourced({ key: 'audit.retention.floor', title: '网络日志保存的法定下限', value: atLeast(months(6)), basis: '《网络安全法》第二十一条（三）', basisClass: 'F', unconfirmed: true, note: '2026-01-01 起施行的修正本条文序号有调整，未核实' }),
  designed({ key: 'destructionRecord.retention', title: '销毁记录和证明保存', value: code('PERMANENT'), reason: '销毁不可逆，记录是唯一凭据' }),
];
