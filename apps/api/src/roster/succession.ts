import { Inject, Injectable } from '@nestjs/common';
import { failureKind } from '@libs/platform/logging/failure-kind';
import type { Logger } from '@libs/platform/logging/logger';
import { casesBehindRoster, casesOfSeat, followRoster, type Successor } from '@libs/record/acts/succession';
import { CaseRecord } from '@libs/record/record';
import { LOGGER } from '../platform/logger.token';

/** Somebody has left a seat. */
export interface Left {
  readonly successor?: Successor;
}

/** 接任 in open cases, right after a change of the roster. What fails here the worker's housekeeping finds. */
@Injectable()
export class Succession {
  constructor(
    private readonly record: CaseRecord,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async follow({ successor }: Left): Promise<void> {
    const later = (error: unknown, about?: { readonly caseId: string }): void => this.logger.warn({ ...about, failure: failureKind(error) }, 'succession waits for housekeeping');
    const cases = await this.concerned(successor).catch((error: unknown) => (later(error), new Set<string>()));
    for (const caseId of cases) await followRoster(this.record, caseId, successor).catch((error: unknown) => later(error, { caseId }));
  }

  private async concerned(successor: Successor | undefined): Promise<ReadonlySet<string>> {
    const { pool } = this.record;
    return new Set([...(successor ? await casesOfSeat(pool, successor) : []), ...(await casesBehindRoster(pool))]);
  }
}
