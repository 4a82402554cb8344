import { Controller, Get, Query } from '@nestjs/common';
import { AdministratorActs } from '../administration/administrator-acts';
import { ORGANISATION_NAME } from '../auth/auth.schemas';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { Operation } from '../openapi/operation';
import { instant, nullable, object, oneOf, pageOfSchema, schema, text, uuid, whole } from '../openapi/schema';
import { AuditQuery } from './audit.dto';
import { type AuditEvent, AuditReader } from './audit.reader';

const EVENT = schema(
  'AuditEvent',
  object({
    id: uuid,
    at: instant,
    action: text('行为'),
    actor: object({ kind: oneOf(['PERSON', 'SYSTEM', 'CLIENT'], '主体'), id: nullable(uuid), name: nullable(text('姓名')), position: nullable(text('岗位')) }),
    org: nullable(ORGANISATION_NAME),
    caseId: nullable(uuid),
    seq: nullable(whole('办理记录序号')),
    refused: nullable(text('被拒原因代码')),
    count: whole('次数'),
    details: { type: 'object' },
  }),
);

/** Everything that happened and was refused, for the audit administrator, who can do nothing else. */
@Controller('audit')
export class AuditController {
  constructor(
    private readonly acts: AdministratorActs,
    private readonly reader: AuditReader,
  ) {}

  @Operation({ id: 'listAuditEvents', tag: 'audit', summary: '审计事件，最近的在前（审计管理员）', query: AuditQuery, ok: { status: 200, schema: pageOfSchema('AuditEventPage', EVENT) }, problems: ['NOT_ELIGIBLE'] })
  @Get('events')
  async events(@CurrentPerson() person: PersonPrincipal, @Query() query: AuditQuery): Promise<Page<AuditEvent>> {
    const limit = limitOf(query);
    const filter = { ...query, after: decodeCursor(query.cursor, UUID_KEY), limit };
    const rows = await this.acts.read(person, { action: 'AUDIT_READ', duty: 'READ_AUDIT' }, () => this.reader.events(filter));
    return pageOf(rows, { limit, key: ({ id }) => id });
  }
}
