import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { actOnDemand, hold, release, withdraw, type CaseActAnswer } from '@libs/record/acts/case-acts';
import { acknowledge, type AcknowledgeAnswer } from '@libs/record/acts/escalation-acts';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CaseRecord } from '@libs/record/record';
import type { Diagram } from '@workflows/rehearsal/diagram';
import { AuthenticatedAt, CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { IdParam, NumberParam } from '../http/id-param';
import { decodeCursor, limitOf, NUMBER_KEY, type Page, pageOf, UUID_KEY } from '../http/paging';
import { Operation } from '../openapi/operation';
import { ActKey } from '../record/act-key';
import { ReasonRequest } from '../record/acts.dto';
import { ReadingScope } from '../scope/reading-scope';
import { CaseRepository, type AuditEventView, type CaseSummary, type CommentView } from './case.repository';
import { ACKNOWLEDGED, CASE, CASE_ACT, CASE_PAGE, COMMENT, COMMENT_PAGE, DIAGRAM, EVENT_PAGE, OFFERED_ACT, REVISION, REVISION_PAGE, WAITING } from './case.schemas';
import { CaseQuery, CommentRequest, CompareQuery, EventQuery, OnDemandRequest, StartCaseRequest } from './cases.dto';
import { CasesService, type RevisionView } from './cases.service';
import { seesRefusals } from './refusal-scope';
import type { Waiting } from './waiting';

const READS = ['NOT_ELIGIBLE'] as const;
const ACTS = ['NOT_ELIGIBLE', 'CASE_CLOSED', 'CASE_HELD', 'CASE_STOPPED', 'NOT_OFFERED', 'REASON_REQUIRED'] as const;
const BY_ID = { case: { operationId: 'getCase', parameters: { id: '$response.body#/id' } }, waiting: { operationId: 'getWaiting', parameters: { id: '$response.body#/id' } } };

@Controller('cases')
export class CasesController {
  constructor(
    private readonly service: CasesService,
    private readonly cases: CaseRepository,
    private readonly record: CaseRecord,
    private readonly scope: ReadingScope,
  ) {}

  @Operation({
    id: 'startCase',
    tag: 'cases',
    summary: '发起办件',
    body: StartCaseRequest,
    idempotent: true,
    ok: { status: 201, schema: CASE, links: BY_ID },
    problems: ['NOT_A_STARTER', 'NOT_ELIGIBLE', 'OUT_OF_SCOPE', 'AMBIGUOUS_POSITION', 'GATE_FAILED', 'NOT_FOUND'],
  })
  @Post()
  @HttpCode(201)
  async start(@CurrentPerson() person: PersonPrincipal, @ActKey() idempotency: IdempotencyKey, @Body() body: StartCaseRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const answer = await this.service.start(person, { ...body, idempotency });
    if (answer.location !== undefined) void reply.header('location', answer.location);
    return answer.body;
  }

  @Operation({ id: 'listCases', tag: 'cases', summary: '办件列表', query: CaseQuery, ok: { status: 200, schema: CASE_PAGE }, problems: ['NOT_ELIGIBLE', 'OUT_OF_SCOPE'] })
  @Get()
  async list(@CurrentPerson() person: PersonPrincipal, @Query() query: CaseQuery): Promise<Page<CaseSummary>> {
    const limit = limitOf(query);
    const orgId = query.orgCode === undefined ? undefined : await this.scope.named(person, query.orgCode);
    const rows = await this.cases.list(person.personId, {
      processType: query.processType,
      status: query.status,
      outcome: query.outcome,
      orgId,
      mine: query.applicant === 'me',
      q: query.q,
      overdue: query.overdue,
      stuck: query.stuck,
      before: decodeCursor(query.cursor, UUID_KEY),
      limit,
    });
    return pageOf(rows, { limit, key: ({ id }) => id });
  }

  @Operation({ id: 'getCase', tag: 'cases', summary: '办件', ok: { status: 200, schema: CASE }, problems: READS })
  @Get(':id')
  get(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string): Promise<unknown> {
    return this.service.view(id, person);
  }

  @Operation({ id: 'getWaiting', tag: 'cases', summary: '正在等待什么', ok: { status: 200, schema: WAITING }, problems: READS })
  @Get(':id/waiting')
  waiting(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string): Promise<Waiting> {
    return this.service.waiting(id, person);
  }

  @Operation({ id: 'listCaseEvents', tag: 'cases', summary: '办件的审计事件', query: EventQuery, ok: { status: 200, schema: EVENT_PAGE }, problems: READS })
  @Get(':id/events')
  async events(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @Query() query: EventQuery): Promise<Page<AuditEventView>> {
    const limit = limitOf(query);
    const about = await this.cases.about(id, person.personId);
    const rows = await this.cases.events(id, { refused: seesRefusals(person, about), after: decodeCursor(query.cursor, UUID_KEY), limit });
    return pageOf(rows, { limit, key: (event) => event.id });
  }

  @Operation({ id: 'getDiagram', tag: 'cases', summary: '流程图与办理进度', ok: { status: 200, schema: DIAGRAM }, problems: READS })
  @Get(':id/diagram')
  diagram(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string): Promise<Diagram> {
    return this.service.diagram(id, person);
  }

  @Operation({ id: 'listRevisions', tag: 'cases', summary: '申请表的各版及每版的改动：首报、续报、终报', query: EventQuery, ok: { status: 200, schema: REVISION_PAGE }, problems: READS })
  @Get(':id/revisions')
  async revisions(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @Query() query: EventQuery): Promise<Page<RevisionView>> {
    const limit = limitOf(query);
    const rows = await this.service.revisions(id, person, { after: decodeCursor(query.cursor, NUMBER_KEY), limit });
    return pageOf(rows, { limit, key: ({ revision }) => `${revision}` });
  }

  @Operation({ id: 'getRevision', tag: 'cases', summary: '申请表的某一版，可与另一版比较', query: CompareQuery, ok: { status: 200, schema: REVISION }, problems: READS })
  @Get(':id/revisions/:n')
  revision(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @NumberParam('n') n: number, @Query() { compare }: CompareQuery): Promise<unknown> {
    return this.service.revision(id, person, n, compare);
  }

  @Operation({ id: 'withdrawCase', tag: 'cases', summary: '撤回申请', body: ReasonRequest, idempotent: true, ok: { status: 200, schema: CASE_ACT }, problems: ACTS })
  @Post(':id/withdraw')
  @HttpCode(200)
  async withdraw(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() caseId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: ReasonRequest): Promise<CaseActAnswer> {
    return (await withdraw(this.record, { ...body, personId, caseId, idempotency })).body;
  }

  @Operation({ id: 'holdCase', tag: 'cases', summary: '冻结', body: ReasonRequest, idempotent: true, ok: { status: 200, schema: CASE_ACT }, problems: ACTS })
  @Post(':id/hold')
  @HttpCode(200)
  async hold(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() caseId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: ReasonRequest): Promise<CaseActAnswer> {
    return (await hold(this.record, { ...body, personId, caseId, idempotency })).body;
  }

  @Operation({ id: 'releaseCase', tag: 'cases', summary: '解除冻结', body: ReasonRequest, idempotent: true, ok: { status: 200, schema: CASE_ACT }, problems: ACTS })
  @Post(':id/release')
  @HttpCode(200)
  async release(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() caseId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: ReasonRequest): Promise<CaseActAnswer> {
    return (await release(this.record, { ...body, personId, caseId, idempotency })).body;
  }

  @Operation({ id: 'getOfferedAct', tag: 'cases', summary: '流程当前提供的按需行为：要填写什么', ok: { status: 200, schema: OFFERED_ACT }, problems: READS })
  @Get(':id/acts/:key')
  offeredAct(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @Param('key') key: string): Promise<unknown> {
    return this.service.offeredAct(id, person, key);
  }

  @Operation({ id: 'actOnCase', tag: 'cases', summary: '流程当前提供的按需行为', body: OnDemandRequest, idempotent: true, ok: { status: 200, schema: CASE_ACT }, problems: [...ACTS, 'EVIDENCE_INVALID', 'REAUTHENTICATION_REQUIRED'] })
  @Post(':id/acts/:key')
  @HttpCode(200)
  async act(
    @CurrentPerson() { personId }: PersonPrincipal,
    @AuthenticatedAt() authenticatedAt: number | undefined,
    @IdParam() caseId: string,
    @Param('key') key: string,
    @ActKey() idempotency: IdempotencyKey,
    @Body() body: OnDemandRequest,
  ): Promise<CaseActAnswer> {
    return (await actOnDemand(this.record, { ...body, key, personId, authenticatedAt, caseId, idempotency })).body;
  }

  @Operation({ id: 'acknowledgeEscalation', tag: 'cases', summary: '知悉升级：在政策规定的间隔内不再升级', idempotent: true, ok: { status: 200, schema: ACKNOWLEDGED }, problems: ['NOT_ELIGIBLE', 'CASE_CLOSED', 'CASE_HELD', 'CASE_STOPPED', 'NOT_OFFERED'] })
  @Post(':id/escalations/:escalationId/acknowledge')
  @HttpCode(200)
  async acknowledge(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() caseId: string, @IdParam('escalationId') escalationId: string, @ActKey() idempotency: IdempotencyKey): Promise<AcknowledgeAnswer> {
    return (await acknowledge(this.record, { personId, caseId, escalationId, idempotency })).body;
  }

  @Operation({ id: 'listComments', tag: 'cases', summary: '沟通记录', query: EventQuery, ok: { status: 200, schema: COMMENT_PAGE }, problems: READS })
  @Get(':id/comments')
  async comments(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() id: string, @Query() query: EventQuery): Promise<Page<CommentView>> {
    const limit = limitOf(query);
    await this.cases.about(id, personId);
    return pageOf(await this.cases.comments(id, decodeCursor(query.cursor, UUID_KEY), limit), { limit, key: (comment) => comment.id });
  }

  @Operation({ id: 'addComment', tag: 'cases', summary: '沟通：不构成决定', body: CommentRequest, idempotent: true, ok: { status: 201, schema: COMMENT, links: { comments: { operationId: 'listComments', parameters: { id: '$request.path.id' } } } }, problems: READS })
  @Post(':id/comments')
  @HttpCode(201)
  async comment(
    @CurrentPerson() person: PersonPrincipal,
    @IdParam() id: string,
    @ActKey() key: IdempotencyKey,
    @Body() { text }: CommentRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.service.comment(id, person, text, key);
    if (answer.location !== undefined) void reply.header('location', answer.location);
    return answer.body;
  }
}
