import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface DraftedOpinion {
  readonly outcome?: string;
  readonly opinion?: string;
  readonly evidence?: Readonly<Record<string, unknown>>;
}
export interface OpinionDraft extends DraftedOpinion {
  readonly taskId: string;
  readonly updatedAt: Date;
}

interface Row {
  readonly body: DraftedOpinion;
  readonly updatedAt: Date;
}

/** Drafts of opinions; every statement names the owner. They end with their task, by a trigger. */
@Injectable()
export class OpinionDraftRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Undefined where the task is open no more: the lock lets it not end meanwhile. `created` tells a new one from a replaced one. */
  async put(taskId: string, personId: string, body: DraftedOpinion): Promise<{ readonly draft: OpinionDraft; readonly created: boolean } | undefined> {
    const [row] = await this.dataSource.query<(Row & { created: boolean })[]>(
      `WITH open AS (SELECT id FROM tasks WHERE id = $1 AND status = 'OPEN' FOR SHARE)
       INSERT INTO opinion_drafts (task_id, person_id, body) SELECT id, $2::uuid, $3::jsonb FROM open
       ON CONFLICT (task_id, person_id) DO UPDATE SET body = excluded.body, updated_at = clock_timestamp()
       RETURNING body, updated_at AS "updatedAt", xmax = 0 AS created`,
      [taskId, personId, JSON.stringify(body)],
    );
    return row && { draft: { taskId, ...row.body, updatedAt: row.updatedAt }, created: row.created };
  }

  async get(taskId: string, personId: string): Promise<OpinionDraft | undefined> {
    const [row] = await this.dataSource.query<Row[]>('SELECT body, updated_at AS "updatedAt" FROM opinion_drafts WHERE task_id = $1 AND person_id = $2', [taskId, personId]);
    return row && { taskId, ...row.body, updatedAt: row.updatedAt };
  }

  /** Whether there was one. */
  async delete(taskId: string, personId: string): Promise<boolean> {
    const [, count] = await this.dataSource.query<[unknown[], number]>('DELETE FROM opinion_drafts WHERE task_id = $1 AND person_id = $2', [taskId, personId]);
    return count > 0;
  }
}
