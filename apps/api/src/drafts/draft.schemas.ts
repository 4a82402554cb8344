import { instant, object, pageOfSchema, schema, text, uuid } from '../openapi/schema';

export const DRAFT = schema('Draft', object({ id: uuid, processType: text('流程'), form: { type: 'object' }, updatedAt: instant }));
export const DRAFT_PAGE = pageOfSchema('DraftPage', DRAFT);
