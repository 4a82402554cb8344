import type { Definition } from '@workflows/kit/definition';
import { processFor } from '@workflows/processes';
import { objectOf } from '../json-file';
import { ProblemError, type Json, type Sessions } from './client';
import { listOf, textOf } from './json';
import { accountOf, holders } from './people';
import { COMMISSION } from '@libs/persistence/seed/demo/district';

/** A case of the demonstration, looked at by whoever may see it. */
export class WalkedCase {
  readonly definition: Definition;
  /** Linked cases that a walk has already gone. */
  readonly gone = new Set<string>();
  private readers: readonly string[];

  constructor(
    readonly sessions: Sessions,
    readonly id: string,
    { processType, starter }: { readonly processType: string; readonly starter: string },
  ) {
    this.definition = processFor(processType).definition;
    this.readers = [starter, ...holders('DISTRICT_INFO_DEPT', COMMISSION.code), ...holders('PROCESS_ADMINISTRATOR', COMMISSION.code)];
  }

  async view(): Promise<Json> {
    const [reader, ...others] = this.readers;
    if (reader === undefined) throw new Error(`nobody of the demonstration sees the case ${this.id}`);
    try {
      return await this.sessions.of(reader).get(`/cases/${this.id}`);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'NOT_FOUND') throw error;
      this.readers = others;
      return this.view();
    }
  }

  /** The audit events of the case, oldest first. */
  async events(): Promise<Json[]> {
    await this.view();
    const session = this.sessions.of(this.readers[0] ?? '');
    const found: Json[] = [];
    for (let cursor = ''; ; ) {
      const page = await session.get(`/cases/${this.id}/events?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      found.push(...listOf(page['items']));
      cursor = textOf(page['nextCursor']);
      if (cursor === '') return found;
    }
  }

  /** Who applied, by account; nobody where the clock began it. */
  async applicant(): Promise<string | undefined> {
    return accountOf((await this.view())['applicant']);
  }
}

/** Steps of a key that people can decide now, corrections by the key of their review. */
export const openSteps = (view: Json, key: string): Json[] => listOf(view['steps']).filter((step) => step['key'] === key && step['status'] === 'OPEN' && nextTask(step) !== undefined);

/** The first task of a step that waits for nobody else's. */
export const nextTask = (step: Json): Json | undefined => listOf(step['tasks']).find((task) => task['status'] === 'OPEN' && task['waiting'] !== true);

/** The newest grant that has not ended. */
export const livingGrant = (view: Json, key?: string): Json | undefined => listOf(view['grants']).findLast((grant) => grant['status'] !== 'ENDED' && (key === undefined || grant['key'] === key));

/** What a case looks like, for the message of a walk that cannot go on. */
export const standing = (view: Json): string =>
  `${textOf(view['number'])} ${textOf(view['status'])} ${textOf(view['outcome'])}, open: ${listOf(view['steps']).filter(({ status }) => status === 'OPEN').map(({ key, blockedBy }) => `${textOf(key)}${blockedBy === undefined ? '' : ` blocked by ${listOf(blockedBy).map(({ id }) => textOf(id)).join(' ')}`}`).join(', ') || 'nothing'}${view['stopped'] === undefined ? '' : `, stopped: ${JSON.stringify(objectOf(view['stopped']))}`}`;
