import { instant, object, schema, text, uuid } from '../openapi/schema';

export const OPINION_DRAFT = schema('OpinionDraft', object({ taskId: uuid, outcome: text('结论'), opinion: text('意见'), evidence: { type: 'object' }, updatedAt: instant }, ['outcome', 'opinion', 'evidence']));
