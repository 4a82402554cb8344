import { COPY_KINDS, DERIVATION_TYPES } from '@libs/record/registers/entries';
import { ORGANISATION_NAME } from '../auth/auth.schemas';
import { day, flag, instant, list, nullable, object, oneOf, pageOfSchema, schema, text, uuid, whole } from '../openapi/schema';
import { OWN_CATALOGUE } from '../registers/catalogue.schemas';
import { OWN_CHANGE } from '../registers/change.schemas';
import { CATEGORIES, GRADING_STATUSES, LEVELS } from './resource.dto';

const LEVEL = nullable(oneOf(Object.keys(LEVELS), '数据级别'));
const STATUS = oneOf(Object.keys(GRADING_STATUSES), '定级状态');
const fields = {
  id: uuid,
  code: text('资源代码'),
  name: text('资源名称'),
  org: ORGANISATION_NAME,
  businessOwnerDept: text('业务责任部门'),
  category: oneOf(Object.keys(CATEGORIES), '资源类别'),
  proposedLevel: LEVEL,
  determinedLevel: LEVEL,
  gradingStatus: STATUS,
  sourceLevel: LEVEL,
  protectiveLevel: oneOf([...Object.keys(LEVELS), 'UNGRADED'], '当前按何级别保护；衍生数据定级前按来源中最高的级别'),
  sensitive: flag('含个人敏感信息'),
  subjectCount: whole('涉及人数'),
  revision: whole('定级版次'),
  derivation: nullable(oneOf(Object.keys(DERIVATION_TYPES), '衍生方式：脱敏、标签、统计、汇聚融合')),
  retainUntil: nullable(day),
  preserved: flag('因办件冻结，不得销毁'),
  destroyedAt: nullable(instant),
};
const CASE = object({ id: uuid, number: text('办件编号') });
const GRADING = object({ revision: whole('版次'), proposedLevel: LEVEL, determinedLevel: LEVEL, gradingStatus: STATUS, basis: text('依据'), reasons: nullable({ type: 'object', description: '定级建议的输入、结论与偏离理由' }), case: nullable(CASE), at: instant });
const COPY = object({ id: uuid, kind: oneOf(Object.keys(COPY_KINDS), '副本类别'), location: text('位置'), details: nullable({ type: 'object', description: '载体、型号、序列号等' }), createdAt: instant, destroyedAt: nullable(instant), destroyedBy: nullable(CASE) });
const RELATED = schema('RelatedResource', object({ id: uuid, code: text('资源代码'), name: text('资源名称'), org: ORGANISATION_NAME }));
const PRESERVATION = object({ heldAt: instant, liftedAt: nullable(instant), basis: nullable(text('依据；不可查看办件的人不显示')), case: nullable(CASE) });

export const RESOURCE = schema('Resource', object(fields));
export const RESOURCE_PAGE = pageOfSchema('ResourcePage', RESOURCE);
export const RESOURCE_DETAIL = schema(
  'ResourceDetail',
  object({
    ...fields,
    info: nullable({ type: 'object', description: '数据基本情况、责任主体情况、数据处理情况和数据安全情况（第三十条）' }),
    gradings: list(GRADING),
    copies: list(COPY),
    sources: list(RELATED),
    derived: list(RELATED),
    preservations: list(PRESERVATION),
    changes: list(OWN_CHANGE),
    catalogue: nullable(OWN_CATALOGUE),
  }),
);
