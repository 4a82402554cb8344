/** The verbs that only the API has, at the moments of a step; those of the record are in test/integration/record/verbs. */
import { DESKS } from '@workflows/processes/desks';
import type { Answer } from '@test/support/api';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

const desk = DESKS.get('sensitive-data-use');
if (!desk) throw new Error('no desk of the use');
const { definition, story } = desk.process;
/** The use, with its secondary assessment open to decisions in bulk. */
const bulk = { ...definition.steps, secondaryAssessment: { ...definition.steps['secondaryAssessment'], bulk: true } } as typeof definition.steps;

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start({ desks: new Map([...DESKS, ['sensitive-data-use', { ...desk, process: { story, definition: { ...definition, steps: bulk } } }]]) });
});
afterAll(() => use?.api.close());

const [OWNER, OTHER] = ['data-admin', 'data-admin-2'];
const post = async (account: string, path: string, body?: object): Promise<Answer> => (await use.as(account)).post(path, body);

/** A case whose secondary assessment is open, which the owner sits on; then what is done to it. */
const MOMENTS: Readonly<Record<string, (id: string, taskId: string) => Promise<unknown>>> = {
  fresh: async () => undefined,
  claimed: (_, taskId) => post(OTHER, `/tasks/${taskId}/claim`, {}),
  delegated: (_, taskId) => post(OTHER, `/tasks/${taskId}/delegate`, { to: DELEGATE, reason: '请协助' }),
  settled: (id) => use.decide(id, 'secondaryAssessment', { account: OTHER }),
  returned: (id) => use.decide(id, 'secondaryAssessment', { account: OTHER, outcome: 'RETURN' }),
  recused: (_, taskId) => post(OWNER, `/tasks/${taskId}/recuse`, { reason: '与申请人有利害关系' }),
  held: (id) => post('designated-leader', `/cases/${id}/hold`, { reason: '核查' }),
  ended: (id) => post('staff-1', `/cases/${id}/withdraw`, { reason: '取消' }),
  stopped: (id) => use.api.owner.query(`UPDATE cases SET stopped = jsonb_build_object('reason', 'STORY', 'at', now()) WHERE id = $1`, [id]),
};
type Moment = 'fresh' | 'claimed' | 'delegated' | 'settled' | 'returned' | 'recused' | 'held' | 'ended' | 'stopped';
let DELEGATE = '';
beforeAll(async () => {
  DELEGATE = (await (await use.as('staff-3')).get('/me')).body.person.id;
});

interface Place {
  readonly id: string;
  readonly taskId: string;
  readonly decision: object;
}
const VERBS = {
  comment: async ({ id }: Place, account: string) => code(await post(account, `/cases/${id}/comments`, { text: '请补充批件' })),
  draft: async ({ taskId }: Place, account: string) => code(await (await use.as(account)).put(`/tasks/${taskId}/opinion-draft`, { outcome: 'APPROVE', opinion: '拟同意' })),
  async bulk({ taskId, decision }: Place, account: string) {
    const answer = await post(account, '/tasks/decisions', { items: [{ taskId, ...decision }] });
    const [item] = answer.body.items ?? [];
    return item === undefined ? code(answer) : (item.problem?.code ?? item.status);
  },
} as const;
const code = ({ status, body }: Answer): string | number => body.code ?? status;

type Cell = string | number;
const NOT_THEIRS = { outsider: 'NOT_ELIGIBLE', applicant: 'NOT_ELIGIBLE', stranger: 'NOT_FOUND' } as const;
const WHO = { outsider: 'owner-records', applicant: 'staff-1', stranger: 'centre-b.data-admin', administrator: 'commission.process-admin-1' } as const;
const TABLE: Readonly<Record<keyof typeof VERBS, { readonly at: Readonly<Record<Moment, Cell>>; readonly by: Readonly<Partial<Record<keyof typeof WHO, Cell>>>; readonly twice: Cell }>> = {
  // Whoever may know of a case may speak of it, at any time.
  comment: {
    at: { fresh: 201, claimed: 201, delegated: 201, settled: 201, returned: 201, recused: 'NOT_FOUND', held: 201, ended: 201, stopped: 201 },
    by: { outsider: 201, applicant: 201, administrator: 201, stranger: 'NOT_FOUND' },
    twice: 201,
  },
  // While the task is theirs to decide; in a stopped case too: nothing is decided by it.
  draft: {
    at: { fresh: 201, claimed: 'NOT_ELIGIBLE', delegated: 'NOT_ELIGIBLE', settled: 'ALREADY_DECIDED', returned: 'ALREADY_DECIDED', recused: 'NOT_FOUND', held: 'CASE_HELD', ended: 'CASE_CLOSED', stopped: 201 },
    by: { ...NOT_THEIRS, administrator: 'NOT_ELIGIBLE' },
    twice: 200,
  },
  // A bulk is decisions: each is refused as it would be by itself. Of what one may not know of there is no step that allows it.
  bulk: {
    at: { fresh: 200, claimed: 'NOT_ELIGIBLE', delegated: 'NOT_ELIGIBLE', settled: 'ALREADY_DECIDED', returned: 'ALREADY_DECIDED', recused: 'NOT_OFFERED', held: 'CASE_HELD', ended: 'CASE_CLOSED', stopped: 'CASE_STOPPED' },
    by: { ...NOT_THEIRS, stranger: 'NOT_OFFERED', administrator: 'NOT_ELIGIBLE' },
    twice: 'ALREADY_DECIDED',
  },
};

async function placeAt(moment: Moment): Promise<Place> {
  const id = await use.open();
  await use.advance(id, 'secondaryAssessment');
  const { taskId, body } = await use.decision(id, 'secondaryAssessment');
  await MOMENTS[moment]?.(id, taskId);
  return { id, taskId, decision: body };
}

describe.each(Object.keys(VERBS) as (keyof typeof VERBS)[])('%s', (verb) => {
  const { at, by, twice } = TABLE[verb];
  test.each(Object.entries(at) as [Moment, Cell][])('%s: %s', async (moment, expected) => {
    expect(await VERBS[verb](await placeAt(moment), OWNER)).toBe(expected);
  });
  test.each(Object.entries(by) as [keyof typeof WHO, Cell][])('by the %s: %s', async (who, expected) => {
    expect(await VERBS[verb](await placeAt('fresh'), WHO[who])).toBe(expected);
  });
  test('twice', async () => {
    const place = await placeAt('fresh');
    await VERBS[verb](place, OWNER);
    expect(await VERBS[verb](place, OWNER)).toBe(twice);
  });
});

test('what is offered of a case is a comment where nothing else is possible, and nothing to who stood back', async () => {
  const actions = async (id: string): Promise<string[]> => ((await use.view(id, OWNER)).allowedActions ?? []).map(({ action }: { action: string }) => action);
  const [stopped, ended, recused] = [await placeAt('stopped'), await placeAt('ended'), await placeAt('recused')];
  expect([await actions(stopped.id), await actions(ended.id), await actions(recused.id)]).toEqual([['comment'], ['comment'], []]);
});
