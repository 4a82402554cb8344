/** The processes as a document: articles, starters, deciders, limits with where they are from, and ends; all of it from the definitions. */
import { POSITIONS, type PositionCode } from '@libs/domain/positions';
import { GATE_RULES, isGateId } from '@libs/domain/gates';
import { clocksIn, outcomesOf, type ClockSpec, type Definition, type Requirement, type StepSpec } from '@workflows/kit/definition';
import { applicable, seatText } from './seats-table';

/** What a policy row says, in words. */
export interface LimitText {
  readonly value: string;
  readonly basis: string;
  /** S, F, F2, R or D. */
  readonly confidence: string;
  /** Numbers of the statutory clocks that it carries (regulation.md §5.2). */
  readonly clocks: readonly string[];
}
export type LimitOf = (policy: string) => LimitText;

/** The whole document in Markdown. `refreshedBy` is the command that writes it. */
export function processesTable(definitions: readonly Definition[], limitOf: LimitOf, refreshedBy: string): string {
  return [
    '# 流程一览',
    '',
    `本表由 \`${refreshedBy}\` 从各流程的定义生成，请勿手改。时限的值取自[策略表](../policies.md)，逐案固定；可信度：S 见于细则原文，F 见于来源全文，F2 仅见于转述，R 凭记忆、未核实，D 无法定数值、由本产品设定。软时限逾期后登记并升级，环节仍然开放；硬时限逾期后自行失效，从不视为同意。谁可以办理哪一环节见[席位表](seats.md)，细则的阶段由什么承载见[阶段对照表](stages.md)。`,
    '',
    '| 流程 | 依据 | 发起 | 办理 | 法定时限 | 终态 |',
    '| --- | --- | --- | --- | --- | --- |',
    ...definitions.map((definition) => overview(definition, limitOf)),
    '',
    ...definitions.flatMap((definition) => section(definition, limitOf)),
  ].join('\n');
}

const titleOf = (position: PositionCode): string => POSITIONS[position].title;
const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
const anchor = ({ code, title }: Definition): string => `${code} ${title}`.toLowerCase().replace(/[^\p{Letter}\p{Number} -]/gu, '').replaceAll(' ', '-');

function overview(definition: Definition, limitOf: LimitOf): string {
  const { code, title, articles, starters, steps, reviews, terminals, offered } = definition;
  const seats = [...Object.values(steps).flatMap((step) => step.seats), ...Object.values(reviews).map(({ correctedBy }) => correctedBy)];
  const clocks = unique(clocksIn(definition).flatMap(({ policy }) => limitOf(policy).clocks)).toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  return row([
    `[${code} ${title}](#${anchor(definition)})${offered ? '' : '（尚未提供）'}`,
    articles.join('、'),
    unique(starters.map(titleOf)).join('、'),
    unique(seats.map(seatText)).join('、'),
    clocks.join('、') || '—',
    Object.entries(terminals).map(([key, terminal]) => `${terminal.title} \`${key}\``).join('<br>'),
  ]);
}

function section(definition: Definition, limitOf: LimitOf): string[] {
  const { code, title, id, version, summary, articles, starters, offered } = definition;
  return [
    `## ${code} ${title}`,
    '',
    summary,
    '',
    `流程 \`${id}\`，版本 ${version}${offered ? '' : '，尚未提供'}。依据：${articles.join('、')}。发起：${starters.map(titleOf).join('、')}。`,
    '',
    ...table(['环节', '办理', '依据', '时限', '结论'], Object.entries(definition.steps).map(([key, step]) => [`${step.title} \`${key}\``, deciders(step), step.article, limits(step.clocks, limitOf), outcomes(step)])),
    ...table(['补正', '补正人', '补正什么', '依据', '时限'], Object.entries(definition.reviews).map(([key, review]) => [`${review.title} \`${key}\``, seatText(review.correctedBy), review.corrects === 'form' ? '申请表' : titleOfStep(definition, review.corrects.evidenceOf), review.article, limits(review.clocks, limitOf)])),
    ...table(['校验', '规则'], Object.entries(definition.gates).map(([key, gate]) => [`${gate.title} \`${key}\``, gate.rules.map(ruleText).join('<br>')])),
    ...table(['授权', '依据', '须先成立', '可以暂停', '可以撤销'], Object.entries(definition.grants).map(([key, grant]) => [`${grant.title} \`${key}\``, grant.article, requirements(definition, grant.requires), grant.suspendedBy.map(titleOf).join('、'), grant.revokedBy.map(titleOf).join('、')])),
    ...table(['周期', '依据', '时限'], Object.entries(definition.periods).map(([key, period]) => [`${period.title} \`${key}\``, period.article, limitText(limitOf(period.policy))])),
    ...table(['关联办件', '流程', '时限', '本办件结束时'], Object.entries(definition.children).map(([key, child]) => [`${child.title} \`${key}\``, `\`${child.process}\``, limits(child.limit?.clocks, limitOf), child.onParentEnd === 'LEAVE' ? '继续办理' : '随之终止'])),
    ...table(['转出', '依据'], Object.entries(definition.diversions).map(([key, diversion]) => [`${diversion.title} \`${key}\``, diversion.article])),
    ...table(['终态', '须先成立'], Object.entries(definition.terminals).map(([key, terminal]) => [`${terminal.title} \`${key}\``, requirements(definition, terminal.requires ?? []) || '—'])),
    ...table(['须为不同的人', '环节'], definition.distinct.map((rule) => [`${rule.title}${rule.onceEach ? '（每一席位）' : ''}${rule.relaxedBy === undefined ? '' : `（\`${rule.relaxedBy}\` 可放宽）`}`, rule.among.map((key) => titleOfStep(definition, key)).join('、')])),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [row(head), row(head.map(() => '---')), ...rows.map(row), ''];
}

const RULES: Readonly<Record<NonNullable<StepSpec['rule']>['kind'], string>> = { ONE: '一人', ALL: '全体', IN_TURN: '依次全体', AT_LEAST: '不少于', RATIO_OF_ALL: '全体委员过比例', RATIO_OF_PRESENT: '到会委员过比例' };

function deciders({ seats, rule, sensitive }: StepSpec): string {
  const counted = rule && rule.kind !== 'ONE' ? `（${RULES[rule.kind]}${'policy' in rule ? ` \`${rule.policy}\`` : ''}）` : '';
  return `${seats.map(seatText).join('、')}${counted}${sensitive ? '，须当场验证身份' : ''}`;
}

const limits = (clocks: readonly ClockSpec[] = [], limitOf: LimitOf): string =>
  clocks.map(({ policy, base, nature, statutory, when }) => `${limitText(limitOf(policy))}${base === 'openedAt' ? '' : `，自 \`${base.fact}\` 起`}，${nature === 'HARD' ? '硬' : '软'}${statutory ? '，法定' : ''}${applicable({ when })}`).join('<br>') || '—';

const limitText = ({ value, basis, confidence, clocks }: LimitText): string => `${value}（${[...clocks, confidence].join('，')}：${basis}）`;

const outcomes = (step: StepSpec): string => Object.values(outcomesOf(step)).map(({ title }) => title).join('、');

const ruleText = (rule: string): string => (isGateId(rule) ? `${rule} ${GATE_RULES[rule].title}（${GATE_RULES[rule].article}）` : rule);

const requirements = (definition: Definition, requires: readonly Requirement[]): string =>
  requires.map((one) => `${titleOfStep(definition, one.step)}${one.each ? '（逐项）' : ''}${applicable(one)}`).join('、');

const titleOfStep = ({ steps, reviews }: Definition, key: string): string => steps[key]?.title ?? reviews[key]?.title ?? (key === 'APPLICANT' ? '申请人' : key);
