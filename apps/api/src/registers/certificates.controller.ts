import { Controller, Get, Headers, Query, Res, StreamableFile } from '@nestjs/common';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyReply } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { AttachmentsService } from '../attachments/attachments.service';
import { asksFor, type CsvColumn } from '../http/csv';
import { IdParam } from '../http/id-param';
import { instantOrder, type Order } from '../http/ordered-list';
import type { Page } from '../http/paging';
import { Operation } from '../openapi/operation';
import { ReadingScope } from '../scope/reading-scope';
import { CertificateFormat, CertificateQuery, KINDS, type CertificateSort } from './certificate.dto';
import { CERTIFICATE_DETAIL, CERTIFICATE_PAGE } from './certificate.schemas';
import { CASE_REF, found, ofCases, ORG_REF, visibleRows, type CaseRef, type OrgRef } from './of-cases';
import { pageOrTable, Registers } from './register';

interface CertificateRow {
  readonly id: string;
  readonly kind: keyof typeof KINDS;
  readonly number: string;
  readonly caseNumber: string;
  readonly issuedAt: Date;
  readonly digest: string;
  readonly document: { readonly attachmentId: string; readonly mediaType: string; readonly sha256: string } | null;
  readonly org: OrgRef;
  readonly case: CaseRef;
}
type CertificateItem = CertificateRow & { readonly kindTitle: string };

const PDF = 'application/pdf';
const ITEM = `x.id, x.kind, x.number, c.number AS "caseNumber", x.issued_at AS "issuedAt", x.digest,
  CASE WHEN a.id IS NOT NULL THEN jsonb_build_object('attachmentId', a.id, 'mediaType', a.media_type, 'sha256', a.sha256) END AS document, ${ORG_REF}, ${CASE_REF}`;
const FROM = `${ofCases('certificates')} LEFT JOIN attachments a ON a.id = x.attachment_id`;
const ORDERS: Readonly<Record<CertificateSort, Order>> = {
  NEWEST: { by: instantOrder('x.issued_at'), as: 'bigint', descending: true },
  OLDEST: { by: instantOrder('x.issued_at'), as: 'bigint' },
  UNIT: { by: 'o.code', as: 'text' },
};
const view = (row: CertificateRow): CertificateItem => ({ ...row, kindTitle: KINDS[row.kind] });
const COLUMNS: readonly CsvColumn<CertificateItem>[] = [
  { title: '证明编号', value: ({ number }) => number },
  { title: '类别', value: ({ kindTitle }) => kindTitle },
  { title: '单位', value: ({ org }) => org.name },
  { title: '办件编号', value: ({ caseNumber }) => caseNumber },
  { title: '事项', value: (row) => row.case.title },
  { title: '出具时间', value: ({ issuedAt }) => issuedAt },
  { title: '摘要', value: ({ digest }) => digest },
];

@Controller('certificates')
export class CertificatesController {
  constructor(
    private readonly registers: Registers,
    private readonly scope: ReadingScope,
    private readonly attachments: AttachmentsService,
  ) {}

  @Operation({ id: 'listCertificates', tag: 'registers', summary: '证明：区级与中心看全区，单位看本单位，申请人看本人的；可导出表格', query: CertificateQuery, ok: pageOrTable(CERTIFICATE_PAGE), problems: ['NOT_ELIGIBLE', 'OUT_OF_SCOPE'] })
  @Get()
  async list(@CurrentPerson() principal: PersonPrincipal, @Query() query: CertificateQuery, @Headers('accept') accept: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<Page<CertificateItem> | string> {
    const { kind, caseId, orgCode, q, sort = 'NEWEST' } = query;
    const orgId = orgCode === undefined ? undefined : await this.scope.named(principal, orgCode);
    const where = found(visibleRows(principal.personId, { orgId, caseId }), q, ['x.number', 'c.number', 'c.title']).add(kind, (value) => `x.kind = ${value}`);
    return this.registers.answer({ name: 'certificates', principal, list: { item: ITEM, from: FROM, id: 'x.id', where, order: ORDERS[sort] }, query, view, columns: COLUMNS, accept, reply });
  }

  @Operation({
    id: 'getCertificate',
    tag: 'registers',
    summary: '一份证明：JSON，或者按 Accept、format=pdf 取 PDF',
    query: CertificateFormat,
    ok: { status: 200, schema: CERTIFICATE_DETAIL, also: { [PDF]: { type: 'string', contentMediaType: PDF } } },
    problems: ['NOT_ELIGIBLE'],
  })
  @Get(':id')
  async get(@CurrentPerson() principal: PersonPrincipal, @IdParam() id: string, @Query() { format }: CertificateFormat, @Headers('accept') accept: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const row = await this.registers.one<CertificateRow & { readonly body: unknown }>({ item: `${ITEM}, x.body`, from: FROM, id: 'x.id', where: visibleRows(principal.personId) }, id);
    if (!row) throw new DomainError('NOT_FOUND');
    return (format ?? (asksFor(accept, PDF) ? 'pdf' : 'json')) === 'pdf' ? this.document(principal, row, reply) : view(row);
  }

  private async document(principal: PersonPrincipal, { document }: CertificateRow, reply: FastifyReply): Promise<StreamableFile> {
    if (document?.mediaType !== PDF) throw new DomainError('NOT_FOUND', { detail: { zh: '这份证明的 PDF 尚未生成，请稍后再取。', en: 'The PDF of this certificate has not been made yet.' } });
    const { attachment, content } = await this.attachments.open(principal, document.attachmentId);
    void reply.headers({ 'cache-control': 'private, no-store', 'content-security-policy': `default-src 'none'; sandbox`, etag: `"${attachment.sha256}"` });
    return new StreamableFile(content, { type: PDF, length: attachment.size, disposition: contentDisposition(attachment.name) });
  }
}
