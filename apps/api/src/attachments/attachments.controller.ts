import { Controller, Get, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CurrentPerson, CurrentPrincipal } from '../auth/current-principal';
import type { PersonPrincipal, Principal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { Idempotent, type IdempotencyScope } from '../idempotency/idempotency-key';
import { Operation } from '../openapi/operation';
import { object, schema, text, uuid, whole } from '../openapi/schema';
import { AttachmentsService } from './attachments.service';

const ATTACHMENT = schema('Attachment', object({ id: uuid, name: text('文件名'), mediaType: text('媒体类型，按内容识别'), size: whole('字节数'), sha256: text('SHA-256，十六进制') }));
const UPLOAD = { type: 'object', properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } }, required: ['file'] };

@Controller('attachments')
export class AttachmentsController {
  constructor(private readonly attachments: AttachmentsService) {}

  @Operation({
    id: 'uploadAttachment',
    tag: 'attachments',
    summary: '上传附件：至多 25 MiB；PDF、办公文档、图片、文本、CSV、ZIP，按内容识别',
    idempotent: true,
    body: UPLOAD,
    bodyTypes: ['multipart/form-data'],
    ok: { status: 201, schema: ATTACHMENT, links: { content: { operationId: 'getAttachment', parameters: { id: '$response.body#/id' } } } },
    problems: ['NOT_ELIGIBLE'],
  })
  @Post()
  async upload(@CurrentPerson() person: PersonPrincipal, @Idempotent() scope: IdempotencyScope, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    if (!request.isMultipart()) throw new DomainError('MEDIA_TYPE_REFUSED');
    const part = await request.file().catch((cause: unknown) => {
      throw new DomainError('MALFORMED', { cause });
    });
    if (part === undefined || part.fieldname !== 'file') throw missingFile();
    const { status, body, location } = await this.attachments.upload(person, scope, part);
    void reply.code(status).header('location', location);
    return body;
  }

  @Operation({ id: 'getAttachment', tag: 'attachments', summary: '下载附件：上传人，或可以查看其办件的人', ok: { status: 200, schema: { type: 'string', contentMediaType: 'application/octet-stream' }, mediaTypes: ['*/*'] } })
  @Get(':id')
  async get(@CurrentPrincipal() principal: Principal, @IdParam() id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const { attachment, content } = await this.attachments.open(principal, id);
    const { name, mediaType, size, sha256 } = attachment;
    void reply.headers({
      'cache-control': 'private, no-store',
      // Whatever is in it, a browser neither guesses nor runs it.
      'content-security-policy': `default-src 'none'; sandbox`,
      etag: `"${sha256}"`,
    });
    return new StreamableFile(content, { type: mediaType, length: size, disposition: contentDisposition(name) });
  }
}

const missingFile = (): DomainError =>
  new DomainError('FORM_INVALID', { errors: [{ path: 'file', code: 'REQUIRED', message: { zh: '请选择要上传的文件。', en: 'A part called "file" is required.' } }] });
