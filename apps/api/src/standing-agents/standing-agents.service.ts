import { Injectable } from '@nestjs/common';
import { instantOf } from '@libs/forms/calendar-date';
import { DomainError, type FieldProblem } from '@libs/platform/errors/domain-error';
import { newId } from '@libs/record/changes';
import type { Answer, IdempotencyKey } from '@libs/record/idempotency';
import { CaseRecord } from '@libs/record/record';
import { holdsPosition } from '@libs/roster/standing';
import { audit } from '../audit/audit';
import type { PersonPrincipal } from '../auth/principal';
import { IdempotencyService } from '../idempotency/idempotency.service';
import { RefusedActs } from '../record/refused-acts';
import { type NewStandingAgent, type Pair, type StandingAgent, StandingAgentRepository } from './standing-agent.repository';
import type { EndStandingAgentRequest, StandingAgentRequest } from './standing-agents.dto';

const KEEPER = 'SYSTEM_ADMINISTRATOR';
const isKeeper = ({ assignments }: PersonPrincipal): boolean => assignments.some(({ position }) => position === KEEPER);
const problem = (path: string, code: string, zh: string, en: string): FieldProblem => ({ path, code, message: { zh, en } });
const NOT_FOR_ONESELF = { id: 'administrator-appoints-others', title: '系统管理员不得为本人设定岗位或代理' };

/** 代理: appointed by whoever is stood in for, or by a system administrator, and ended by either or by the agent. */
@Injectable()
export class StandingAgentsService {
  constructor(
    private readonly record: CaseRecord,
    private readonly agents: StandingAgentRepository,
    private readonly idempotency: IdempotencyService,
    private readonly refused: RefusedActs,
  ) {}

  /** @throws DomainError NOT_ELIGIBLE, SEPARATION_OF_DUTIES, FORM_INVALID, REASON_REQUIRED */
  appoint(person: PersonPrincipal, request: StandingAgentRequest, key: IdempotencyKey): Promise<Answer<unknown>> {
    const principalId = request.principalId ?? person.personId;
    return this.refused.audited({ action: 'APPOINT_AGENT', personId: person.personId, details: { principalId, agentId: request.agentId } }, () =>
      this.idempotency.run({ ...key, callerId: person.personId }, async (manager) => {
        if (principalId !== person.personId && !(await holdsPosition(manager, person.personId, KEEPER))) throw new DomainError('NOT_ELIGIBLE');
        if (principalId !== person.personId && request.agentId === person.personId) throw new DomainError('SEPARATION_OF_DUTIES', { members: { rule: NOT_FOR_ONESELF } });
        const position = request.position ?? null;
        const pair = await this.agents.pair(manager, { principalId, agentId: request.agentId, position });
        const units = request.units && (await this.agents.unitIds(manager, request.units));
        const term = termOf(request, pair.now);
        const errors = [...term.errors, ...unfit({ principalId, agentId: request.agentId }, pair), ...this.unknown(request, units)];
        if (errors.length > 0) throw new DomainError('FORM_INVALID', { errors });
        const reason = request.reason?.trim();
        if (!reason) throw new DomainError('REASON_REQUIRED');
        const row: NewStandingAgent = {
          id: newId(), principalId, agentId: request.agentId, position, processTypes: request.processTypes ?? null, unitIds: units ? [...units.values()] : null, from: term.from, until: term.until, reason, appointedBy: person.personId,
        };
        await this.agents.insert(manager, row);
        await audit(manager, { action: 'AGENT_APPOINTED', actorKind: 'PERSON', actorId: person.personId, orgId: pair.principalIn[0], details: { standingAgentId: row.id, principalId, agentId: row.agentId, until: row.until.toISOString(), reason } });
        return { status: 201, body: await this.read(row.id, person, manager), location: `/api/v1/standing-agents/${row.id}` };
      }),
    );
  }

  /** From then on the agent decides nothing more; what they decided stands. @throws DomainError NOT_FOUND, NOT_ELIGIBLE, NOT_OFFERED, REASON_REQUIRED */
  end(person: PersonPrincipal, id: string, request: EndStandingAgentRequest, key: IdempotencyKey): Promise<Answer<unknown>> {
    return this.refused.audited({ action: 'END_AGENT', personId: person.personId, details: { standingAgentId: id } }, () =>
      this.idempotency.run({ ...key, callerId: person.personId }, async (manager) => {
        const found = await this.read(id, person, manager);
        if (!found) throw new DomainError('NOT_FOUND');
        if (![found.principal.id, found.agent.id].includes(person.personId) && !(await holdsPosition(manager, person.personId, KEEPER))) throw new DomainError('NOT_ELIGIBLE');
        const reason = request.reason?.trim();
        if (!reason) throw new DomainError('REASON_REQUIRED');
        if (!(await this.agents.end(manager, id))) throw new DomainError('NOT_OFFERED', { detail: { zh: '该代理已经终止。', en: 'It has ended already.' } });
        await audit(manager, { action: 'AGENT_ENDED', actorKind: 'PERSON', actorId: person.personId, details: { standingAgentId: id, principalId: found.principal.id, agentId: found.agent.id, reason } });
        return { status: 200, body: await this.read(id, person, manager) };
      }),
    );
  }

  private async read(id: string, person: PersonPrincipal, manager: Parameters<StandingAgentRepository['list']>[1]): Promise<StandingAgent | undefined> {
    const scope = isKeeper(person) ? 'ALL' : [];
    return (await this.agents.list({ scope, self: person.personId, id, current: false, after: null, limit: 1 }, manager))[0];
  }

  private unknown({ processTypes = [], units = [] }: StandingAgentRequest, found: ReadonlyMap<string, string> | undefined): FieldProblem[] {
    return [
      ...processTypes.flatMap((one, index) => (this.record.desks.has(one) ? [] : [problem(`processTypes[${index}]`, 'NOT_IN_LIST', '没有此流程', 'No such process')])),
      ...units.flatMap((one, index) => (found?.has(one) ? [] : [problem(`units[${index}]`, 'NOT_IN_LIST', '没有此单位', 'No such organisation')])),
    ];
  }
}

/** Who may not stand in for whom: agent and principal belong to one organisation, and administrators never decide. */
function unfit({ principalId, agentId }: { readonly principalId: string; readonly agentId: string }, { principalIn, agentIn, agentAdministers }: Pair): FieldProblem[] {
  if (principalIn.length === 0) return [problem('principalId', 'NOT_ELIGIBLE', '该人员目前没有可以由他人代理的岗位', 'This person holds no position that may be stood in for')];
  const together = agentIn.some((org) => principalIn.includes(org));
  if (agentId === principalId || !together || agentAdministers) return [problem('agentId', 'NOT_ELIGIBLE', '只能由同一单位的其他在职人员代理，管理员除外', 'Not another active person of the same organisation, or an administrator')];
  return [];
}

function termOf({ from, until }: StandingAgentRequest, now: Date): { readonly from: Date | null; readonly until: Date; readonly errors: readonly FieldProblem[] } {
  const begins = from === undefined ? now.getTime() : instantOf(from);
  const ends = instantOf(until);
  const errors = [
    ...(begins === undefined ? [problem('from', 'NOT_A_DATE', '不是存在的时刻', 'Not an existing instant')] : []),
    ...(ends === undefined ? [problem('until', 'NOT_A_DATE', '不是存在的时刻', 'Not an existing instant')] : []),
    ...(begins !== undefined && ends !== undefined && ends <= Math.max(begins, now.getTime()) ? [problem('until', 'TOO_EARLY', '须晚于起始时刻和现在', 'Must be later than the beginning and than now')] : []),
  ];
  return { from: from === undefined || begins === undefined ? null : new Date(begins), until: new Date(ends ?? 0), errors };
}
