import { Injectable } from '@nestjs/common';
import { digestOf } from '@libs/domain/digests';
import { DomainError, type FieldProblem } from '@libs/platform/errors/domain-error';
import type { Answer } from '@libs/record/idempotency';
import type { Counts, RosterChange } from '@libs/roster/changes';
import { applyImport, previewImport, type RosterPreview } from '@libs/roster/import';
import { readTables, type SentTables } from '@libs/roster/read-tables';
import { holdsPosition } from '@libs/roster/standing';
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { audit } from '../audit/audit';
import { Authenticator } from '../auth/authenticator';
import type { PersonPrincipal } from '../auth/principal';
import type { IdempotencyScope } from '../idempotency/idempotency-key';
import { IdempotencyService } from '../idempotency/idempotency.service';

const KEEPER = 'SYSTEM_ADMINISTRATOR';
const MAX_SHOWN = 500;
const MAX_PROBLEMS = 200;

export interface ImportPreview {
  readonly digest: string;
  readonly counts: Counts;
  readonly changes: readonly RosterChange[];
  /** Changes beyond those that are shown. */
  readonly more: number;
}

export interface ImportRequest {
  readonly tables: SentTables;
  readonly endMissing: boolean;
}

/** Tables of organisations, people, assignments and members of bodies, brought in by system administrators. */
@Injectable()
export class RosterImportService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly idempotency: IdempotencyService,
    private readonly authenticator: Authenticator,
  ) {}

  /** Before anything is read of what they send. Throws `NOT_ELIGIBLE`, audited, for everybody but system administrators. */
  async mustKeep({ personId }: PersonPrincipal): Promise<void> {
    if (!(await holdsPosition(this.dataSource.manager, personId, KEEPER))) throw await this.refused(personId);
  }

  /** What would be done. Throws `FORM_INVALID` with every wrong line. */
  async preview({ account }: PersonPrincipal, { tables, endMissing }: ImportRequest): Promise<ImportPreview> {
    const wanted = readable(tables);
    const planned = await this.dataSource.transaction('REPEATABLE READ', (manager) => previewImport(manager, wanted, { endMissing, importer: account }));
    mustBeSound(planned.problems);
    const { digest, counts, changes } = planned;
    return { digest, counts, changes: changes.slice(0, MAX_SHOWN), more: Math.max(0, changes.length - MAX_SHOWN) };
  }

  /** Does what was seen in a preview, in one transaction. Throws `STALE_CONTENT` where it would be something else by now. */
  async apply({ personId, account }: PersonPrincipal, scope: IdempotencyScope, { tables, endMissing, seenDigest }: ImportRequest & { readonly seenDigest: string }): Promise<Answer<unknown>> {
    const wanted = readable(tables);
    const sent = Object.entries(tables).map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]);
    const request = { ...scope, callerId: personId, bodyDigest: digestOf({ endMissing, seenDigest, sent: Object.fromEntries(sent) }) };
    const answer = await this.idempotency.run(request, async (manager) => {
      if (!(await holdsPosition(manager, personId, KEEPER))) throw await this.refused(personId);
      const options = { endMissing, importer: account, source: 'CSV', by: { actorKind: 'PERSON', actorId: personId } } as const;
      const { digest, counts } = await applyImport(manager, wanted, options, (planned) => mustBeSeen(planned, seenDigest));
      return { status: 200, body: { digest, counts } };
    });
    // Who holds what is remembered for a few seconds.
    this.authenticator.forgetAll();
    return answer;
  }

  /** With a connection of its own: what is refused is rolled back, and the attempt stays. */
  private async refused(actorId: string): Promise<DomainError> {
    await audit(this.dataSource.manager, { action: 'ROSTER_IMPORTED', actorKind: 'PERSON', actorId, refused: 'NOT_ELIGIBLE' });
    return new DomainError('NOT_ELIGIBLE');
  }
}

function readable(tables: SentTables): ReturnType<typeof readTables>['wanted'] {
  const { wanted, problems } = readTables(tables);
  mustBeSound(problems);
  return wanted;
}

function mustBeSound(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw new DomainError('FORM_INVALID', { errors: problems.slice(0, MAX_PROBLEMS) });
}

function mustBeSeen({ problems, changes, digest }: RosterPreview, seenDigest: string): void {
  mustBeSound(problems);
  if (changes.length > 0 && digest !== seenDigest) throw new DomainError('STALE_CONTENT', { members: { digest } });
}
