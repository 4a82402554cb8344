import { actOnDemand } from '@libs/record/acts/case-acts';
import { decide } from '@libs/record/acts/decide';
import { POSITIONS } from '@libs/domain/positions';
import { demoAccounts, type DemoAccount } from '@libs/persistence/seed/demo-accounts';
import { DEMO_ORGANISATIONS } from '@libs/persistence/seed/demo/organisations';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { Definition, Seat, StepSpec } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import type { Branch, Story } from '@workflows/kit/story';
import { PROCESSES } from '@workflows/processes';
import { seatsOfProcess } from '@workflows/rehearsal/seats-table';
import { PlainCases } from '@test/support/plain-cases';
import { plainDesk } from '@test/support/plain-desk';
import { freshKey, personId, RecordWorld } from '@test/support/record-world';

jest.setTimeout(300_000);

const APPLICANT = 'hospital-a.staff-1';
const DEPT = '心内科';
const ACCOUNTS = demoAccounts();
const DEFINITIONS = [...PROCESSES.values()].map(({ definition }) => definition);

/** A correction as a step of its own: its seat is what is looked at. */
const asStep = (seats: readonly Seat[], title: string): StepSpec => ({ title, kind: 'COMPLETE', article: '测试', seats });

/** The same steps with the same seats, all of them open at once. An act on demand that nobody has just signed in for changes nothing. */
function allAtOnce(definition: Definition): ReturnType<typeof plainDesk> {
  const corrections = Object.fromEntries(Object.entries(definition.reviews).map(([key, { title, correctedBy }]) => [key, asStep([correctedBy], title)]));
  const steps: Definition['steps'] = { ...Object.fromEntries(Object.entries(definition.steps).map(([key, step]) => [key, step.kind === 'ON_DEMAND' ? { ...step, sensitive: true } : step])), ...corrections };
  const { reactsTo: _reaction, ...rest } = definition;
  const open: Definition = { ...rest, id: `seats-of-${definition.id}`, starters: ['UNIT_STAFF'], steps, reviews: {}, gates: {}, grants: {}, effects: {}, children: {}, diversions: {}, distinct: [], withdrawUntil: 'END' };
  const ask =
    (key: string, { kind }: StepSpec): Branch<Definition> =>
    async (c) => {
      const word = kind === 'APPROVE' ? 'approve' : kind === 'SESSION' ? 'session' : 'complete';
      await c[word](key as never);
    };
  const story: Story<Definition> = async (c) => {
    for (const [key, { kind }] of Object.entries(steps)) if (kind === 'ON_DEMAND') c.onDemand(key as never);
    await c.all(...Object.entries(steps).filter(([, { kind }]) => kind !== 'ON_DEMAND').map(([key, step]) => ask(key, step)));
    await c.end(Object.keys(definition.terminals)[0] as never);
  };
  return plainDesk(processOf(open, story));
}

let world: RecordWorld;
let cases: PlainCases;
beforeAll(async () => {
  world = await RecordWorld.create();
  const desks = DEFINITIONS.map(allAtOnce);
  cases = await PlainCases.on(world, new Map(desks.map((desk) => [desk.process.definition.id, desk])));
});
afterAll(() => world?.destroy());

/** What keeps somebody from an act; an act that goes through is a fault of this test. */
const refusalOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'NOTHING',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );

interface OpenTask {
  readonly id: string;
  readonly person_id: string | null;
}

/** The seats of positions, and of a body their own; somebody else's where there is none of theirs. */
function tasksFor(account: string, tasks: readonly OpenTask[]): readonly OpenTask[] {
  const near = tasks.filter(({ person_id }) => person_id === null || person_id === personId(account));
  return near.length ? near : tasks.slice(0, 1);
}

/** Who comes past the question of who they are, of every account there is. */
async function sittingOn(caseId: string, key: string, kind: string): Promise<string[]> {
  const { rows: tasks } = await world.owner.query<OpenTask>(`SELECT t.id, t.person_id FROM tasks t JOIN steps s ON s.id = t.step_id WHERE t.case_id = $1 AND s.key = $2 AND t.status = 'OPEN' ORDER BY t.id`, [caseId, key]);
  const found = new Set<string>();
  for (const { account } of ACCOUNTS) {
    const attempts =
      kind === 'ON_DEMAND'
        ? [actOnDemand(cases.record, { personId: personId(account), caseId, key, idempotency: freshKey('/act') })]
        : tasksFor(account, tasks).map(({ id }) => decide(cases.record, { personId: personId(account), taskId: id, version: 999_999, outcome: '', seenDigest: '', idempotency: freshKey(`/tasks/${id}`) }));
    for (const refusal of await Promise.all(attempts.map(refusalOf))) {
      if (refusal === 'STALE_VERSION' || refusal === 'REAUTHENTICATION_REQUIRED') found.add(account);
      else if (refusal !== 'NOT_FOUND' && refusal !== 'NOT_ELIGIBLE') throw new Error(`${key}, ${account}: ${refusal}`);
    }
  }
  return [...found].toSorted();
}

const ORG_TYPE = { DISTRICT: 'QP-COMMISSION', CENTER: 'QP-CENTER', UNIT: 'HOSPITAL-A', OWN_ORG: 'HOSPITAL-A', SYSTEM: 'none' } as const;

/** As docs/processes/seats.md reads. What is done on demand knows no department. */
function whoSits(seat: Seat, kind: string): string[] {
  if ('applicant' in seat) return [APPLICANT];
  if ('body' in seat) {
    const hospital = DEMO_ORGANISATIONS.find(({ code }) => code === 'HOSPITAL-A');
    return (hospital?.bodies ?? []).filter(({ code }) => code === seat.body).flatMap(({ members }) => members.map((member) => `hospital-a.${member}`));
  }
  const orgCode = ORG_TYPE[POSITIONS[seat.position].scope];
  const holds = ({ assignments }: DemoAccount): boolean => assignments.some(({ position, org, dept }) => position === seat.position && org.code === orgCode && (position !== 'UNIT_BUSINESS_OWNER' || kind === 'ON_DEMAND' || dept === DEPT));
  return ACCOUNTS.filter(holds).map(({ account }) => account);
}

const ADMINISTRATORS = new Set(['PROCESS_ADMINISTRATOR', 'SYSTEM_ADMINISTRATOR', 'SECURITY_ADMINISTRATOR', 'AUDIT_ADMINISTRATOR']);
const isOutsider = ({ assignments }: DemoAccount): boolean => assignments.every(({ position, org }) => ADMINISTRATORS.has(position) || !['HOSPITAL-A', 'QP-COMMISSION', 'QP-CENTER'].includes(org.code));
const OUTSIDERS: ReadonlySet<string> = new Set(ACCOUNTS.filter(isOutsider).map(({ account }) => account));

test('among the accounts are people of other units, of a vendor and a data user, and each kind of administrator', () => {
  const kinds = ACCOUNTS.filter(({ account }) => OUTSIDERS.has(account)).flatMap(({ assignments }) => assignments.map(({ position, org }) => (ADMINISTRATORS.has(position) ? position : org.code)));
  expect([...new Set(kinds)]).toEqual(expect.arrayContaining(['CENTRE-B', 'CLINIC-C', 'VENDOR-Y', 'DATA-USER-X', ...ADMINISTRATORS]));
});

test.each(DEFINITIONS.map((definition) => ({ name: `${definition.code} ${definition.title}`, definition })))('$name: at every step those may act who sit there, and of all the others nobody', async ({ definition }) => {
  const caseId = await cases.start(`seats-of-${definition.id}`);
  const observed: Record<string, string[]> = {};
  const expected: Record<string, string[]> = {};
  for (const { key, seats } of seatsOfProcess(definition)) {
    const kind = definition.steps[key]?.kind ?? 'CORRECTION';
    observed[key] = await sittingOn(caseId, key, kind);
    expected[key] = [...new Set(seats.flatMap((seat) => whoSits(seat, kind)))].toSorted();
  }
  expect(observed).toEqual(expected);
  expect(Object.values(observed).flat().filter((account) => OUTSIDERS.has(account))).toEqual([]);
  expect(await world.caseRow(caseId)).toMatchObject({ seq: 1, stopped: null });
});
