import { ORGANISATION_NAME } from '../auth/auth.schemas';
import { flag, instant, list, nullable, object, pageOfSchema, schema, text, uuid, whole } from '../openapi/schema';

const SEAT = object({ position: text('岗位代码'), positionTitle: text('岗位名称'), org: ORGANISATION_NAME, dept: text('部门') }, ['dept']);
const NAMED = object({ id: uuid, name: text('姓名') });

export const PERSON = schema('Person', object({ id: uuid, name: text('姓名'), active: flag('在册'), account: text('账号；仅本人和管理员可见'), assignments: list(SEAT) }, ['account']));
export const PERSON_PAGE = pageOfSchema('PersonPage', PERSON);
export const ASSIGNMENT = schema(
  'Assignment',
  object({ id: uuid, person: NAMED, position: text('岗位代码'), positionTitle: text('岗位名称'), org: ORGANISATION_NAME, dept: nullable(text('部门')), documentNo: nullable(text('任职文号')), validFrom: instant, validTo: nullable(instant) }),
);
export const ASSIGNMENT_PAGE = pageOfSchema('AssignmentPage', ASSIGNMENT);
export const BODY = schema('Body', object({ id: uuid, code: text('代码'), title: text('名称'), org: ORGANISATION_NAME, members: list(object({ id: uuid, name: text('姓名'), chair: flag('主任委员') })) }));
export const BODY_PAGE = pageOfSchema('BodyPage', BODY);
export const HANDED_OVER = schema('HandedOver', object({ items: list(object({ taskId: uuid, case: object({ id: uuid, number: text('编号') }), status: whole('HTTP 状态码'), problem: { $ref: '#/components/schemas/Problem' } }, ['problem'])) }));
