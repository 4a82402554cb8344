import { Injectable } from '@nestjs/common';
import { CaseRecord } from '@libs/record/record';
import { visibleTo } from '@libs/record/scope';
import type { TaskLink } from '@libs/notify/signed-links';
import { UUID } from '../http/codes';

/** What the message itself says of a task. */
export interface LinkAbout {
  readonly number: string;
  readonly title: string;
  readonly dueAt: string | null;
}

const ABOUT = `SELECT c.number, c.title, to_json(t.due_at) AS "dueAt" FROM tasks t JOIN cases c ON c.id = t.case_id JOIN persons p ON p.id = $2 AND p.active WHERE t.id = $1 AND ${visibleTo('$2')}`;
const ID = new RegExp(`^${UUID}$`);

@Injectable()
export class LinkRepository {
  constructor(private readonly record: CaseRecord) {}

  /** Undefined where the recipient may not know of it any more. */
  async about({ taskId, personId }: TaskLink): Promise<LinkAbout | undefined> {
    const { rows } = await this.record.pool.query<LinkAbout>({ name: 'about-link', text: ABOUT, values: [taskId, personId] });
    return rows[0];
  }

  /** Of the data sets among these texts. */
  async namesAmong(texts: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const ids = texts.filter((text) => ID.test(text));
    if (ids.length === 0) return new Map();
    const { rows } = await this.record.pool.query<{ id: string; name: string }>({ name: 'names-in-link', text: 'SELECT id, name FROM resources WHERE id = ANY($1::uuid[])', values: [ids] });
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}
