import { ADMINISTRATORS } from '@libs/domain/administrators';
import { createDatabase, type TestDatabase } from '@test/support/stack/databases';
import { Client } from 'pg';
import { until } from '../../../apps/standalone/src/pause';
import { withClient } from '../../../apps/standalone/src/postgres';

jest.setTimeout(60_000);

const APART = { code: '23P01', constraint: 'assignments_administrators_apart' };

describe('the three administrators in the database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    await withClient(database.ownerUrl, (client) => client.query(`INSERT INTO organisations (id, code, name, type) VALUES (gen_random_uuid(), 'QP-X', 'x', 'DISTRICT_COMMISSION')`));
  });
  afterAll(() => database.drop());

  const asApp = <T>(use: (client: Client) => Promise<T>): Promise<T> => withClient(database.appUrl, use);
  const somebody = async (client: Client): Promise<string> =>
    (await client.query<{ id: string }>(`INSERT INTO persons (id, name, account) VALUES (gen_random_uuid(), 'x', gen_random_uuid()::text) RETURNING id`)).rows[0]?.id ?? '';
  const assign = async (client: Client, person: string, position: string, from = '2026-01-01', to: string | null = null): Promise<string> => {
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO assignments (id, person_id, position, org_id, valid_from, valid_to) SELECT gen_random_uuid(), $1, $2, id, $3, $4 FROM organisations WHERE code = 'QP-X' RETURNING id`,
      [person, position, from, to],
    );
    return rows[0]?.id ?? '';
  };

  it.each(ADMINISTRATORS.flatMap((one) => ADMINISTRATORS.filter((other) => other !== one).map((other) => [one, other])))('%s and %s are not given to one person', async (one, other) => {
    await asApp(async (client) => {
      const person = await somebody(client);
      await assign(client, person, one);
      await expect(assign(client, person, other)).rejects.toMatchObject(APART);
      await assign(client, await somebody(client), other);
    });
  });

  it('a role may follow another, and neither be lengthened nor changed into it', async () => {
    await asApp(async (client) => {
      const person = await somebody(client);
      const first = await assign(client, person, 'SYSTEM_ADMINISTRATOR', '2026-01-01', '2026-02-01');
      await assign(client, person, 'AUDIT_ADMINISTRATOR', '2026-02-01');
      await expect(client.query(`UPDATE assignments SET valid_to = '2026-02-02' WHERE id = $1`, [first])).rejects.toMatchObject(APART);
      const plain = await assign(client, person, 'PROCESS_ADMINISTRATOR');
      await expect(client.query(`UPDATE assignments SET position = 'SECURITY_ADMINISTRATOR' WHERE id = $1`, [plain])).rejects.toMatchObject(APART);
    });
  });

  it('not in one statement, and not by two at once either', async () => {
    const person = await asApp(somebody);
    const both = `INSERT INTO assignments (id, person_id, position, org_id, valid_from)
      SELECT gen_random_uuid(), $1, p, o.id, now() FROM organisations o, unnest(ARRAY['SYSTEM_ADMINISTRATOR','AUDIT_ADMINISTRATOR']) p WHERE o.code = 'QP-X'`;
    await expect(asApp((client) => client.query(both, [person]))).rejects.toMatchObject(APART);
    const [one, other] = [new Client({ connectionString: database.appUrl }), new Client({ connectionString: database.appUrl })];
    await Promise.all([one.connect(), other.connect()]);
    try {
      await one.query('BEGIN');
      await assign(one, person, 'SYSTEM_ADMINISTRATOR');
      const second = assign(other, person, 'AUDIT_ADMINISTRATOR').then(() => 'taken', (error: unknown) => error);
      const waits = async (): Promise<boolean> => (await asApp((client) => client.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`))).rowCount === 1;
      expect(await until(waits, 10_000)).toBe(true);
      await one.query('COMMIT');
      expect(await second).toMatchObject(APART);
    } finally {
      await Promise.all([one.end(), other.end()]);
    }
  });
});
