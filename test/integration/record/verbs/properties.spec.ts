import fc from 'fast-check';
import { DomainError } from '@libs/platform/errors/domain-error';
import { breaches } from '@test/support/verb-invariants';
import { DICED_VERBS, VerbsByDice, type Attempt, type DicedVerb, type Throw } from '@test/support/verbs-by-dice';
import { STEP_KINDS, VerbWorld, type StepKind } from '@test/support/verb-world';
import { offeredTo } from './offers';

/** Sequences in all, and how many are told side by side. */
const SEQUENCES = 2_100;
const STRANDS = 6;
const SEED = 20260711;

jest.setTimeout(900_000);

/** One for each strand: who comes and goes there concerns no other. */
let worlds: VerbWorld[] = [];
beforeAll(async () => {
  worlds = await Promise.all(Array.from({ length: STRANDS }, () => VerbWorld.create()));
});
afterAll(() => Promise.all(worlds.map((verbs) => verbs.destroy())));

/** Malformed input, which leaves no trace. */
const UNAUDITED: ReadonlySet<string> = new Set(['FORM_INVALID', 'EVIDENCE_INVALID', 'REASON_REQUIRED']);
/** What is wrong with the request, or forbidden by who else did what: no screen can know it before. */
const OF_THE_REQUEST: ReadonlySet<string> = new Set([...UNAUDITED, 'SEPARATION_OF_DUTIES', 'STALE_CONTENT', 'STALE_VERSION', 'TOO_MANY_REQUESTS']);

interface Step {
  readonly thrown: Throw;
  /** At the same instant as the one before. */
  readonly together: boolean;
}
const step: fc.Arbitrary<Step> = fc.record({
  thrown: fc.tuple(fc.constantFrom<DicedVerb[]>('agree', 'agree', 'agree', 'removeSeat', 'claim', 'lapse', 'dissent', 'decide', 'decide', 'decide', 'decide', 'takeBack', 'addSeats', 'delegate', 'grant', 'grant', 'grant', 'agent', 'agent', 'handOver', 'succession', ...DICED_VERBS), fc.nat(4_095)),
  together: fc.integer({ min: 0, max: 7 }).map((n) => n === 7),
});
const sequence = fc.record({ kind: fc.constantFrom(...STEP_KINDS), steps: fc.array(step, { minLength: 3, maxLength: 14 }) });

const ACTIONS = [
  'DECIDED', 'VOTED', 'RESUBMITTED', 'CLAIMED', 'UNCLAIMED', 'TRANSFERRED', 'DELEGATED', 'RETURNED_TO_OWNER', 'SEATS_ADDED', 'SEAT_REMOVED', 'RECUSED', 'STEP_SETTLED', 'TAKEN_BACK', 'DISSENTED', 'URGED', 'COPIED', 'COPY_READ',
  'CASE_HELD', 'CASE_RELEASED', 'WITHDRAWN', 'TERMINATED', 'VOIDED', 'REASSIGNED', 'HANDED_OVER', 'SUCCEEDED', 'SEAT_LEFT', 'STEP_EXPIRED', 'GRANT_OPENED', 'GRANT_SUSPENDED', 'GRANT_RESUMED', 'GRANT_REVOKED', 'GRANT_HANDED_BACK', 'GRANT_EXPIRED',
] as const;
const BY_AGENT = ['DECIDED', 'CLAIMED', 'SEATS_ADDED'] as const;
const CODES = ['NOT_ELIGIBLE', 'NOT_FOUND', 'CASE_CLOSED', 'CASE_HELD', 'ALREADY_DECIDED', 'NOT_OFFERED', 'SEPARATION_OF_DUTIES'] as const;

/** One case, told step by step; what was tried, and what came of it. */
class Telling {
  readonly log: string[] = [];
  private refused = 0;

  constructor(
    private readonly verbs: VerbWorld,
    private readonly kind: StepKind,
    private readonly caseId: string,
  ) {}

  async tell(steps: readonly Step[]): Promise<string[]> {
    const dice = new VerbsByDice(this.verbs, this.kind, this.caseId);
    try {
      return await this.tellWith(dice, steps);
    } finally {
      await dice.everybodyReturns();
    }
  }

  private async tellWith(dice: VerbsByDice, steps: readonly Step[]): Promise<string[]> {
    const found: string[] = [];
    for (let at = 0; at < steps.length; ) {
      const batch = [steps[at], ...(steps[at + 1]?.together ? [steps[at + 1]] : [])].flatMap((one) => (one ? [one] : []));
      at += batch.length;
      const attempts = await Promise.all(batch.map(async ({ thrown }) => ({ thrown, attempt: await dice.attemptFor(thrown) })));
      const tried = attempts.flatMap(({ thrown, attempt }) => (attempt ? [{ thrown, attempt }] : []));
      const offers = tried.length === 1 && tried[0] ? await this.offers(tried[0].attempt) : undefined;
      const answers = await Promise.all(tried.map(({ attempt }) => this.answer(attempt)));
      for (const [index, { thrown, attempt }] of tried.entries()) this.log.push(`${index > 0 ? '  at once: ' : ''}${thrown.join(' ')} by ${attempt.by}: ${answers[index]}`);
      if (offers !== undefined && !OF_THE_REQUEST.has(answers[0] ?? '') && offers !== (answers[0] === 'accepted')) found.push(`${tried[0]?.attempt.path} was ${offers ? '' : 'not '}offered to ${tried[0]?.attempt.by} and ${answers[0]}`);
    }
    const refused = this.refused + dice.refusedWithin.filter((code) => !UNAUDITED.has(code)).length;
    return [...found, ...(await breaches(this.verbs, { caseId: this.caseId, kind: this.kind, refused }))];
  }

  /** Whether the API offers it to who tries it; nothing where it offers no such thing, or where what is accepted changes nothing. */
  private async offers({ by, path }: Attempt): Promise<boolean | undefined> {
    if (path === undefined || path.endsWith('/copy') || path.endsWith('/read') || path.endsWith('/claim') || path.endsWith('/unclaim')) return undefined;
    return (await offeredTo(this.verbs, { caseId: this.caseId, kind: this.kind, account: by })).includes(path);
  }

  private async answer({ does }: Attempt): Promise<string> {
    try {
      await does();
      return 'accepted';
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'CASE_STOPPED') throw error;
      if (!UNAUDITED.has(error.code)) this.refused += 1;
      return error.code;
    }
  }
}

async function tellOne(verbs: VerbWorld, { kind, steps }: { readonly kind: StepKind; readonly steps: readonly Step[] }): Promise<void> {
  const telling = new Telling(verbs, kind, await verbs.start(kind));
  const found = await telling.tell(steps).catch((error: unknown) => [error instanceof Error ? `${error.name}: ${error.message}` : String(error)]);
  if (found.length > 0) throw new Error([`${kind}:`, ...found.map((rule) => `  broken: ${rule}`), ...telling.log.map((line) => `  ${line}`)].join('\n'));
}

test(`in ${SEQUENCES} sequences of all verbs, whoever tries what and when, every invariant holds`, async () => {
  const runs = worlds.map((verbs, strand) => fc.assert(fc.asyncProperty(sequence, (one) => tellOne(verbs, one)), { numRuns: SEQUENCES / STRANDS, seed: SEED + strand }));
  const failed = (await Promise.allSettled(runs)).flatMap((run) => (run.status === 'rejected' ? [run.reason] : []));
  if (failed.length > 0) throw failed[0];

  // The sequences really went through what matters.
  const count = async (what: string): Promise<number> => {
    const counted = await Promise.all(worlds.map((verbs) => verbs.rows<{ n: number }>(`SELECT count(*)::int AS n FROM audit_events WHERE ${what}`, [])));
    return counted.flat().reduce((sum, { n }) => sum + n, 0);
  };
  const rare = async (names: readonly string[], condition: (name: string) => string): Promise<string[]> => {
    const counted = await Promise.all(names.map(async (name) => ({ name, n: await count(condition(name)) })));
    return counted.flatMap(({ name, n }) => (n >= 3 ? [] : [`${name}: ${n}`]));
  };
  expect(await rare(ACTIONS, (action) => `action = '${action}' AND refused IS NULL`)).toEqual([]);
  expect(await rare(BY_AGENT, (action) => `action = '${action}' AND details ? 'onBehalfOf'`)).toEqual([]);
  expect(await rare(CODES, (code) => `refused = '${code}'`)).toEqual([]);
});
