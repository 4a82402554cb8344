import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { Operation } from '../openapi/operation';
import { RESOURCE_IMPORT, WORKBOOK } from './grading.schemas';
import { type ImportAnswer, ResourceImportsService } from './resource-imports.service';

const MAX_BYTES = 5 * 1_024 * 1_024;

@Controller('resource-imports')
export class ResourceImportsController {
  constructor(private readonly imports: ResourceImportsService) {}

  @Operation({
    id: 'importResources',
    tag: 'resources',
    summary: '读取数据分类分级清单（xlsx，至多 5 MiB、2000 行），得到分类分级清单的草稿和逐行错误；数据样本一列不读取、不保存',
    body: WORKBOOK,
    bodyTypes: ['multipart/form-data'],
    ok: { status: 200, schema: RESOURCE_IMPORT },
    problems: ['NOT_ELIGIBLE', 'FORM_INVALID'],
  })
  @Post()
  @HttpCode(200)
  async import(@CurrentPerson() person: PersonPrincipal, @Req() request: FastifyRequest): Promise<ImportAnswer> {
    await this.imports.mustPrepare(person);
    return this.imports.read(person, await sentFile(request));
  }
}

/** In memory alone. Throws `MEDIA_TYPE_REFUSED`, `TOO_LARGE`, `MALFORMED`, `FORM_INVALID`. */
async function sentFile(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) throw new DomainError('MEDIA_TYPE_REFUSED');
  const malformed = (cause: unknown): never => {
    throw new DomainError('MALFORMED', { cause });
  };
  const part = await request.file({ limits: { fileSize: MAX_BYTES } }).catch(malformed);
  if (part === undefined || part.fieldname !== 'file')
    throw new DomainError('FORM_INVALID', { errors: [{ path: 'file', code: 'REQUIRED', message: { zh: '请选择要导入的清单。', en: 'A part called "file" is required.' } }] });
  const bytes = await part.toBuffer().catch(malformed);
  if (part.file.truncated) throw new DomainError('TOO_LARGE');
  return bytes;
}
