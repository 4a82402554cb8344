import { day, instant, object, pageOfSchema, schema, text, uuid } from '../openapi/schema';

const NAMED = object({ id: uuid, name: text('姓名') });
export const ABSENCE = schema('Absence', object({ id: uuid, person: NAMED, from: day, to: { ...day, description: '含当日' }, enteredBy: NAMED, enteredAt: instant, cancelledAt: instant }, ['cancelledAt']));
export const ABSENCE_PAGE = pageOfSchema('AbsencePage', ABSENCE);
