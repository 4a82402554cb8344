import { type CustomDecorator, SetMetadata } from '@nestjs/common';

export const PUBLIC = 'qingdun:public';

/** The route, or every route of the controller, is open to callers who have not signed in. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC, true);
