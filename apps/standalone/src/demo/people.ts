/** Who of the demonstration district takes a seat of a case: somebody who holds it, may, and has done nothing else in the case. */
import { APPLICANT_ROLE, violations, type RoleAct } from '@libs/domain/separation-of-duties';
import { POSITIONS, type PositionCode } from '@libs/domain/positions';
import { demoAccounts } from '@libs/persistence/seed/demo-accounts';
import { demoId } from '@libs/persistence/seed/demo-id';
import { CENTER, COMMISSION } from '@libs/persistence/seed/demo/district';
import type { Definition } from '@workflows/kit/definition';
import { objectOf } from '../json-file';
import type { Json } from './client';
import { listOf, textOf } from './json';

const ACCOUNTS = demoAccounts();
const BY_PERSON: ReadonlyMap<string, string> = new Map(ACCOUNTS.map(({ account }) => [demoId('person', account), account]));

/** Whoever holds a position in an organisation, and of a department where one is named; those with the fewest other positions first. */
export function holders(position: string, orgCode: string, dept?: string): string[] {
  const here = ACCOUNTS.filter(({ assignments }) => assignments.some((one) => one.position === position && one.org.code === orgCode && (dept === undefined || one.dept === dept)));
  return here.toSorted((a, b) => a.assignments.length - b.assignments.length).map(({ account }) => account);
}

/** The organisation in which a position of a case is looked for. */
export function orgOf(position: PositionCode, caseOrgCode: string): string {
  switch (POSITIONS[position].scope) {
    case 'DISTRICT':
      return COMMISSION.code;
    case 'CENTER':
      return CENTER.code;
    default:
      return caseOrgCode;
  }
}

/** Whoever holds one of these positions for a case of this organisation. */
export const holdersFor = (positions: readonly PositionCode[], caseOrgCode: string): string[] => positions.flatMap((position) => holders(position, orgOf(position, caseOrgCode)));

/** The account of a person, as a case names them. */
export function accountOf(person: unknown): string | undefined {
  return BY_PERSON.get(textOf(objectOf(person)['id']));
}

interface Seat {
  readonly task: Json;
  readonly stepId: string;
  /** The key of the step, or of the review that is answered; and of the step whose evidence is corrected. */
  readonly role: string;
  readonly corrects?: string;
}

/** Who decides a task: of those who hold its seat and break no rule, whoever has done the same before, else somebody new to the case. */
export function decider(view: Json, definition: Definition, seat: Seat): string {
  const acts = actsIn(view);
  // As the record counts: another asking of the same step binds nobody.
  const counted = acts.filter(({ role, stepId }) => role !== seat.role || stepId === seat.stepId);
  const may = sitting(seat.task).filter((account) => violations({ rules: definition.distinct, acts: counted, candidate: { role: seat.role, persons: [account] } }).length === 0);
  const did = (account: string, roles: readonly (string | undefined)[]): boolean => acts.some(({ role, persons }) => roles.includes(role) && persons.includes(account));
  const isNew = (account: string): boolean => !acts.some(({ persons }) => persons.includes(account));
  const chosen = may.find((account) => did(account, [seat.role, seat.corrects])) ?? may.find(isNew) ?? may[0];
  if (chosen === undefined) throw new Error(`${textOf(view['number'])}: nobody of the demonstration may decide ${seat.role}: ${JSON.stringify(seat.task['seat'])}`);
  return chosen;
}

/** Who sits on a task: its person, or the holders of its position. */
function sitting(task: Json): string[] {
  const { person, position, org, dept } = objectOf(task['seat']);
  const named = accountOf(person);
  if (named !== undefined) return [named];
  return position === undefined ? [] : holders(textOf(position), textOf(objectOf(org)['code']), dept === undefined ? undefined : textOf(dept));
}

/** What each person has done in the case, by role. */
const actsIn = (view: Json): (RoleAct & { readonly stepId?: string })[] => [
  { role: APPLICANT_ROLE, persons: personsOf(view['applicant']) },
  ...listOf(view['steps']).flatMap((step) => listOf(step['decisions']).filter(({ voidedAt }) => voidedAt === undefined).map(({ actor }) => ({ role: textOf(step['key']), stepId: textOf(step['id']), persons: personsOf(actor) }))),
];

const personsOf = (person: unknown): string[] => {
  const account = accountOf(person);
  return account === undefined ? [] : [account];
};
