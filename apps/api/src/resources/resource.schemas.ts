import { ORGANISATION_NAME } from '../auth/auth.schemas';
import { flag, instant, list, nullable, object, oneOf, pageOfSchema, schema, text, uuid, whole } from '../openapi/schema';

const LEVEL = nullable(oneOf(['GENERAL', 'IMPORTANT', 'CORE'], '数据级别'));
const STATUS = oneOf(['UNGRADED', 'GRADED', 'REGRADE_PENDING'], '定级状态');
const fields = {
  id: uuid,
  code: text('资源代码'),
  name: text('资源名称'),
  org: ORGANISATION_NAME,
  businessOwnerDept: text('业务责任部门'),
  category: oneOf(['FOUNDATIONAL_RESOURCE', 'BUSINESS_RESOURCE', 'THEMATIC_RESOURCE'], '资源类别'),
  proposedLevel: LEVEL,
  determinedLevel: LEVEL,
  gradingStatus: STATUS,
  sensitive: flag('含个人敏感信息'),
  subjectCount: whole('涉及人数'),
  revision: whole('定级版次'),
};
const GRADING = object({ revision: whole('版次'), proposedLevel: LEVEL, determinedLevel: LEVEL, gradingStatus: STATUS, basis: text('依据'), at: instant });
const COPY = object({ id: uuid, kind: oneOf(['BACKUP', 'EXPORT', 'DERIVED', 'VENDOR'], '副本类别'), location: text('位置'), createdAt: instant });

export const RESOURCE = schema('Resource', object(fields));
export const RESOURCE_PAGE = pageOfSchema('ResourcePage', RESOURCE);
export const RESOURCE_DETAIL = schema('ResourceDetail', object({ ...fields, gradings: list(GRADING), copies: list(COPY) }));
