import { Injectable } from '@nestjs/common';
import { type Administration, ADMINISTRATORS, administratorInTheWay, type Tenure } from '@libs/domain/administrators';
import { positionFits } from '@libs/domain/position-fits';
import { POSITIONS, type OrganisationType, type PositionCode } from '@libs/domain/positions';
import { instantOf } from '@libs/forms/calendar-date';
import { holdsNow } from '@libs/persistence/holds-now';
import { positionCode } from '@libs/persistence/position-code';
import { DomainError, type FieldProblem } from '@libs/platform/errors/domain-error';
import { newId } from '@libs/record/changes';
import type { Answer, IdempotencyKey } from '@libs/record/idempotency';
import type { EntityManager } from 'typeorm';
import { mustAdminister } from '../administration/administrator-acts';
import { audit, type AuditAction } from '../audit/audit';
import { Authenticator } from '../auth/authenticator';
import type { PersonPrincipal } from '../auth/principal';
import { IdempotencyService } from '../idempotency/idempotency.service';
import { RefusedActs } from '../record/refused-acts';
import type { AppointRequest, EndMemberRequest, EndRequest, MemberRequest, ReplaceRequest } from './roster.dto';
import { RosterReader } from './roster.reader';
import { Succession, type Left } from './succession';

interface HeldAssignment {
  readonly id: string;
  readonly personId: string;
  readonly position: string;
  readonly orgId: string;
  readonly dept: string | null;
  readonly over: boolean;
}

interface Asked {
  readonly person: PersonPrincipal;
  readonly key: IdempotencyKey;
}

/** What was changed: for the audit, for what follows in open cases, and for the answer. */
interface Changed {
  readonly action: AuditAction;
  readonly orgId: string;
  readonly details: Readonly<Record<string, string>>;
  readonly left?: Left;
  readonly answer: Answer<unknown>;
}

const NOT_FOR_ONESELF = { id: 'administrator-appoints-others', title: '管理员不得为本人设定岗位或代理' };
const APART = { id: 'administrators-apart', title: '系统管理员、安全管理员、审计管理员不得由同一人担任' };
const problem = (path: string, code: string, zh: string, en: string): FieldProblem => ({ path, code, message: { zh, en } });
const invalid = (...errors: readonly FieldProblem[]): DomainError => new DomainError('FORM_INVALID', { errors });
const ENDED = { zh: '该任职已经终止。', en: 'It has ended already.' };

/**
 * Who holds what is kept by system administrators, and who is an administrator by security administrators; each change is
 * audited in its transaction. It counts from that instant on; what it means for open cases follows at once, case by case.
 */
@Injectable()
export class RosterKeeper {
  constructor(
    private readonly roster: RosterReader,
    private readonly idempotency: IdempotencyService,
    private readonly refused: RefusedActs,
    private readonly succession: Succession,
    private readonly authenticator: Authenticator,
  ) {}

  appoint(asked: Asked, request: AppointRequest): Promise<Answer<unknown>> {
    const { personId, orgCode, dept, documentNo } = request;
    return this.keep(asked, { action: 'APPOINT', about: { personId }, reason: request.reason, gains: personId, duty: () => Promise.resolve(dutyFor(positionCode(request.position))) }, async (manager, reason) => {
      const position = positionCode(request.position);
      const [org] = await manager.query<{ id: string; type: OrganisationType }[]>('SELECT id, type FROM organisations WHERE code = $1', [orgCode]);
      if (!org) throw invalid(problem('orgCode', 'NOT_IN_LIST', '没有此单位', 'No such organisation'));
      if (!positionFits(position, org.type)) throw invalid(problem('position', 'NOT_IN_LIST', '该单位没有此岗位', 'The organisation has no such position'));
      if (position === 'UNIT_BUSINESS_OWNER' && dept === undefined) throw invalid(problem('dept', 'REQUIRED', '业务部门负责人须指明部门', 'A business owner is one of a department'));
      const term = await termOf(manager, request);
      await mustBeFree(manager, { personId, position, orgId: org.id, dept: dept ?? null });
      await mustBeApart(manager, personId, { position, from: term.from.getTime(), to: term.to?.getTime() ?? null });
      const id = newId();
      await insert(manager, { id, personId, position, orgId: org.id, dept: dept ?? null, documentNo: documentNo ?? null, ...term });
      return { action: 'ASSIGNMENT_BEGUN', orgId: org.id, details: { assignmentId: id, personId, position, reason }, answer: await this.answer(manager, id) };
    });
  }

  end(asked: Asked, id: string, request: EndRequest): Promise<Answer<unknown>> {
    return this.keep(asked, { action: 'END_ASSIGNMENT', about: { assignmentId: id }, reason: request.reason, duty: (manager) => dutyOf(manager, id) }, async (manager, reason) => {
      const held = await mustHold(manager, id);
      await endNow(manager, id);
      const { personId, position, orgId } = held;
      return { action: 'ASSIGNMENT_ENDED', orgId, details: { assignmentId: id, personId, position, reason }, left: {}, answer: await this.answer(manager, id, 200) };
    });
  }

  /** The end of one and the beginning of the other are one instant: the seat is never empty. */
  replace(asked: Asked, id: string, request: ReplaceRequest): Promise<Answer<unknown>> {
    const { personId, documentNo } = request;
    return this.keep(asked, { action: 'REPLACE_ASSIGNMENT', about: { assignmentId: id, personId }, reason: request.reason, gains: personId, duty: (manager) => dutyOf(manager, id) }, async (manager, reason) => {
      const held = await mustHold(manager, id);
      const { orgId, dept } = held;
      const position = positionCode(held.position);
      await mustBeFree(manager, { personId, position, orgId, dept });
      const at = await endNow(manager, id);
      await mustBeApart(manager, personId, { position, from: at.getTime(), to: null });
      const successor = newId();
      await insert(manager, { id: successor, personId, position, orgId, dept, documentNo: documentNo ?? null, from: at, to: null });
      const details = { assignmentId: id, personId: held.personId, position, successor: personId, successorAssignmentId: successor, reason };
      return { action: 'ASSIGNMENT_REPLACED', orgId, details, left: { successor: { personId, position, orgId, dept } }, answer: await this.answer(manager, successor) };
    });
  }

  addMember(asked: Asked, bodyId: string, request: MemberRequest): Promise<Answer<unknown>> {
    const { personId, chair = false } = request;
    return this.keep(asked, { action: 'ADD_MEMBER', about: { bodyId, personId }, reason: request.reason, gains: personId }, async (manager, reason) => {
      const orgId = await orgOfBody(manager, bodyId);
      await mustWorkAt(manager, personId, orgId);
      const [row] = await manager.query<unknown[]>(
        `INSERT INTO body_members (body_id, person_id, chair, valid_from) SELECT $1, $2, $3, clock_timestamp()
         WHERE NOT EXISTS (SELECT FROM body_members m WHERE m.body_id = $1 AND m.person_id = $2 AND (m.valid_to IS NULL OR m.valid_to > clock_timestamp())) RETURNING person_id`,
        [bodyId, personId, chair],
      );
      if (row === undefined) throw invalid(problem('personId', 'DUPLICATE', '该人员已是委员', 'This person is a member already'));
      return { action: 'MEMBER_ADDED', orgId, details: { bodyId, personId, reason }, answer: { status: 200, body: await this.roster.body(manager, bodyId) } };
    });
  }

  endMember(asked: Asked, bodyId: string, request: EndMemberRequest): Promise<Answer<unknown>> {
    const { personId } = request;
    return this.keep(asked, { action: 'END_MEMBER', about: { bodyId, personId }, reason: request.reason }, async (manager, reason) => {
      const orgId = await orgOfBody(manager, bodyId);
      const [, count] = await manager.query<[unknown[], number]>(
        `UPDATE body_members m SET valid_to = greatest(clock_timestamp(), valid_from + interval '1 microsecond') WHERE m.body_id = $1 AND m.person_id = $2 AND (m.valid_to IS NULL OR m.valid_to > clock_timestamp())`,
        [bodyId, personId],
      );
      if (count === 0) throw new DomainError('NOT_OFFERED', { detail: ENDED });
      return { action: 'MEMBER_ENDED', orgId, details: { bodyId, personId, reason }, left: {}, answer: { status: 200, body: await this.roster.body(manager, bodyId) } };
    });
  }

  /** @throws DomainError NOT_ELIGIBLE, SEPARATION_OF_DUTIES where an administrator would gain by it, REASON_REQUIRED, and what `change` throws */
  private async keep(
    { person, key }: Asked,
    { action, about, reason, gains, duty = () => Promise.resolve('KEEP_ROSTER') }: { readonly action: string; readonly about: Readonly<Record<string, string>>; readonly reason?: string; readonly gains?: string; readonly duty?: (manager: EntityManager) => Promise<Administration> },
    change: (manager: EntityManager, reason: string) => Promise<Changed>,
  ): Promise<Answer<unknown>> {
    let left: Left | undefined;
    const answer = await this.refused.audited({ action, personId: person.personId, details: about }, () =>
      this.idempotency.run({ ...key, callerId: person.personId }, async (manager) => {
        await mustAdminister(manager, person, await duty(manager));
        if (gains === person.personId) throw new DomainError('SEPARATION_OF_DUTIES', { members: { rule: NOT_FOR_ONESELF } });
        const stated = reason?.trim();
        const changed = await change(manager, stated ?? '');
        if (!stated) throw new DomainError('REASON_REQUIRED');
        await audit(manager, { action: changed.action, actorKind: 'PERSON', actorId: person.personId, orgId: changed.orgId, details: changed.details });
        ({ left } = changed);
        return changed.answer;
      }),
    );
    this.authenticator.forgetAll();
    if (left) await this.succession.follow(left);
    return answer;
  }

  private async answer(manager: EntityManager, id: string, status = 201): Promise<Answer<unknown>> {
    return { status, body: await this.roster.assignment(manager, id), ...(status === 201 && { location: `/api/v1/assignments/${id}` }) };
  }
}

interface NewAssignment {
  readonly id: string;
  readonly personId: string;
  readonly position: PositionCode;
  readonly orgId: string;
  readonly dept: string | null;
  readonly documentNo: string | null;
  readonly from: Date;
  readonly to: Date | null;
}

const insert = (manager: EntityManager, { id, personId, position, orgId, dept, documentNo, from, to }: NewAssignment): Promise<unknown> =>
  manager.query('INSERT INTO assignments (id, person_id, position, org_id, dept, document_no, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [id, personId, position, orgId, dept, documentNo, from, to]);

/** Ends it now; one that is to begin never does. Returns the instant, which does not belong to it. */
async function endNow(manager: EntityManager, id: string): Promise<Date> {
  const [rows] = await manager.query<[{ at: Date }[], number]>(`UPDATE assignments SET valid_to = greatest(date_trunc('milliseconds', clock_timestamp()), valid_from + interval '1 millisecond') WHERE id = $1 RETURNING valid_to AS at`, [id]);
  const [row] = rows;
  if (!row) throw new Error(`no assignment ${id}`);
  return row.at;
}

/** @throws DomainError NOT_FOUND, NOT_OFFERED where it is over */
async function mustHold(manager: EntityManager, id: string): Promise<HeldAssignment> {
  const [held] = await manager.query<HeldAssignment[]>(
    `SELECT a.id, a.person_id AS "personId", a.position, a.org_id AS "orgId", a.dept, coalesce(a.valid_to <= clock_timestamp(), false) AS over FROM assignments a WHERE a.id = $1 FOR NO KEY UPDATE`,
    [id],
  );
  if (!held) throw new DomainError('NOT_FOUND');
  if (held.over) throw new DomainError('NOT_OFFERED', { detail: ENDED });
  return held;
}

/** @throws DomainError FORM_INVALID unless this person is active and does not hold the position already, or is about to */
async function mustBeFree(manager: EntityManager, { personId, position, orgId, dept }: Pick<NewAssignment, 'personId' | 'position' | 'orgId' | 'dept'>): Promise<void> {
  const [row] = await manager.query<{ held: boolean }[]>(
    `SELECT EXISTS (SELECT FROM assignments a WHERE a.person_id = p.id AND a.position = $2 AND a.org_id = $3 AND a.dept IS NOT DISTINCT FROM $4 AND (a.valid_to IS NULL OR a.valid_to > clock_timestamp())) AS held
     FROM persons p WHERE p.id = $1 AND p.active FOR NO KEY UPDATE OF p`,
    [personId, position, orgId, dept],
  );
  if (!row) throw invalid(problem('personId', 'NOT_FOUND', '没有此在册人员', 'No such active person'));
  if (row.held) throw invalid(problem('personId', 'DUPLICATE', '该人员已任此岗位', 'This person holds the position already'));
}

/** Administrators are appointed by one who keeps no roster, and the roster is kept by one who appoints none of them. */
const dutyFor = (position: PositionCode): Administration => (POSITIONS[position].scope === 'SYSTEM' ? 'APPOINT_ADMINISTRATORS' : 'KEEP_ROSTER');

async function dutyOf(manager: EntityManager, assignmentId: string): Promise<Administration> {
  const [row] = await manager.query<{ position: string }[]>('SELECT position FROM assignments WHERE id = $1', [assignmentId]);
  return row ? dutyFor(positionCode(row.position)) : 'KEEP_ROSTER';
}

/** @throws DomainError SEPARATION_OF_DUTIES where this person holds another of the three administrators' roles at that time; they are locked by `mustBeFree` */
async function mustBeApart(manager: EntityManager, personId: string, wanted: Tenure): Promise<void> {
  const rows = await manager.query<{ position: string; from: Date; to: Date | null }[]>('SELECT position, valid_from AS "from", valid_to AS "to" FROM assignments WHERE person_id = $1 AND position = ANY ($2)', [personId, ADMINISTRATORS]);
  const held = rows.map(({ position, from, to }) => ({ position: positionCode(position), from: from.getTime(), to: to?.getTime() ?? null }));
  if (administratorInTheWay(wanted, held)) throw new DomainError('SEPARATION_OF_DUTIES', { members: { rule: APART }, detail: { zh: `${APART.title}。`, en: 'One person cannot be two of system, security and audit administrator.' } });
}

/** @throws DomainError FORM_INVALID unless this person is active and holds something there now */
async function mustWorkAt(manager: EntityManager, personId: string, orgId: string): Promise<void> {
  const rows = await manager.query<unknown[]>(`SELECT FROM persons p WHERE p.id = $1 AND p.active AND EXISTS (SELECT FROM assignments a WHERE a.person_id = p.id AND a.org_id = $2 AND ${holdsNow('a')}) FOR NO KEY UPDATE`, [personId, orgId]);
  if (rows.length === 0) throw invalid(problem('personId', 'NOT_ELIGIBLE', '该人员目前不在此单位任职', 'This person holds no position in the organisation'));
}

async function orgOfBody(manager: EntityManager, bodyId: string): Promise<string> {
  const [body] = await manager.query<{ org_id: string }[]>('SELECT org_id FROM bodies WHERE id = $1', [bodyId]);
  if (!body) throw new DomainError('NOT_FOUND');
  return body.org_id;
}

/** @throws DomainError FORM_INVALID */
async function termOf(manager: EntityManager, { validFrom, validTo }: Pick<AppointRequest, 'validFrom' | 'validTo'>): Promise<{ readonly from: Date; readonly to: Date | null }> {
  const [clock] = await manager.query<{ now: Date }[]>(`SELECT date_trunc('milliseconds', clock_timestamp()) AS now`);
  const now = clock?.now.getTime() ?? 0;
  const from = validFrom === undefined ? now : instantOf(validFrom);
  const to = validTo === undefined ? null : instantOf(validTo);
  const NO_DATE = ['NOT_A_DATE', '不是存在的时刻', 'Not an existing instant'] as const;
  if (from === undefined) throw invalid(problem('validFrom', ...NO_DATE));
  if (to === undefined) throw invalid(problem('validTo', ...NO_DATE));
  // What was decided before stays decided by who held the seat then: nobody is appointed backwards.
  if (from < now) throw invalid(problem('validFrom', 'TOO_EARLY', '不得早于现在', 'Not before now'));
  if (to !== null && to <= from) throw invalid(problem('validTo', 'TOO_EARLY', '须晚于起始时刻', 'Must be later than the beginning'));
  return { from: new Date(from), to: to === null ? null : new Date(to) };
}
