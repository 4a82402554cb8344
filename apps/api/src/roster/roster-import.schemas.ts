import { TABLES } from '@libs/roster/tables';
import { list, object, oneOf, schema, text, whole } from '../openapi/schema';

const COUNTS = object({ created: whole('新增'), changed: whole('变更'), ended: whole('截止') });
const CHANGE = object(
  {
    subject: oneOf(['ORGANISATION', 'PERSON', 'ASSIGNMENT', 'BODY', 'MEMBER'], '对象：单位、人员、任职、委员会、委员'),
    action: oneOf(['CREATE', 'CHANGE', 'END'], '新增、变更、截止'),
    row: { type: 'object', description: '变动后的内容；截止的为原内容' },
    before: { type: 'object', description: '变更项的原内容' },
  },
  ['before'],
);
export const ROSTER_PREVIEW = schema('RosterPreview', object({ digest: text('全部变动的摘要，导入时作为 seenDigest'), counts: COUNTS, changes: list(CHANGE), more: whole('未列出的变动数') }));
export const ROSTER_IMPORTED = schema('RosterImported', object({ digest: text('所作变动的摘要'), counts: COUNTS }));

export const ROSTER_TABLES = { type: 'object', properties: Object.fromEntries(TABLES.map(({ name, title }) => [name, { type: 'string', contentMediaType: 'text/csv', description: `${title}：CSV，UTF-8 或 GB18030` }])) };
