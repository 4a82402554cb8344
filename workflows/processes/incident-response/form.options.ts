/** What can be chosen in the reports of an incident: code -> Chinese name (forms.md C1 to C5, regulation.md §5.3). */
import { DATA_LEVEL_TITLES } from '@libs/domain/positions';
import { SEVERITY_TITLES, type Severity } from '@libs/domain/severity';

export const SEVERITY_CHOICES = SEVERITY_TITLES;
export type SeverityChoice = Severity;

/** 事件类型, first level. */
export const INCIDENT_KINDS = {
  MALWARE: '恶意程序事件',
  NETWORK_ATTACK: '网络攻击事件',
  DATA_SECURITY: '数据安全事件',
  CONTENT_SECURITY: '信息内容安全事件',
  FACILITY_FAILURE: '设备设施故障事件',
  VIOLATION: '违规操作事件',
  HIDDEN_DANGER: '安全隐患事件',
  ABNORMAL_BEHAVIOUR: '异常行为事件',
  FORCE_MAJEURE: '不可抗力事件',
  OTHER: '其他事件',
} as const;
export type IncidentKind = keyof typeof INCIDENT_KINDS;

/** 事件类型, second level. */
export const INCIDENT_SUBTYPES = {
  DATA_LEAK: '数据泄露',
  DATA_THEFT: '数据窃取',
  DATA_TAMPERING: '数据篡改',
  DATA_LOSS: '数据丢失、损毁',
  DATA_ABUSE: '数据滥用、违规提供',
  RANSOMWARE: '勒索软件',
  INTRUSION: '入侵、未授权访问',
  DENIAL_OF_SERVICE: '拒绝服务',
  MISOPERATION: '误操作',
  FAILURE: '故障',
  OTHER: '其他',
} as const;
export type IncidentSubtype = keyof typeof INCIDENT_SUBTYPES;

export const CONSEQUENCES = { INTERRUPTION: '业务中断', SYSTEM_DAMAGE: '系统破坏', DATA_LOSS: '数据丢失', OTHER: '其他' } as const;
export type Consequence = keyof typeof CONSEQUENCES;

export const SCOPES = { NATIONAL: '全国', SECTOR: '全行业', REGION: '本地区', UNIT: '本单位' } as const;
export type Scope = keyof typeof SCOPES;

/** Who reports: what a vendor tells the unit counts as 获知. */
export const REPORTERS = { UNIT: '本单位人员', VENDOR: '外包服务提供商' } as const;
export type Reporter = keyof typeof REPORTERS;

export const DISCOVERIES = { MONITORING: '监测发现', STAFF: '人员发现', VENDOR: '服务商告知', AUTHORITY: '主管部门通报', COMPLAINT: '投诉举报', MEDIA: '媒体、网络', OTHER: '其他' } as const;
export type Discovery = keyof typeof DISCOVERIES;

export const FILING_LEVELS = { LEVEL_1: '第一级', LEVEL_2: '第二级', LEVEL_3: '第三级', LEVEL_4: '第四级', LEVEL_5: '第五级', NONE: '未定级备案' } as const;
export type FilingLevel = keyof typeof FILING_LEVELS;

export const INVOLVED_LEVELS = { ...DATA_LEVEL_TITLES, UNKNOWN: '待核实' } as const;
export type InvolvedLevel = keyof typeof INVOLVED_LEVELS;

export const LEAKS = { CONFIRMED: '已确认外泄', POSSIBLE: '可能外泄', NONE: '未外泄' } as const;
export type Leak = keyof typeof LEAKS;

/** 对国家安全和社会稳定构成的威胁（网络安全事件分级指南）. */
export const THREAT_CHOICES = { NO_SUCH_THREAT: '未构成', RELATIVELY_SEVERE_THREAT: '较严重威胁', SEVERE_THREAT: '严重威胁', EXTREMELY_SEVERE_THREAT: '特别严重威胁' } as const;
export type ThreatChoice = keyof typeof THREAT_CHOICES;

export const AREA_CHOICES = { PROVINCE: '省级行政区', PREFECTURE: '地市级行政区', DISTRICT: '区县级行政区' } as const;
export type AreaChoice = keyof typeof AREA_CHOICES;

export const CHANNELS = { HOTLINE: '电话、热线', PLATFORM: '报送平台', EMAIL: '电子邮件', FAX: '传真', WRITTEN: '书面', OTHER: '其他' } as const;
export type Channel = keyof typeof CHANNELS;

/** 网络数据安全管理条例 第十一条: 电话、短信、即时通信工具、电子邮件或者公告等方式. */
export const NOTICE_CHANNELS = { PHONE: '电话', SMS: '短信', INSTANT_MESSAGE: '即时通信工具', EMAIL: '电子邮件', ANNOUNCEMENT: '公告', LETTER: '信函' } as const;
export type NoticeChannel = keyof typeof NOTICE_CHANNELS;

export const CONTAINMENTS = { ISOLATE: '隔离系统、断网', CLOSE_ACCOUNT: '停用账号、收回权限', CHANGE_SECRETS: '更换口令、密钥', BLOCK: '封堵地址、端口', BACKUP: '备份与固定现场', RESTORE: '恢复数据、切换备用', TAKE_DOWN: '要求下线、删除外泄数据', OTHER: '其他' } as const;
export type Containment = keyof typeof CONTAINMENTS;

export const SECRECY_AUTHORITIES = { SAME_LEVEL: '同级保密行政管理部门', SUPERIOR: '上级主管部门' } as const;
export type SecrecyAuthority = keyof typeof SECRECY_AUTHORITIES;
