import { startApi } from '@test/support/api';

describe('stopping the API', () => {
  it('answers what is under way, takes nothing new, and lets go of the database', async () => {
    const api = await startApi();
    const staff = await api.loginAs('hospital-a.staff-1');
    const runner = api.owner.createQueryRunner();
    await runner.startTransaction();
    await runner.query('LOCK TABLE drafts IN ACCESS EXCLUSIVE MODE');
    const underWay = staff.get('/drafts');
    const waiting = async (): Promise<boolean> => (await api.owner.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).length > 0;
    while (!(await waiting()));
    const closed = api.app.close();
    await runner.rollbackTransaction();
    expect((await underWay).status).toBe(200);
    await closed;
    await expect(staff.get('/drafts')).rejects.toThrow('fetch failed');
    expect(await runner.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'qingdun-api'`)).toEqual([]);
    await runner.release();
    await api.close();
  }, 20_000);
});
