import { Client } from 'pg';
import { INBOX_CHANNEL } from '@libs/notify/inbox';
import { spreadNotices } from '@libs/notify/spread';
import { recuse } from '@libs/record/acts/recusal-acts';
import { transfer } from '@libs/record/acts/task-acts';
import { person, SeatsWorld } from '@test/support/seats-world';
import { personId, RecordWorld } from '@test/support/record-world';

jest.setTimeout(120_000);

let seats: SeatsWorld;
let world: RecordWorld;
beforeAll(async () => {
  seats = await SeatsWorld.create();
  ({ world } = seats);
});
afterAll(() => seats.destroy());

const spreadAll = async (): Promise<void> => {
  while ((await spreadNotices(world.pool)) > 0);
};
/** Who was told what of a case, by account. */
const told = async (caseId: string): Promise<string[]> => {
  const { rows } = await world.owner.query<{ told: string }>(
    `SELECT n.kind || ' ' || p.account AS told FROM deliveries d JOIN notices n ON n.id = d.notice_id JOIN persons p ON p.id = d.person_id WHERE n.case_id = $1 AND d.channel = 'IN_APP' ORDER BY 1`,
    [caseId],
  );
  return rows.map((row) => row.told);
};

test('a position’s task is told to all who hold it now, of the right department, and to nobody else', async () => {
  const { id } = await world.start();
  const both = await seats.start('sequential');
  await spreadAll();
  expect(await told(id)).toEqual(['TASK_OPENED hospital-a.owner-cardiology']);
  expect(await told(both)).toEqual(['TASK_OPENED hospital-a.data-admin', 'TASK_OPENED hospital-a.data-admin-2']);
});

test('of several who could decide the others are told whose decision it was; who made it and who has stood back are not', async () => {
  const id = await seats.start('sequential');
  const task = await seats.seat(id, 'data-admin');
  await seats.decide(task, 'data-admin');
  const body = await seats.start('session');
  const [recusal] = [await seats.seat(body, 'ethics-6')];
  await recuse(seats.record, seats.on(recusal, 'ethics-6'));
  await seats.agree(body, 'session');
  await spreadAll();
  const others = async (caseId: string): Promise<string[]> => (await told(caseId)).filter((one) => one.startsWith('TASK_DECIDED_BY_OTHER')).map((one) => one.split(' hospital-a.')[1] ?? '');
  expect(await others(id)).toEqual(['data-admin-2']);
  expect(await others(body)).toEqual(['ethics-chair']);
});

test('a standing agent of a holder is told too, as far as the agency reaches, and no longer than it holds', async () => {
  const [agency] = (
    await world.owner.query<{ id: string }>(
      `INSERT INTO standing_agents (id, principal_id, agent_id, process_types, valid_from, valid_to, reason, appointed_by)
       VALUES (gen_random_uuid(), $1, $2, '{test-sequential}', now() - interval '1 hour', now() + interval '1 hour', '出差', $1) RETURNING id`,
      [person('data-admin'), person('security-auditor')],
    )
  ).rows;
  const reached = await seats.start('sequential');
  const { id: other } = await world.start();
  await world.decide(other, 'initialAssessment');
  await spreadAll();
  expect(await told(reached)).toContain('TASK_OPENED hospital-a.security-auditor');
  expect(await told(other)).not.toContain('TASK_OPENED hospital-a.security-auditor');
  await world.owner.query('UPDATE standing_agents SET valid_to = clock_timestamp() WHERE id = $1', [agency?.id]);
  const later = await seats.start('sequential');
  await spreadAll();
  expect(await told(later)).not.toContain('TASK_OPENED hospital-a.security-auditor');
});

test('those who have left the position, are active no more or have stood back are not told', async () => {
  const id = await seats.start('session');
  const task = await seats.seat(id, 'ethics-2');
  await recuse(seats.record, seats.on(task, 'ethics-2'));
  await world.owner.query('UPDATE persons SET active = false WHERE id = $1', [person('ethics-3')]);
  try {
    await spreadAll();
    const all = await told(id);
    expect(all).toContain('TASK_OPENED hospital-a.ethics-1');
    expect(all.filter((one) => /ethics-[23]$/.test(one))).toEqual([]);
  } finally {
    await world.owner.query('UPDATE persons SET active = true WHERE id = $1', [person('ethics-3')]);
  }
});

test('who stands in for somebody on a task is told with them, and of no other', async () => {
  await world.owner.query(`INSERT INTO standing_agents (id, principal_id, agent_id, valid_from, valid_to, reason, appointed_by) VALUES (gen_random_uuid(), $1, $2, now(), now() + interval '1 day', '出差', $1)`, [person('data-admin'), person('security-officer')]);
  const id = await seats.start('sequential');
  const { id: use } = await world.start();
  await spreadAll();
  const held = await seats.start('sequential');
  await transfer(seats.record, { ...seats.on(await seats.seat(held, 'data-admin-2'), 'data-admin-2'), to: person('data-admin') });
  await world.owner.query(`DELETE FROM notices WHERE case_id = $1 AND person_id IS NULL`, [held]);
  await spreadAll();
  await world.owner.query('DELETE FROM standing_agents');
  expect(await told(id)).toEqual(['data-admin', 'data-admin-2', 'security-officer'].map((account) => `TASK_OPENED hospital-a.${account}`));
  expect(await told(use)).toEqual(['TASK_OPENED hospital-a.owner-cardiology']);
  expect(await told(held)).toEqual(['data-admin', 'security-officer'].map((account) => `TASK_OPENED hospital-a.${account}`));
});

test('an empty seat is told to every process administrator and the district', async () => {
  const { rows } = await world.owner.query<{ id: string }>(`UPDATE assignments SET valid_to = clock_timestamp() WHERE position = 'UNIT_DATA_ADMINISTRATOR' AND org_id = (SELECT org_id FROM assignments WHERE person_id = $1 LIMIT 1) AND valid_to IS NULL RETURNING id`, [person('data-admin')]);
  try {
    const id = await seats.start('sequential');
    await spreadAll();
    const all = await told(id);
    expect(all).toEqual(expect.arrayContaining(['UNSTAFFED commission.process-admin-1', 'UNSTAFFED commission.process-admin-2']));
    expect(all.filter((one) => !one.startsWith('UNSTAFFED commission.'))).toEqual([]);
  } finally {
    await world.owner.query('UPDATE assignments SET valid_to = NULL WHERE id = ANY($1::uuid[])', [rows.map(({ id }) => id)]);
  }
});

test('many workers at once, again and again, deliver each message once', async () => {
  const ids = await Promise.all(Array.from({ length: 12 }, () => seats.start('session')));
  await Promise.all(Array.from({ length: 6 }, async () => {
    while ((await spreadNotices(world.pool, { limit: 5 })) > 0);
  }));
  await spreadAll();
  for (const id of ids) expect(await told(id)).toHaveLength(7);
  expect(await world.count('notices', 'spread_at IS NULL')).toBe(0);
  // A notice that was spread and forgotten, as after a restore, is told once all the same.
  await world.owner.query('UPDATE notices SET spread_at = NULL WHERE case_id = $1', [ids[0]]);
  await spreadAll();
  expect(await told(ids[0] ?? '')).toHaveLength(7);
});

test('those who look on are woken by their id and nothing else, once the deliveries stand', async () => {
  await spreadAll();
  const listener = new Client({ connectionString: world.database.appUrl });
  await listener.connect();
  const heard: (string | undefined)[] = [];
  await listener.query(`LISTEN ${INBOX_CHANNEL}`);
  const both = new Promise<void>((resolve) => listener.on('notification', ({ payload }) => heard.push(payload) === 2 && resolve()));
  await seats.start('sequential');
  await spreadAll();
  await both;
  await listener.end();
  expect(heard.sort()).toEqual([personId('hospital-a.data-admin'), personId('hospital-a.data-admin-2')].sort());
});
