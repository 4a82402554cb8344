import type { IncidentReportForm } from './form';

/** What can be said within the first hour: items one and two of 第七条. Everybody and everything in it is made up. */
export const FIRST_REPORT: IncidentReportForm = {
  guards: { noSecretContent: true },
  event: {
    name: '示例事件：随访系统账号被盗用',
    level: 'ORDINARY',
    kind: 'DATA_SECURITY',
    subtype: 'DATA_LEAK',
    consequences: ['OTHER'],
    scope: 'UNIT',
    occurredAt: '2026-03-02T08:10:00+08:00',
    discoveredAt: '2026-03-02T08:50:00+08:00',
    discovery: 'MONITORING',
    reporter: 'UNIT',
    place: '示例医院信息机房',
    description: '监测发现一个随访系统账号在夜间批量查询随访登记，疑似口令泄露。',
  },
  unit: { name: '演示甲医院', contact: '演示联系人甲', phone: '021-00000000' },
  system: { name: '慢性病随访系统', criticalInfrastructure: false },
  data: { names: '慢性病随访登记', level: 'GENERAL', important: false, personalInfo: false, sensitive: false, leak: 'NONE' },
  impact: { description: '业务未受影响。' },
  measures: { taken: '已停用该账号，保留日志。' },
  circumstances: { suspectedCrime: false, harmsOthers: false, minors: false, stateSecret: false, publicRelevant: false, vulnerability: false, noticeOrdered: false },
};

/** What 第七条 asks for beyond it, once it is known. */
export const REMAINING = {
  trend: { outlook: '账号停用后未见新的异常查询，无进一步扩大的迹象。' },
  cause: { analysis: '口令与外部网站相同，被撞库。' },
  tracing: { leads: '登录地址两处，均为代理；未见其他漏洞。' },
  support: { request: '拟全员重置口令并启用第二因素，无需支援。' },
  scene: { protection: '日志和终端镜像已封存。' },
} as const satisfies Partial<IncidentReportForm>;

/** A valid report, complete, for tests and the demonstration. */
export const EXAMPLE_FORM: IncidentReportForm = { ...FIRST_REPORT, ...REMAINING, other: { note: '无其他情况。' } };
