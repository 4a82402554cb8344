/** What a link shows to whom: decided here, drawn in `link.pages.ts`. */
import { localTime } from '@libs/domain/local-time';
import type { ProcessDesk } from '@libs/record/desk';
import type { DecisionRow, StepRow } from '@libs/record/rows';
import { outcomesOfStep } from '@libs/record/standing';
import type { CaseRead, TaskRead } from '../cases/case.read';
import { personOf } from '../cases/case.view';
import type { TaskView } from '../tasks/task.view';
import { evidenceFields, type EvidenceField } from './evidence-fields';
import type { LinkAbout } from './link.repository';
import { shownRows, textsIn, type ShownRow } from './shown-rows';

export interface DecisionForm {
  readonly version: number;
  readonly digest: string;
  readonly outcomes: TaskView['outcomes'];
  readonly fields: readonly EvidenceField[];
}

/** What the recipient may do with the task now. */
export type Standing =
  | { readonly kind: 'SAID'; readonly sentence: string }
  /** The step is sensitive, and the sign-in too long ago. */
  | { readonly kind: 'CONFIRM' }
  | { readonly kind: 'DECIDE'; readonly form: DecisionForm };

export interface ShownTask {
  readonly kind: 'TASK';
  readonly about: LinkAbout;
  readonly step: { readonly title: string; readonly article: string };
  readonly org: string;
  readonly applicant: string;
  readonly sections: readonly { readonly title: string; readonly rows: readonly ShownRow[] }[];
  readonly standing: Standing;
}

export type LinkView =
  | { readonly kind: 'INVALID' }
  | { readonly kind: 'EXPIRED' }
  /** The recipient may not know of the case (any more). */
  | { readonly kind: 'GONE' }
  | { readonly kind: 'OTHER_PERSON' }
  | { readonly kind: 'SIGN_IN'; readonly about: LinkAbout }
  | ShownTask;

/** What is read of a task for its recipient. */
export interface Looked {
  readonly read: CaseRead;
  readonly task: TaskRead;
  readonly desk: ProcessDesk;
  readonly view: TaskView;
  readonly personId: string;
  /** Whether they have proved who they are within the time that sensitive steps ask for. */
  readonly confirmed: boolean;
}

export const textsShown = ({ shown }: TaskView): string[] => textsIn([shown.sections, shown.evidence]);

export function taskShown(looked: Looked, names: ReadonlyMap<string, string>): ShownTask {
  const { read, desk, view } = looked;
  const { definition } = desk.process;
  const form = Object.entries(view.shown.sections).map(([section, value]) => ({
    title: definition.sections[section] ?? section,
    // The section is the heading already.
    rows: shownRows(value, section, { schema: desk.formSchema, names }).map(({ title, text }) => ({ title: title.split(' / ').slice(1).join(' / ') || title, text })),
  }));
  const evidence = Object.entries(view.shown.evidence).map(([step, value]) => ({
    title: definition.steps[step]?.title ?? step,
    rows: shownRows(value, '', { schema: desk.evidenceSchema(step) ?? {}, names }),
  }));
  return {
    kind: 'TASK',
    about: { number: view.case.number, title: view.case.title, dueAt: view.dueAt ?? null },
    step: { title: view.step.title, article: view.step.article },
    org: view.case.org.name,
    applicant: read.case.applicant_id === null ? read.org.name : personOf(read, read.case.applicant_id).name,
    sections: [...form, ...evidence].filter(({ rows }) => rows.length > 0),
    standing: standingOfTask(looked),
  };
}

function standingOfTask({ read, task, desk, view, personId, confirmed }: Looked): Standing {
  const step = read.steps.find(({ id }) => id === task.step_id);
  if (!step) throw new Error(`no step of task ${task.id}`);
  if (task.status !== 'OPEN') return said(endedSentence(read, desk, { task, step, personId }));
  if (read.case.stopped !== null) return said('办件已停止流转，请联系管理员处理。');
  if (read.case.status === 'HELD') return said('办件处于冻结状态，解除后方可办理。');
  const decide = view.allowedActions.find(({ action }) => action === 'decide');
  if (!decide) return said(task.waiting ? '须待其他席位先办理，轮到您时可由此办理。' : '此待办目前不由您办理。');
  if (decide.requiresReauthentication && !confirmed) return { kind: 'CONFIRM' };
  const fields = view.evidenceSchema === undefined ? [] : evidenceFields(view.evidenceSchema);
  if (view.step.kind === 'CORRECTION' || fields === undefined) return said('此待办须填写完整的表单，请登录系统办理。');
  return { kind: 'DECIDE', form: { version: view.version, digest: view.shown.digest, outcomes: view.outcomes, fields } };
}

const said = (sentence: string): Standing => ({ kind: 'SAID', sentence });

/** 已由张三于 2026/11/28 14:02 同意: the first valid decision wins, and everybody else is told whose it was. */
function endedSentence(read: CaseRead, desk: ProcessDesk, { task, step, personId }: { readonly task: TaskRead; readonly step: StepRow; readonly personId: string }): string {
  const outcomes = outcomesOfStep(desk.process, step);
  const by = ({ actor_id, at, outcome }: DecisionRow): string => `已由${actor_id === personId ? '您' : personOf(read, actor_id).name}于 ${localTime(at)} ${outcomes[outcome]?.title ?? outcome}。`;
  const standing = read.decisions.filter(({ step_id, voided_at }) => step_id === step.id && voided_at === null);
  const own = standing.find(({ task_id }) => task_id === task.id);
  if (own) return by(own);
  if (step.status !== 'SETTLED' || step.outcome === null) return '此待办已取消，无须办理。';
  // In a body nobody's vote alone is the outcome.
  const decisive = step.kind === 'SESSION' ? undefined : standing.filter(({ outcome }) => outcome === step.outcome).at(-1);
  return decisive ? by(decisive) : `本环节已于 ${localTime(step.settled_at ?? read.now)} 形成结论：${outcomes[step.outcome]?.title ?? step.outcome}。`;
}
