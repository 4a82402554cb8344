/** regulation.md §5.4 at the record: a gate refuses whoever asks, and nobody's act takes a case past one. */
import { DomainError } from '@libs/platform/errors/domain-error';
import { retry } from '@libs/record/acts/operations';
import { LOCK_CASE } from '@libs/record/statements';
import { demoAccounts } from '@libs/persistence/seed/demo-accounts';
import { define, type GateSpec } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { EXAMPLE_FORM } from '@workflows/processes/sensitive-data-use/form.example';
import { specialReviewGateDesk } from '@workflows/processes/special-review-gate/desk';
import { PlainCases } from '@test/support/plain-cases';
import { plainDesk } from '@test/support/plain-desk';
import { dayFromNow, freshKey, personId, RecordWorld, resourceId, useForm } from '@test/support/record-world';
import { SILENT } from '@test/support/silent';
import { keepHouse } from '../../../apps/worker/src/housekeeping/housekeeping';

jest.setTimeout(180_000);

let world: RecordWorld;
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(() => world.destroy());

const ACCOUNTS = demoAccounts().map(({ account }) => account);
const dataset = (code: string): string => resourceId(`HOSPITAL-A/${code}`);
const codeOf = (attempt: Promise<unknown>): Promise<string> => attempt.then(() => 'taken', (error: unknown) => (error instanceof DomainError ? error.code : String(error)));

describe('at submission', () => {
  const data = (code: string) => ({ data: { ...EXAMPLE_FORM.data, datasetIds: [dataset(code)] } });
  const WRONG: Readonly<Record<string, Parameters<typeof useForm>[0]>> = {
    G1: { guards: { ...EXAMPLE_FORM.guards, containsStateSecret: true } },
    G2: { processing: { ...EXAMPLE_FORM.processing, crossBorder: true } },
    G6: data('IMAGE-ARCHIVE'),
    G19: { ...data('POPULATION-INDEX'), level: { declaredLevel: 'CORE', important: true } },
  };

  it.each(Object.entries(WRONG))('%s turns away everybody of the district', async (rule, change) => {
    const before = await world.count('cases', `process_type = 'sensitive-data-use'`);
    const refused: Record<string, string> = {};
    for (const account of ACCOUNTS) refused[account] = await codeOf(world.start(useForm(change), account));
    // Those of other units do not have the data set; those without the position do not start. Nobody is let through.
    expect(Object.entries(refused).filter(([, code]) => !['GATE_FAILED', 'NOT_A_STARTER', 'FORM_INVALID', 'AMBIGUOUS_POSITION'].includes(code))).toEqual([]);
    expect(Object.keys(refused).filter((account) => refused[account] === 'GATE_FAILED')).toEqual(expect.arrayContaining(['hospital-a.staff-1', 'hospital-a.staff-2', 'hospital-a.staff-owner']));
    const named = await world.start(useForm(change)).catch((error: DomainError) => error.members.gates?.map(({ id }) => id));
    expect(named).toEqual([rule]);
    expect(await world.count('cases', `process_type = 'sensitive-data-use'`)).toBe(before);
  });

  it('G14 turns away a unit as long as one of its three positions is empty', async () => {
    const empty = `position = 'UNIT_DESIGNATED_LEADER' AND org_id = (SELECT id FROM organisations WHERE code = 'HOSPITAL-A')`;
    await world.owner.query(`UPDATE assignments SET valid_to = clock_timestamp() WHERE ${empty}`);
    const error = await world.start(useForm()).catch((refused: DomainError) => refused);
    expect(error).toMatchObject({ code: 'GATE_FAILED', members: { gates: [{ id: 'G14', article: '第五条（二）' }] } });
    await world.owner.query(`UPDATE assignments SET valid_to = NULL WHERE ${empty}`);
    await world.start(useForm());
  });
});

/** A process that is at its gate as soon as it has begun; what the gate looks at are the facts of its form. */
const gated = (rule: `G${number}`, gate: Partial<GateSpec> = {}) =>
  define({
    id: `test-gate-${rule.toLowerCase()}`, code: 'T06', version: 1, title: '校验测试', summary: '', articles: ['测试'], starters: ['UNIT_STAFF'], offered: true, sections: {},
    facts: {
      sensitive: { kind: 'boolean' }, impact: { kind: 'enum', values: ['NOT_SIGNIFICANT', 'SIGNIFICANT'] }, bulkOperation: { kind: 'boolean' },
      agreementUntil: { kind: 'instant' }, platform: { kind: 'enum', values: ['DISTRICT_BIG_DATA_PLATFORM', 'ELSEWHERE'] }, datasetIds: { kind: 'ids' },
    },
    steps: { prepare: { title: '准备', kind: 'COMPLETE', article: '测试', seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }] } },
    reviews: {}, gates: { check: { title: '校验', rules: [rule], failsAs: 'REFUSED', ...gate } }, grants: {}, effects: {}, children: {}, diversions: {}, periods: {},
    terminals: { DONE: { title: '完成', positive: true, requires: [{ step: 'prepare' }] }, REFUSED: { title: '否', positive: false }, REJECTED: { title: '否', positive: false }, WITHDRAWN: { title: '撤回', positive: false } },
    distinct: [], holds: { by: [] }, withdrawUntil: 'END',
  });

/** It is prepared only where the gate does not wait for that. */
const GATES = {
  G3: gated('G3'),
  G6: gated('G6'),
  G7: gated('G7', { desensitization: { done: 'prepare', verified: 'prepare' } }),
  G8: gated('G8'),
  G9: gated('G9'),
  G11: gated('G11'),
  G12: gated('G12', { dualReview: { ethics: 'prepare', technical: 'prepare' } }),
  G13: gated('G13', { destruction: { assessed: 'prepare', reviewed: 'prepare' } }),
  G19: gated('G19'),
} as const;
/** What is given out is looked at once more when it is. */
const AGAIN = define({
  ...gated('G6'),
  id: 'test-gate-again',
  steps: { prepare: { title: '交付', kind: 'COMPLETE', article: '测试', seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }], passes: 'check' } },
});
type Rule = keyof typeof GATES;

const LATER = Date.parse(dayFromNow(30));
/** What each rule is shown, and what it does: wait, or end the case. `prepared`: the step on which it rests is settled first. */
const WRONG: [rule: Rule, why: string, shown: { readonly facts?: object; readonly datasets?: readonly string[]; readonly prepared?: true }, then: 'WAITS' | 'REFUSED'][] = [
  ['G3', 'a significant impact', { facts: { impact: 'SIGNIFICANT' } }, 'REFUSED'],
  ['G3', 'no analysis', {}, 'WAITS'],
  ['G6', 'an ungraded data set', { datasets: ['IMAGE-ARCHIVE'] }, 'WAITS'],
  ['G6', 'a data set that is graded again', { datasets: ['VACCINATION'] }, 'WAITS'],
  ['G7', 'sensitive data that nobody has desensitized', { facts: { sensitive: true } }, 'WAITS'],
  ['G8', 'a bulk operation without a grant', { facts: { bulkOperation: true } }, 'WAITS'],
  ['G9', 'a vendor without an agreement', {}, 'WAITS'],
  ['G11', 'another platform', { facts: { platform: 'ELSEWHERE' } }, 'REFUSED'],
  ['G11', 'no platform', {}, 'WAITS'],
  ['G12', 'an open project without its reviews', {}, 'WAITS'],
  ['G13', 'a destruction that nobody has reviewed', { datasets: ['FOLLOW-UP'] }, 'WAITS'],
  ['G19', 'core data', { datasets: ['POPULATION-INDEX'] }, 'WAITS'],
];
/** And what lets it pass. */
const RIGHT: [rule: Rule, shown: { readonly facts?: object; readonly datasets?: readonly string[]; readonly prepared?: true }][] = [
  ['G3', { facts: { impact: 'NOT_SIGNIFICANT' } }],
  ['G6', { datasets: ['FOLLOW-UP'] }],
  ['G7', { facts: { sensitive: true }, prepared: true }],
  ['G8', { facts: { bulkOperation: false } }],
  ['G9', { facts: { agreementUntil: LATER } }],
  ['G11', { facts: { platform: 'DISTRICT_BIG_DATA_PLATFORM' } }],
  ['G12', { prepared: true }],
  ['G13', { datasets: ['FOLLOW-UP'], prepared: true }],
  ['G19', { datasets: ['FOLLOW-UP'] }],
];

describe('before release, delivery or execution', () => {
  let cases: PlainCases;
  beforeAll(async () => {
    const desks = Object.values(GATES).map((definition) => {
      const process = processOf(definition, async (c) => {
        await c.all(
          async (c) => void (await c.complete('prepare')),
          async (c) => {
            await c.gate('check');
          },
        );
        await c.end('DONE');
      });
      // The data sets are those of the facts.
      return { ...plainDesk(process), datasetsOf: ({ facts }: any) => facts?.datasetIds ?? [] };
    });
    const again = processOf(AGAIN, async (c) => {
      await c.gate('check');
      await c.complete('prepare');
      await c.end('DONE');
    });
    desks.push({ ...plainDesk(again), datasetsOf: ({ facts }: any) => facts?.datasetIds ?? [] });
    cases = await PlainCases.on(world, new Map([...desks, specialReviewGateDesk].map((desk) => [desk.process.definition.id, desk])));
  });

  const begin = async (rule: Rule, { facts = {}, datasets = [], prepared }: (typeof WRONG)[number][2]): Promise<string> => {
    const id = await cases.start(GATES[rule].id, { sensitive: false, ...facts, datasetIds: datasets.map(dataset) });
    if (prepared) await cases.decide(id, 'prepare', 'data-admin', 'DONE');
    return id;
  };
  const gate = async (id: string): Promise<{ status: string; blocked: readonly string[] | null }> => (await world.owner.query(`SELECT status, blocked FROM steps WHERE case_id = $1 AND key = 'check'`, [id])).rows[0];

  it.each(WRONG)('%s and %s: nobody takes the case past it', async (rule, _why, shown, then) => {
    const id = await begin(rule, shown);
    if (then === 'REFUSED') {
      expect(await world.caseRow(id)).toMatchObject({ status: 'CLOSED', outcome: 'REFUSED' });
      return;
    }
    expect(await gate(id)).toEqual({ status: 'OPEN', blocked: [rule] });
    // It is nobody's task, and an administrator who has it looked at again changes nothing.
    expect(await world.count('tasks t JOIN steps s ON s.id = t.step_id', `t.case_id = '${id}' AND s.key = 'check'`)).toBe(0);
    const again: Record<string, string> = {};
    for (const account of ACCOUNTS) again[account] = await codeOf(retry(cases.record, { personId: personId(account), caseId: id, reason: '请放行', idempotency: freshKey('/retry') }));
    expect(Object.keys(again).filter((account) => again[account] === 'taken').sort()).toEqual(['commission.process-admin-1', 'commission.process-admin-2']);
    await keepHouse(cases.record, SILENT);
    expect(await gate(id)).toEqual({ status: 'OPEN', blocked: [rule] });
    expect(await world.caseRow(id)).toMatchObject({ status: 'OPEN' });
  });

  it.each(RIGHT)('%s lets %j pass', async (rule, shown) => {
    expect(await gate(await begin(rule, shown))).toMatchObject({ status: 'SETTLED', blocked: null });
  });

  it('what was let pass is not given out while the data is graded again', async () => {
    const id = await cases.start(AGAIN.id, { sensitive: false, datasetIds: [dataset('FOLLOW-UP')] });
    expect(await gate(id)).toMatchObject({ status: 'SETTLED' });
    const grading = (status: string) => world.owner.query('UPDATE resources SET grading_status = $2 WHERE id = $1', [dataset('FOLLOW-UP'), status]);
    await grading('REGRADE_PENDING');
    const refused = await cases.decide(id, 'prepare', 'data-admin', 'DONE').catch((error: DomainError) => error);
    await grading('GRADED');
    expect(refused).toMatchObject({ code: 'GATE_FAILED', members: { gates: [{ id: 'G6' }] } });
    await cases.decide(id, 'prepare', 'data-admin', 'DONE');
    expect(await world.caseRow(id)).toMatchObject({ status: 'CLOSED', outcome: 'DONE' });
  });

  it('G13 is looked at again when a case has preserved the data, and when that is lifted', async () => {
    const id = await begin('G13', { datasets: ['FOLLOW-UP'] });
    await world.owner.query(`INSERT INTO preservations (id, case_id, resource_id, basis, held_at) VALUES (gen_random_uuid(), $1, $2, '倒查', clock_timestamp())`, [id, dataset('FOLLOW-UP')]);
    await cases.decide(id, 'prepare', 'data-admin', 'DONE');
    expect(await gate(id)).toEqual({ status: 'OPEN', blocked: ['G13'] });
    await world.owner.query('UPDATE preservations SET lifted_at = clock_timestamp() WHERE case_id = $1', [id]);
    await cases.record.actAsSystem({ by: LOCK_CASE, id }, (work) => work.passGates());
    expect(await gate(id)).toMatchObject({ status: 'SETTLED' });
  });

  it('G13 waits for the day until which the data has to be kept', async () => {
    await world.owner.query('UPDATE resources SET retain_until = $2 WHERE id = $1', [dataset('BED-OCCUPANCY'), dayFromNow(30)]);
    expect(await gate(await begin('G13', { datasets: ['BED-OCCUPANCY'], prepared: true }))).toEqual({ status: 'OPEN', blocked: ['G13'] });
  });
});
