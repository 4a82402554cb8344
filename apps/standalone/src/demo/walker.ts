/** Goes a walk through the API, as its people would: everything else that is seen of it is what the record made of it. */
import { civilDateOf, plusDays } from '@libs/domain/calendar';
import { demoId } from '@libs/persistence/seed/demo-id';
import { DEMO_CLIENT } from '@libs/persistence/seed/demo/organisations';
import type { Move, Walk, WalkWorld } from '@workflows/processes/walk';
import { WALKS } from '@workflows/processes/walks';
import { objectOf } from '../json-file';
import { ProblemError, type Json, type Sessions } from './client';
import { listOf, textOf } from './json';
import { decider, holdersFor } from './people';
import { until, type PassingTime } from './time';
import { livingGrant, nextTask, openSteps, standing, WalkedCase } from './walked-case';

type Given = Walk['form'];
type StepMove = Extract<Move, { readonly step: string }>;

/** Between reading a task and deciding it something else may have happened in the case. */
const MOST_ATTEMPTS = 4;
const OVERTAKEN: ReadonlySet<string> = new Set(['STALE_VERSION', 'STALE_CONTENT', 'IDEMPOTENCY_IN_FLIGHT']);

export class Walker {
  /** @param midway told when a walk has made half of its moves: it goes on when that is through */
  constructor(
    private readonly sessions: Sessions,
    private readonly time: PassingTime,
    private readonly midway: (walked: WalkedCase) => Promise<void> = async () => undefined,
  ) {}

  /**
   * Goes a walk of a process to its end.
   * @throws Error where a move cannot be made, or another end is reached
   */
  async walk(process: string, walk: Walk): Promise<WalkedCase> {
    const walked = await this.begin(process, walk, { midway: this.midway });
    const view = await until(() => walked.view(), ({ status }) => status === 'CLOSED', `${process}: the end`).catch(async (error: Error) => Promise.reject(new Error(`${error.message}: ${standing(await walked.view())}`)));
    if (view['outcome'] !== walk.to) throw new Error(`${standing(view)}; the walk leads to ${walk.to}`);
    return walked;
  }

  /** Goes a walk only until this step or grant is open. */
  upTo(process: string, walk: Walk, upTo: string): Promise<WalkedCase> {
    return this.begin(process, walk, { upTo });
  }

  /** Starts the case of a walk and makes its moves, up to where it is to stop. */
  private async begin(process: string, walk: Walk, going: Omit<Going, 'before'>): Promise<WalkedCase> {
    const before = walk.after && (await this.before(walk.after));
    const form = typeof walk.form === 'function' ? walk.form(worldOf(before, undefined)) : walk.form;
    const walked = new WalkedCase(this.sessions, await this.submit(process, walk, form), { processType: process, starter: walk.starter });
    await this.go(walked, walk.moves, { ...going, before });
    return walked;
  }

  /** The id of the case that comes of a submission, or of the one that it is diverted into. */
  private async submit(process: string, { starter, divertedFrom }: Walk, form: Json): Promise<string> {
    const submission = this.sessions.of(starter).post('/cases', { processType: divertedFrom ?? process, form });
    if (divertedFrom === undefined) return textOf((await submission)['id']);
    const refused = await submission.then(() => undefined, (error: unknown) => error);
    const id = refused instanceof ProblemError ? textOf(objectOf(refused.problem['diversion'])['caseId']) : '';
    if (id === '') throw new Error(`${divertedFrom} was not diverted: ${String(refused)}`);
    return id;
  }

  private async before({ process, walk, until: upTo }: NonNullable<Walk['after']>): Promise<Json> {
    const first = WALKS.get(process)?.[walk];
    if (!first) throw new Error(`no walk ${walk} of ${process}`);
    return (await this.begin(process, first, { upTo })).view();
  }

  private async go(walked: WalkedCase, moves: readonly Move[], { before, upTo, midway }: Going): Promise<void> {
    for (const [index, move] of moves.entries()) {
      if (index === Math.floor(moves.length / 2)) await midway?.(walked);
      if (upTo !== undefined && isAt(await walked.view(), upTo)) return;
      try {
        await this.make(walked, move, before);
      } catch (error) {
        throw new Error(`move ${index + 1} ${JSON.stringify(move)}: ${error instanceof Error ? error.message : String(error)}; ${standing(await walked.view())}`, { cause: error });
      }
    }
    if (upTo !== undefined) await until(() => walked.view(), (view) => isAt(view, upTo), upTo);
  }

  private async make(walked: WalkedCase, move: Move, before: Json | undefined): Promise<void> {
    const given = async (what: Given | undefined): Promise<Json | undefined> => (typeof what === 'function' ? what(worldOf(before, await walked.view())) : what);
    if ('step' in move) return this.decideStep(walked, move, given);
    if ('correct' in move) return this.correct(walked, move, before);
    if ('act' in move) return this.act(walked, move, await given(move.evidence));
    if ('grant' in move) return this.onGrant(walked, move);
    if ('usage' in move) return this.use(walked, move);
    if ('withdraw' in move) return this.asApplicant(walked, `/cases/${walked.id}/withdraw`, { reason: move.withdraw });
    if ('over' in move) return this.time.pass(walked.id, move.over);
    return this.child(walked, move);
  }

  /** Every seat of a step, until it is settled; of a step that is asked for every subject, of each. */
  private async decideStep(walked: WalkedCase, move: StepMove, given: (what: Given | undefined) => Promise<Json | undefined>): Promise<void> {
    const votes = move.votes?.values();
    let step: Json | undefined = await this.awaitStep(walked, move.step);
    while (step) {
      const outcome = votes ? votes.next().value : move.outcome;
      if (votes && outcome === undefined) return;
      await this.decide(walked, step, { outcome, opinion: move.opinion, as: move.as, evidence: () => given(move.evidence) });
      const open = openSteps(await walked.view(), move.step);
      const same = open.find(({ id }) => id === step?.['id']);
      step = same ?? (move.each ? open[0] : undefined);
    }
  }

  private async correct(walked: WalkedCase, move: Extract<Move, { readonly correct: string }>, before: Json | undefined): Promise<void> {
    const step = await this.awaitStep(walked, move.correct);
    const view = await walked.view();
    const world = worldOf(before, view);
    const form = move.form?.(objectOf(objectOf(view['form'])['data']), world);
    const evidence = typeof move.evidence === 'function' ? move.evidence(world) : move.evidence;
    await this.decide(walked, step, { form, evidence: async () => evidence, opinion: '已按意见补正。' });
  }

  private async decide(walked: WalkedCase, { id: stepId, key }: Json, what: Decision): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const view = await walked.view();
      const step = openSteps(view, textOf(key)).find(({ id }) => id === stepId);
      const task = step && nextTask(step);
      if (!step || !task) throw new Error(`${textOf(key)} is not open`);
      const { definition } = walked;
      const corrects = definition.reviews[textOf(key)]?.corrects;
      const account = what.as ?? decider(view, definition, { task, stepId: textOf(stepId), role: textOf(key), corrects: typeof corrects === 'object' ? corrects.evidenceOf : undefined });
      const session = this.sessions.of(account);
      const mine = what.as === undefined ? task : await seatOf(session, step);
      const seen = await session.get(`/tasks/${textOf(mine['id'])}`);
      const outcomes = listOf(seen['outcomes']);
      const outcome = what.outcome ?? textOf(outcomes[0]?.['key']);
      const evidence = await what.evidence();
      const body = {
        version: seen['version'],
        seenDigest: objectOf(seen['shown'])['digest'],
        outcome,
        ...(definition.recordsWords !== false && { opinion: what.opinion ?? `${textOf(outcomes.find((one) => one['key'] === outcome)?.['title'])}。` }),
        ...(evidence && { evidence }),
        ...(what.form && { form: what.form }),
      };
      try {
        await session.post(`/tasks/${textOf(mine['id'])}/decision`, body);
        return;
      } catch (error) {
        if (!(error instanceof ProblemError) || !OVERTAKEN.has(error.code) || attempt === MOST_ATTEMPTS) throw error;
      }
    }
  }

  private async act(walked: WalkedCase, { act, as }: Extract<Move, { readonly act: string }>, evidence: Json | undefined): Promise<void> {
    const seats = walked.definition.steps[act]?.seats ?? [];
    const account = as ?? (seats.some((seat) => 'applicant' in seat) ? await walked.applicant() : holdersFor(seats.flatMap((seat) => ('position' in seat ? [seat.position] : [])), await orgCodeOf(walked))[0]);
    if (account === undefined) throw new Error(`nobody of the demonstration may do ${act}`);
    const session = this.sessions.of(account);
    await until(() => session.get(`/cases/${walked.id}`), (view) => listOf(view['allowedActions']).some(({ action, key }) => action === 'act' && key === act), `${act}, offered to ${account},`);
    await session.post(`/cases/${walked.id}/acts/${act}`, { ...(evidence && { evidence }) });
  }

  private async onGrant(walked: WalkedCase, { grant: verb, as }: Extract<Move, { readonly grant: string }>): Promise<void> {
    const grant = await this.awaitGrant(walked);
    const path = `/grants/${textOf(grant['id'])}/${verb}`;
    if (verb === 'hand-back') return this.asApplicant(walked, path, { reason: '提前交回' });
    const spec = walked.definition.grants[textOf(grant['key'])];
    const [account] = as === undefined ? holdersFor((verb === 'revoke' ? spec?.revokedBy : spec?.suspendedBy) ?? [], await orgCodeOf(walked)) : [as];
    if (account === undefined) throw new Error(`nobody of the demonstration may ${verb} ${textOf(grant['key'])}`);
    await this.sessions.of(account).post(path, { reason: REASONS[verb] });
  }

  private async use(walked: WalkedCase, { usage, count }: Extract<Move, { readonly usage: string }>): Promise<void> {
    const grant = await this.awaitGrant(walked);
    await this.sessions.platform(DEMO_CLIENT).post(`/grants/${textOf(grant['id'])}/usage`, { operation: usage, count });
  }

  private async child(walked: WalkedCase, { child, moves }: Extract<Move, { readonly child: string }>): Promise<void> {
    const process = walked.definition.children[child]?.process;
    if (process === undefined) throw new Error(`${walked.definition.id} has no child ${child}`);
    const unwalked = (view: Json): Json | undefined => listOf(view['children']).find(({ id, processType, key }) => processType === process && !walked.gone.has(textOf(id)) && (key === undefined || key === child));
    const found = unwalked(await until(() => walked.view(), (view) => unwalked(view) !== undefined, `the linked case ${child}`));
    const id = textOf(found?.['id']);
    walked.gone.add(id);
    const other = new WalkedCase(this.sessions, id, { processType: process, starter: (await walked.applicant()) ?? holdersFor(['UNIT_DATA_ADMINISTRATOR'], await orgCodeOf(walked))[0] ?? '' });
    await this.go(other, moves, {});
    await until(() => other.view(), ({ status }) => status === 'CLOSED', `the end of ${child}`).catch(async (error: Error) => Promise.reject(new Error(`${error.message}: ${standing(await other.view())}`)));
  }

  private async asApplicant(walked: WalkedCase, path: string, body: Json): Promise<void> {
    const account = await walked.applicant();
    if (account === undefined) throw new Error(`${walked.id} has no applicant`);
    await this.sessions.of(account).post(path, body);
  }

  private async awaitStep(walked: WalkedCase, key: string): Promise<Json> {
    const [step] = openSteps(await until(() => walked.view(), (view) => view['status'] === 'CLOSED' || view['stopped'] !== undefined || openSteps(view, key).length > 0, `the opening of ${key}`), key);
    if (!step) throw new Error(`${key} is not open`);
    return step;
  }

  private async awaitGrant(walked: WalkedCase): Promise<Json> {
    const grant = livingGrant(await until(() => walked.view(), (view) => view['status'] === 'CLOSED' || livingGrant(view) !== undefined, 'a grant'));
    if (!grant) throw new Error('no grant');
    return grant;
  }
}

interface Going {
  readonly before?: Json;
  /** Only until this step or grant is open. */
  readonly upTo?: string;
  readonly midway?: (walked: WalkedCase) => Promise<void>;
}

interface Decision {
  readonly outcome?: string;
  readonly opinion?: string;
  readonly as?: string;
  readonly form?: Json;
  readonly evidence: () => Promise<Json | undefined>;
}

const REASONS = { revoke: '超出约定用途', suspend: '核查使用情况', resume: '核查无误' } as const;

const isAt = (view: Json, key: string): boolean => openSteps(view, key).length > 0 || livingGrant(view, key) !== undefined;

const orgCodeOf = async (walked: WalkedCase): Promise<string> => textOf(objectOf((await walked.view())['org'])['code']);

/** The open task of a step on which the session's person sits. */
async function seatOf(session: ReturnType<Sessions['of']>, step: Json): Promise<Json> {
  for (const task of listOf(step['tasks']).filter(({ status }) => status === 'OPEN')) {
    const seen = await session.get(`/tasks/${textOf(task['id'])}`).catch(() => undefined);
    if (seen?.['sits'] === true) return task;
  }
  throw new Error(`${textOf(step['key'])}: not their seat`);
}

const worldOf = (before: Json | undefined, self: Json | undefined): WalkWorld => ({
  resource: (orgCode, code) => demoId('resource', `${orgCode}/${code}`),
  day: (offset) => plusDays(civilDateOf(Date.now()), offset),
  instant: (seconds) => new Date(Date.now() + seconds * 1_000).toISOString(),
  before: () => known(before, 'no case was walked before'),
  self: () => known(self, 'the case has not begun'),
});

function known(view: Json | undefined, otherwise: string): Json {
  if (!view) throw new Error(otherwise);
  return view;
}
