import { Field } from '@libs/forms/field';
import { IsFormatted } from '@libs/forms/rules';
import { UUID } from '../http/codes';

const MOST_CASES = 20;

export class EventsQuery {
  @Field('屏幕上的办件', { optional: true, help: `至多 ${MOST_CASES} 个编号，以逗号分隔` }) @IsFormatted(new RegExp(`^${UUID}(,${UUID}){0,${MOST_CASES - 1}}$`), 37 * MOST_CASES) cases?: string;
}
