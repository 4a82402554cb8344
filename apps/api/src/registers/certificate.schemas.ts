import { ORGANISATION_NAME } from '../auth/auth.schemas';
import { instant, nullable, object, oneOf, pageOfSchema, schema, text, uuid } from '../openapi/schema';
import { KINDS } from './certificate.dto';
import { REGISTERED_BY } from './register.schemas';

const fields = {
  id: uuid,
  kind: oneOf(Object.keys(KINDS), '类别'),
  kindTitle: text('类别'),
  number: text('证明编号'),
  caseNumber: text('办件编号'),
  issuedAt: instant,
  digest: text('kind、number、caseNumber、issuedAt、body 的 SHA-256 摘要（规范 JSON）'),
  document: nullable(object({ attachmentId: uuid, mediaType: text('媒体类型'), sha256: text('SHA-256，十六进制') })),
  org: ORGANISATION_NAME,
  case: REGISTERED_BY,
};
export const CERTIFICATE_PAGE = pageOfSchema('CertificatePage', schema('Certificate', object(fields)));
export const CERTIFICATE_DETAIL = schema('CertificateDetail', object({ ...fields, body: { type: 'object', description: '证明内容，随类别而定' } }));
