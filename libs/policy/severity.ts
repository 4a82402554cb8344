import type { Area, Measure } from '@libs/domain/severity';
import type { BasisClass, PolicyRow, PolicyValue } from './policy';
import { designed, sourced } from './policy-rows';
import { atLeast, code, count, flag, hours, minutes } from './policy-values';

/** 特别重大、重大、较大; 一般 is every other incident. Strictest first. */
export const GRADED_SEVERITIES = { EXTREMELY_MAJOR: '特别重大', MAJOR: '重大', SIGNIFICANT: '较大' } as const;
type GradedSeverity = keyof typeof GRADED_SEVERITIES;

interface Cell {
  readonly value: PolicyValue;
  readonly basisClass: Exclude<BasisClass, 'D'>;
  /** The figure is that of the 2023-12 draft; the final annex was not read for this cell. */
  readonly draft?: true;
  readonly note?: string;
}

const GUIDE = '《国家网络安全事件报告管理办法》附件《网络安全事件分级指南》';
const DRAFT = '2023-12 征求意见稿附件（正式文本该格未读到）';

const confirmed = (value: PolicyValue): Cell => ({ value, basisClass: 'F' });
const secondHand = (value: PolicyValue): Cell => ({ value, basisClass: 'F2' });
const draft = (value: PolicyValue, note?: string): Cell => ({ value, basisClass: 'F2', draft: true, note });
const share = (numerator: number, of: string): PolicyValue => ({ type: 'RATIO', numerator, denominator: 100, comparison: '>=', of });
const people = (value: number): PolicyValue => count(value, '人', '>=');
const yuan = (value: number): PolicyValue => count(value, '元', '>=');

const DIFFERS = '正式文本表述有变化';

/** The area whose people a share is taken of, by severity. */
export const SHARE_AREAS: Readonly<Record<GradedSeverity, Area>> = { EXTREMELY_MAJOR: 'PROVINCE', MAJOR: 'PREFECTURE', SIGNIFICANT: 'DISTRICT' };

/** regulation.md §5.3; one criterion a line, cells in the order of `GRADED_SEVERITIES`. */
const CRITERIA: readonly { slug: Measure; title: string; cells: Record<GradedSeverity, Cell> }[] = [
  { slug: 'personalInfo', title: '泄露公民个人信息', cells: { EXTREMELY_MAJOR: confirmed(people(100_000_000)), MAJOR: confirmed(people(10_000_000)), SIGNIFICANT: confirmed(people(1_000_000)) } },
  { slug: 'threat', title: '核心、重要数据或者个人信息丢失、被窃取、篡改，对国家安全和社会稳定构成的威胁', cells: { EXTREMELY_MAJOR: confirmed(code('EXTREMELY_SEVERE_THREAT')), MAJOR: secondHand(code('SEVERE_THREAT')), SIGNIFICANT: secondHand(code('RELATIVELY_SEVERE_THREAT')) } },
  { slug: 'ciiOutage', title: '关键信息基础设施整体中断运行', cells: { EXTREMELY_MAJOR: confirmed(atLeast(hours(6))), MAJOR: draft(atLeast(hours(2))), SIGNIFICANT: draft(atLeast(minutes(30))) } },
  { slug: 'ciiMainFunction', title: '关键信息基础设施主要功能中断运行', cells: { EXTREMELY_MAJOR: confirmed(atLeast(hours(24))), MAJOR: draft(atLeast(hours(6))), SIGNIFICANT: draft(atLeast(hours(2))) } },
  { slug: 'affectedShare', title: '就医等受影响人口比例', cells: { EXTREMELY_MAJOR: confirmed(share(50, '一个省级行政区人口')), MAJOR: draft(share(30, '一个地市级行政区人口'), DIFFERS), SIGNIFICANT: draft(share(10, '行政区人口'), '行政区层级以正式文本为准') } },
  { slug: 'affectedPeople', title: '就医等受影响人数', cells: { EXTREMELY_MAJOR: confirmed(people(10_000_000)), MAJOR: draft(people(1_000_000), DIFFERS), SIGNIFICANT: draft(people(100_000)) } },
  { slug: 'directLoss', title: '直接经济损失', cells: { EXTREMELY_MAJOR: confirmed(yuan(100_000_000)), MAJOR: draft(yuan(20_000_000)), SIGNIFICANT: draft(yuan(5_000_000)) } },
];

export const CRITERION_TITLES: Readonly<Record<string, string>> = Object.fromEntries(CRITERIA.map(({ slug, title }) => [slug, title]));

const SEVERITIES: readonly GradedSeverity[] = ['EXTREMELY_MAJOR', 'MAJOR', 'SIGNIFICANT'];

const NATIONAL_ROWS = CRITERIA.flatMap(({ slug, title, cells }) =>
  SEVERITIES.map((severity) => {
    const cell = cells[severity];
    return sourced({
      key: `severity.${severity}.${slug}`,
      title: `${GRADED_SEVERITIES[severity]}事件：${title}`,
      value: cell.value,
      basis: cell.draft === true ? DRAFT : GUIDE,
      basisClass: cell.basisClass,
      note: cell.note,
    });
  }),
);

const LOCAL_REASON = '本区内部升级用，不是法定分级';

/** Severity figures: any one cell reached gives at least that severity; the strictest wins. */
export const SEVERITY_ROWS: readonly PolicyRow[] = [
  ...NATIONAL_ROWS,
  designed({ key: 'severity.local.sensitiveSubjects', title: '内部按不低于较大升级：敏感个人信息人数', value: people(100_000), reason: LOCAL_REASON }),
  designed({ key: 'severity.local.anyImportantData', title: '内部按不低于较大升级：涉及任何重要数据', value: flag(true), reason: LOCAL_REASON }),
  designed({ key: 'severity.local.floor', title: '内部升级的最低等级', value: code('SIGNIFICANT'), reason: LOCAL_REASON }),
];
