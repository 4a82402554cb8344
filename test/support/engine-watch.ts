/** What the engine has of the cases of a stack, seen from outside. */
import { setTimeout as wait } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { Pool } from 'pg';
import type { History } from './history-scan';
import { WHERE_QUERY, type Whereabouts } from '@libs/contracts/engine';

export class EngineWatch {
  private constructor(
    private readonly connection: Connection,
    readonly client: Client,
    readonly owner: Pool,
  ) {}

  static async open(address: string, ownerUrl: string): Promise<EngineWatch> {
    const connection = await Connection.connect({ address });
    const owner = new Pool({ connectionString: ownerUrl, max: 4 });
    // A server that is killed on purpose ends idle connections: the next query opens a new one.
    owner.on('error', () => undefined);
    return new EngineWatch(connection, new Client({ connection }), owner);
  }

  async close(): Promise<void> {
    await this.owner.end();
    await this.connection.close();
  }

  async run(caseId: string): Promise<{ readonly runId: string; readonly status: string } | undefined> {
    try {
      const { runId, status } = await this.client.workflow.getHandle(caseId).describe();
      return { runId, status: status.name };
    } catch {
      return undefined;
    }
  }

  /** A run that ended by itself, as against one that was ended. */
  async untilEnded(caseId: string, timeoutMs: number): Promise<void> {
    await until(() => this.run(caseId), (run) => run?.status === 'COMPLETED', timeoutMs, `the end of ${caseId}`);
  }

  async history(caseId: string): Promise<History> {
    return this.client.workflow.getHandle(caseId).fetchHistory();
  }

  async where(caseId: string): Promise<Whereabouts> {
    return this.client.workflow.getHandle(caseId).query<Whereabouts>(WHERE_QUERY);
  }

  async row<T>(sql: string, values: unknown[] = []): Promise<T> {
    const { rows } = await this.owner.query(sql, values);
    return rows[0] as T;
  }

  /** Every open case has a running workflow that has been told everything; every closed one has none that runs. */
  async agrees(caseIds: readonly string[]): Promise<string | undefined> {
    for (const id of caseIds) {
      const { status, seq, journal_digest } = await this.row<{ status: string; seq: number; journal_digest: string }>('SELECT status, seq, journal_digest FROM cases WHERE id = $1', [id]);
      const run = await this.run(id);
      if (status === 'CLOSED') {
        if (run?.status === 'RUNNING') return `${id} is closed and its workflow runs`;
        continue;
      }
      if (run?.status !== 'RUNNING') return `${id} is open and its workflow is ${run?.status ?? 'missing'}`;
      const where = await this.where(id).catch((error: Error) => error);
      if (where instanceof Error) return `${id}: ${where.message}`;
      if (where.seq !== seq || where.journalDigest !== journal_digest) return `${id} stands at ${seq}, its workflow at ${where.seq}`;
      if (where.toldDifferently) return `${id} was told differently`;
    }
    return undefined;
  }

  async untilAgrees(caseIds: readonly string[], timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const difference = await this.agrees(caseIds).catch((error: Error) => error.message);
      if (difference === undefined) return;
      if (Date.now() > deadline) throw new Error(difference);
      await wait(500);
    }
  }
}

/** Asks again until the answer satisfies; an outage in between is no answer. */
export async function until<T>(ask: () => Promise<T>, satisfies: (answer: T) => boolean, timeoutMs: number, what: string): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined && satisfies(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: ${JSON.stringify(answer)}`);
    await wait(250);
  }
}
