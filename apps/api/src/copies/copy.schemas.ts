import { instant, list, object, schema, uuid } from '../openapi/schema';

export const COPIES = schema('Copies', object({ copies: list(object({ id: uuid, to: uuid, at: instant })) }));
export const COPY_READ = schema('CopyRead', object({ copy: object({ id: uuid, readAt: instant }) }));
