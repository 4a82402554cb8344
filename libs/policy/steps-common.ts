import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { before, calendarDays, codes, count, hours, minutes, workingDays } from './policy-values';

/** Limits that every process shares, and those of the product's own contract (login, repeated requests). */
export const COMMON_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'step.reminders', title: '环节到期前的提醒', value: before(workingDays(1), hours(4)), reason: '提前一个工作日可安排，当日再提醒一次' }),
  designed({ key: 'step.escalation.first', title: '环节逾期后首次升级', value: workingDays(1), reason: '逾期一个工作日仍未办理的升级，避免办件停滞' }),
  designed({ key: 'step.escalation.repeat', title: '环节逾期后再次升级的间隔', value: workingDays(2), reason: '隔两个工作日重复升级，直至办理' }),
  designed({ key: 'step.escalation.acknowledged', title: '升级经确认知悉后再次升级的间隔', value: workingDays(1), reason: '确认知悉的人有一个工作日督办，仍未办结的继续升级' }),
  designed({ key: 'feasibility.ahead.days', title: '可办性检查提前的天数', value: calendarDays(14), reason: '人员休假、离任前留出两周补充任职或者调整' }),
  designed({ key: 'gate.recheck.minutes', title: '前置校验未通过时的复查间隔', value: minutes(10), reason: '名册、台账变化后无需人工触发即可继续' }),
  designed({ key: 'urge.minInterval.minutes', title: '同一待办两次催办的最短间隔', value: minutes(30), reason: '防止反复催办造成打扰' }),
  designed({ key: 'risk.remedy.hours', title: '风险补救措施的催办上限', value: hours(4), reason: '第八条为「立即」，无小时数', clocks: ['C19'] }),
  designed({ key: 'notify.digest.above', title: '同一人待发邮件超过多少条即合为一封', value: count(10, '条', '>'), reason: '邮件和即时通信通道有频率限制，且逐条发送造成打扰' }),
  designed({ key: 'idempotency.keep.hours', title: '重复提交识别的保存时间', value: hours(24), reason: '产品接口约定', note: '接口的一部分，随版本变更' }),
  designed({ key: 'link.validity.hours', title: '消息中待办链接的有效时间', value: hours(72), reason: '链接只打开待办、不代替登录；跨周末仍可用，过期后凭编号登录办理' }),
  designed({ key: 'auth.lock.failures', title: '连续登录失败锁定的次数', value: count(5, '次', '>='), reason: '产品接口约定' }),
  designed({ key: 'auth.reauthentication.minutes', title: '敏感环节办理前验证身份的有效时间', value: minutes(15), reason: '授权、销毁、伦理、事件、追责等环节须由本人即时确认' }),
  designed({ key: 'auth.lock.minutes', title: '登录锁定时间', value: minutes(30), reason: '产品接口约定' }),
  designed({ key: 'auth.session.idle.minutes', title: '登录会话无操作退出时间', value: minutes(30), reason: '离开工位后他人不能继续使用' }),
  designed({ key: 'auth.session.absolute.hours', title: '登录会话最长时间', value: hours(8), reason: '一个工作日' }),
  designed({ key: 'auth.challenge.minutes', title: '登录第二步的完成时限', value: minutes(5), reason: '足够取出认证应用或恢复码' }),
  designed({
    key: 'auth.secondFactor.positions',
    title: '须双因素认证登录的岗位',
    value: codes(
      'DISTRICT_GROUP_LEADER',
      'DISTRICT_DEPUTY_LEADER',
      'DISTRICT_DIRECT_RESPONSIBLE',
      'CENTER_LEADER',
      'UNIT_GROUP_LEADER',
      'UNIT_DESIGNATED_LEADER',
      'UNIT_DATA_ADMINISTRATOR',
      'UNIT_SECURITY_AUDITOR',
      'PROCESS_ADMINISTRATOR',
      'SYSTEM_ADMINISTRATOR',
      'SECURITY_ADMINISTRATOR',
      'AUDIT_ADMINISTRATOR',
    ),
    reason: '领导、管理员与审计人员的口令一旦泄露影响全局',
  }),
  designed({ key: 'auth.clientToken.minutes', title: '平台令牌有效时间', value: minutes(60), reason: '平台可自行换取新令牌' }),
];
