import { object, schema, text, uuid } from '../openapi/schema';

/** The case that entered something in a register. */
export const REGISTERED_BY = schema('RegisteredBy', object({ id: uuid, number: text('办件编号'), processType: text('流程'), title: text('事项') }));
