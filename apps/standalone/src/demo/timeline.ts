import { outcomesOf, type Definition } from '@workflows/kit/definition';
import { objectOf } from '../json-file';
import type { Json } from './client';
import { listOf, textOf } from './json';

const local = (instant: unknown): string =>
  typeof instant === 'string' ? new Date(instant).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false }) : '';

interface Line {
  readonly at: string;
  readonly text: string;
}

const decided = (definition: Definition, step: Json): Line[] =>
  listOf(step['decisions']).map((decision) => {
    const spec = definition.steps[textOf(step['key'])];
    const outcome = textOf(decision['outcome']);
    const title = (spec && outcomesOf(spec)[outcome]?.title) ?? (outcome === 'RESUBMIT' ? '提交补正' : outcome);
    const opinion = textOf(decision['opinion']);
    return { at: textOf(decision['at']), text: `${textOf(step['title'])}　${title}　${textOf(objectOf(decision['actor'])['name'])}${opinion === '' || opinion === `${title}。` ? '' : `：${opinion}`}` };
  });

/** Limits that were over while the step was open: recorded, and the step goes on. */
const overdue = (definition: Definition, clock: Json): Line[] => {
  const key = textOf(clock['stepKey']);
  return clock['breached'] === true ? [{ at: textOf(clock['breachedAt']), text: `${definition.steps[key]?.title ?? definition.reviews[key]?.title ?? key}　逾期（应于 ${local(clock['dueAt'])} 前）` }] : [];
};

const granted = (grant: Json): Line[] => [
  { at: textOf(grant['validFrom']), text: `${textOf(grant['title']) || '授权'}　生效，至 ${local(grant['validUntil'])}` },
  ...(grant['endedAt'] ? [{ at: textOf(grant['endedAt']), text: `${textOf(grant['title']) || '授权'}　结束：${textOf(grant['endReason'])}` }] : []),
];

/** What happened beside steps and grants. */
const ACTS: Readonly<Record<string, string>> = {
  WITHDRAWN: '撤回申请',
  GRANT_SUSPENDED: '暂停授权',
  GRANT_RESUMED: '恢复授权',
  GRANT_REVOKED: '撤销授权',
  GRANT_EXPIRED: '授权到期',
  EFFECT_DONE: '生成文书',
};

/** One line: which process, which case, how it ended, and how many people decided in it. */
export function summaryLine(process: string, view: Json): string {
  const people = new Set(listOf(view['steps']).flatMap((step) => listOf(step['decisions']).map(({ actor }) => textOf(objectOf(actor)['id']))));
  return `${process}　${textOf(view['number'])}　${textOf(view['outcome'])} ${textOf(view['outcomeTitle'])}　${people.size} 人办理　${textOf(view['title'])}`;
}

/** A case as its story went, a line an event; the cases that it opened come last. */
export function timeline(definition: Definition, view: Json, events: readonly Json[]): string[] {
  const steps = listOf(view['steps']);
  const passed = steps.filter(({ kind, status }) => kind === 'GATE' && status === 'SETTLED').map((step) => ({ at: textOf(step['settledAt']), text: `${textOf(step['title'])}　通过` }));
  const form = objectOf(view['form']);
  const lines: Line[] = [
    { at: textOf(view['openedAt']), text: `提交申请　${textOf(objectOf(view['applicant'])['name'])}（表单第 ${String(form['revision'])} 版为最新）` },
    ...steps.flatMap((step) => decided(definition, step)),
    ...listOf(view['clocks']).flatMap((clock) => overdue(definition, clock)),
    ...passed,
    ...listOf(view['grants']).flatMap(granted),
    ...events.flatMap((event): Line[] => {
      const text = ACTS[textOf(event['action'])];
      return text === undefined ? [] : [{ at: textOf(event['at']), text: `${text}　${textOf(objectOf(event['actor'])['name'])}` }];
    }),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return [
    `${textOf(view['number'])}　${textOf(view['title'])}`,
    ...lines.map(({ at, text }) => `  ${local(at)}　${text}`),
    ...listOf(view['children']).map((child) => `  关联办件　${definition.children[textOf(child['key'])]?.title ?? textOf(child['processType'])}　${textOf(child['number'])}　${textOf(child['status'])} ${textOf(child['outcome'])}`.trimEnd()),
    `  ${textOf(view['status'])}　${textOf(view['outcome'])} ${textOf(view['outcomeTitle'])}`,
  ];
}
