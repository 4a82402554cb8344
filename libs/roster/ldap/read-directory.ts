import type { FieldProblem } from '@libs/platform/errors/domain-error';
import { Cells } from '../cells';
import { wrong } from '../problem';
import { ACCOUNT, CODE, NAME } from '../read-tables';
import { columnOf, POSITION_WORDS, type TableSpec } from '../tables';
import type { WantedAssignment, WantedPerson, WantedRoster } from '../wanted';
import type { DirectoryEntry } from './directory';
import type { LdapSettings } from './ldap-settings';

const ENTRY = {
  name: 'ldap',
  title: '目录条目',
  columns: { account: '账号', name: '姓名', orgCode: '单位', dept: '部门', position: '岗位' },
  optional: ['orgCode', 'dept', 'position'],
} as const satisfies TableSpec;

/** The people and assignments that a directory wants: somebody in each position that one of their values stands for. */
export function wantedOf(entries: readonly DirectoryEntry[], { attributes, organisations, orgCode, positions }: LdapSettings): { readonly wanted: WantedRoster; readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const persons: WantedPerson[] = [];
  const assignments: WantedAssignment[] = [];
  for (const [index, entry] of entries.entries()) {
    const values = (attribute: string | undefined): readonly string[] => (attribute === undefined ? [] : (entry.get(attribute.toLowerCase()) ?? []));
    const [account = ''] = values(attributes.account);
    const place = { path: `ldap.${index + 1}`, zh: `目录条目 ${account || index + 1}`, en: `entry ${account || index + 1}` };
    const [named] = values(attributes.organisation);
    const org = named === undefined ? orgCode : (organisations[named] ?? orgCode);
    const cells = new Cells(ENTRY, place, { account, name: values(attributes.name)[0] ?? '', dept: values(attributes.dept)[0] ?? '', orgCode: org ?? '' }, problems);
    const person = { place, account: cells.text('account', ACCOUNT), name: cells.text('name', NAME) };
    if (cells.sound) persons.push(person);
    const held = new Set(values(attributes.position).flatMap((value) => POSITION_WORDS.get(positions[value] ?? '') ?? []));
    if (held.size === 0) continue;
    if (org === undefined) problems.push(wrong(place, columnOf(ENTRY, 'orgCode'), 'REQUIRED', '没有对应的单位代码。', 'It stands for no organisation.'));
    const seat = { place, account: person.account, dept: cells.optionalText('dept', NAME) ?? null, orgCode: cells.optionalText('orgCode', CODE) ?? '' };
    if (cells.sound && org !== undefined) assignments.push(...[...held].map((position) => ({ ...seat, position })));
  }
  return { wanted: { organisations: [], persons, assignments, members: [] }, problems };
}
