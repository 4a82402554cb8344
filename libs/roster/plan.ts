import { positionFits } from '@libs/domain/position-fits';
import { ADMINISTRATION, administratorInTheWay } from '@libs/domain/administrators';
import { POSITIONS } from '@libs/domain/positions';
import type { FieldProblem } from '@libs/platform/errors/domain-error';
import { type AssignmentChange, assignmentKey, type BodyChange, bodyKey, type MemberChange, memberKey, type OrganisationChange, type PersonChange, type RosterChange } from './changes';
import { type Column, type Place, wrong } from './problem';
import type { StandingRoster } from './standing';
import { ASSIGNMENTS_TABLE, columnOf, MEMBERS_TABLE, ORGANISATIONS_TABLE, PERSONS_TABLE } from './tables';
import { instantText, judgeTerm, type TermVerdict } from './terms';
import type { WantedAssignment, WantedMember, WantedRoster } from './wanted';

export interface PlanOptions {
  /**
   * The source is complete: what it does not name ends, in the organisations whose assignments and in the bodies whose
   * members it names. Everybody else's stand.
   */
  readonly endMissing: boolean;
  /** The system administrator who imports: gets nothing out of it for themself, and makes and unmakes no administrator. Nobody on the command line. */
  readonly importer?: string;
}

export interface RosterPlan {
  readonly changes: readonly RosterChange[];
  /** Where there is one, nothing may be applied. */
  readonly problems: readonly FieldProblem[];
}

/** What has to be done so that the roster is as it is wanted. Pure: the same roster and wishes give the same plan. */
export function planRoster(wanted: WantedRoster, standing: StandingRoster, options: PlanOptions): RosterPlan {
  const planning = new Planning(standing, options);
  const organisations = planning.organisations(wanted);
  const persons = planning.persons(wanted);
  const assignments = planning.assignments(wanted);
  const members = planning.members(wanted);
  const changes = [...organisations, ...persons, ...planning.bodies(wanted), ...assignments, ...members];
  planning.keepsAnAdministrator(assignments);
  planning.keepsAdministratorsApart(wanted, assignments);
  return { changes, problems: planning.problems };
}

class Planning {
  readonly problems: FieldProblem[] = [];
  private readonly typeOf: Map<string, StandingRoster['organisations'][number]['type']>;
  private readonly activeOf: Map<string, boolean>;

  constructor(
    private readonly standing: StandingRoster,
    private readonly options: PlanOptions,
  ) {
    this.typeOf = new Map(standing.organisations.map(({ code, type }) => [code, type]));
    this.activeOf = new Map(standing.persons.map(({ account, active }) => [account, active]));
  }

  organisations({ organisations }: WantedRoster): readonly OrganisationChange[] {
    const known = new Map(this.standing.organisations.map((row) => [row.code, row]));
    return this.once(organisations, columnOf(ORGANISATIONS_TABLE, 'code'), ({ code }) => code).flatMap(({ place, ...row }): OrganisationChange[] => {
      const before = known.get(row.code);
      if (before === undefined) {
        this.typeOf.set(row.code, row.type);
        return [{ subject: 'ORGANISATION', action: 'CREATE', row }];
      }
      if (before.type !== row.type) this.refuse(place, columnOf(ORGANISATIONS_TABLE, 'type'), 'FIXED', '单位类型决定可见范围，不能更改。', 'The type decides what is seen, and cannot be changed.');
      return before.name === row.name ? [] : [{ subject: 'ORGANISATION', action: 'CHANGE', row, before: { name: before.name } }];
    });
  }

  persons({ persons }: WantedRoster): readonly PersonChange[] {
    const known = new Map(this.standing.persons.map((row) => [row.account, row]));
    return this.once(persons, columnOf(PERSONS_TABLE, 'account'), ({ account }) => account).flatMap(({ place, account, name, active }): PersonChange[] => {
      const before = known.get(account);
      const row = { account, name, active: active ?? before?.active ?? true };
      this.activeOf.set(account, row.active);
      if (before === undefined) return [{ subject: 'PERSON', action: 'CREATE', row }];
      if (before.active !== row.active && this.standing.assignments.some((held) => held.account === account && this.isForOthers(held))) {
        this.refuse(place, columnOf(PERSONS_TABLE, 'active'), 'ADMINISTRATOR', '该人员担任管理员，不能由导入停用或恢复；请先由安全管理员免去其管理员岗位。', 'This person is an administrator, whom an import neither puts out nor brings back: have a security administrator end that position first.');
      }
      const changed = { ...(before.name !== name && { name: before.name }), ...(before.active !== row.active && { active: before.active }) };
      return Object.keys(changed).length === 0 ? [] : [{ subject: 'PERSON', action: 'CHANGE', row, before: changed }];
    });
  }

  assignments({ assignments }: WantedRoster): readonly AssignmentChange[] {
    const known = new Map(this.standing.assignments.map((row) => [assignmentKey(row), row]));
    const rows = this.once(assignments, columnOf(ASSIGNMENTS_TABLE, 'account'), assignmentKey);
    const planned = rows.flatMap((wanted): AssignmentChange[] => {
      const before = known.get(assignmentKey(wanted));
      const verdict = judgeTerm(wanted, before, this.standing.now);
      const { account, orgCode, position, dept } = wanted;
      const documentNo = wanted.documentNo === undefined ? (before?.documentNo ?? null) : wanted.documentNo;
      const renumbered = before !== undefined && before.documentNo !== documentNo;
      if (!this.mayHold(wanted, ASSIGNMENTS_TABLE, verdict, renumbered)) return [];
      const action = verdict.action ?? (renumbered ? 'CHANGE' : undefined);
      if (action === undefined) return [];
      const changed = { ...verdict.termBefore, ...(renumbered && action === 'CHANGE' && { documentNo: before.documentNo }) };
      return [{ subject: 'ASSIGNMENT', action, row: { account, orgCode, position, dept, documentNo, ...verdict.term }, ...(action === 'CHANGE' && { before: changed }) }];
    });
    return [...planned, ...this.missingAssignments(rows)];
  }

  private missingAssignments(rows: readonly WantedAssignment[]): readonly AssignmentChange[] {
    if (!this.options.endMissing) return [];
    const named = new Set(rows.map(assignmentKey));
    const covered = new Set(rows.map(({ orgCode }) => orgCode));
    return this.standing.assignments
      .filter((row) => covered.has(row.orgCode) && !named.has(assignmentKey(row)) && !this.isForOthers(row))
      .map(({ id: _id, from, to, ...row }) => ({ subject: 'ASSIGNMENT', action: 'END', row: { ...row, ...termOf({ from, to }) } }));
  }

  bodies({ members }: WantedRoster): readonly BodyChange[] {
    const known = new Map(this.standing.bodies.map(({ orgCode, code, title }) => [bodyKey({ orgCode, bodyCode: code }), title]));
    const titles = new Map<string, string>();
    return members.flatMap(({ place, orgCode, bodyCode, bodyTitle: title }): BodyChange[] => {
      const key = bodyKey({ orgCode, bodyCode });
      const said = titles.get(key);
      titles.set(key, title);
      if (said !== undefined) {
        if (said !== title) this.refuse(place, columnOf(MEMBERS_TABLE, 'bodyTitle'), 'INCONSISTENT', '同一委员会在文件中有两个名称。', 'The body has two titles in this file.');
        return [];
      }
      const before = known.get(key);
      if (before === title) return [];
      const row = { orgCode, bodyCode, title };
      return [before === undefined ? { subject: 'BODY', action: 'CREATE', row } : { subject: 'BODY', action: 'CHANGE', row, before: { title: before } }];
    });
  }

  members({ members }: WantedRoster): readonly MemberChange[] {
    const known = new Map(this.standing.members.map((row) => [memberKey(row), row]));
    const rows = this.once(members, columnOf(MEMBERS_TABLE, 'account'), memberKey);
    const planned = rows.flatMap((wanted): MemberChange[] => {
      const before = known.get(memberKey(wanted));
      const verdict = judgeTerm(wanted, before, this.standing.now);
      const { account, orgCode, bodyCode } = wanted;
      const chair = wanted.chair ?? before?.chair ?? false;
      const seated = before !== undefined && before.chair !== chair;
      if (!this.mayHold(wanted, MEMBERS_TABLE, verdict, seated)) return [];
      const action = verdict.action ?? (seated ? 'CHANGE' : undefined);
      if (action === undefined) return [];
      const changed = { ...verdict.termBefore, ...(seated && action === 'CHANGE' && { chair: before.chair }) };
      return [{ subject: 'MEMBER', action, row: { account, orgCode, bodyCode, chair, ...verdict.term }, ...(action === 'CHANGE' && { before: changed }) }];
    });
    return [...planned, ...this.missingMembers(rows)];
  }

  private missingMembers(rows: readonly WantedMember[]): readonly MemberChange[] {
    if (!this.options.endMissing) return [];
    const named = new Set(rows.map(memberKey));
    const covered = new Set(rows.map(bodyKey));
    return this.standing.members
      .filter((row) => covered.has(bodyKey(row)) && !named.has(memberKey(row)))
      .map(({ from, to, ...row }) => ({ subject: 'MEMBER', action: 'END', row: { ...row, ...termOf({ from, to }) } }));
  }

  /** Nobody could undo an import that leaves none who keeps the roster, or none who appoints administrators. */
  keepsAnAdministrator(assignments: readonly AssignmentChange[]): void {
    const wasActive = new Map(this.standing.persons.map(({ account, active }) => [account, active]));
    const ended = new Set(assignments.filter(({ action }) => action === 'END').map(({ row }) => assignmentKey(row)));
    for (const needed of [ADMINISTRATION.KEEP_ROSTER, ADMINISTRATION.APPOINT_ADMINISTRATORS]) {
      const held = this.standing.assignments.filter(({ position, from, account }) => position === needed && from <= this.standing.now && wasActive.get(account));
      const begun = assignments.some(({ action, row: { position, validFrom } }) => action === 'CREATE' && position === needed && (validFrom === null || validFrom <= instantText(this.standing.now)));
      const stays = held.some((row) => !ended.has(assignmentKey(row)) && this.activeOf.get(row.account));
      if (held.length === 0 || stays || begun) continue;
      this.problems.push({ path: '', code: 'LAST_ADMINISTRATOR', message: { zh: `导入后将没有任何在任的${POSITIONS[needed].title}。`, en: `Nobody would be left as ${needed}.` } });
    }
  }

  /** 三员分立, as it will be once all of this is done. */
  keepsAdministratorsApart(wanted: WantedRoster, assignments: readonly AssignmentChange[]): void {
    const placeOf = new Map(wanted.assignments.map((row) => [assignmentKey(row), row.place]));
    const changed = new Map(assignments.map((change) => [assignmentKey(change.row), change]));
    const standing = this.standing.assignments.filter((row) => !changed.has(assignmentKey(row))).map(({ account, position, from, to }) => ({ account, position, from, to }));
    const planned = assignments
      .filter(({ action }) => action !== 'END')
      .map(({ row }) => ({ place: placeOf.get(assignmentKey(row)), account: row.account, position: row.position, from: row.validFrom === null ? this.standing.now : Date.parse(row.validFrom), to: row.validTo === null ? null : Date.parse(row.validTo) }));
    for (const { place, ...one } of planned) {
      const held = [...standing, ...planned].filter(({ account }) => account === one.account);
      if (place !== undefined && administratorInTheWay(one, held)) this.refuse(place, columnOf(ASSIGNMENTS_TABLE, 'position'), 'ADMINISTRATORS_APART', '系统管理员、安全管理员、审计管理员不得由同一人担任。', 'One person cannot be two of system, security and audit administrator.');
    }
  }

  /** Whether a row names who and what exists and fits, and begins and ends in order. @param rewritten whether something of it changes beside its term */
  private mayHold(row: WantedAssignment | WantedMember, table: typeof ASSIGNMENTS_TABLE | typeof MEMBERS_TABLE, verdict: TermVerdict, rewritten: boolean): verdict is Exclude<TermVerdict, { problem: string }> {
    const { place, account, orgCode } = row;
    const type = this.typeOf.get(orgCode);
    const active = this.activeOf.get(account);
    const before = this.problems.length;
    if (type === undefined) this.refuse(place, columnOf(table, 'orgCode'), 'UNKNOWN', '没有这一单位。', 'There is no such organisation.');
    if (active === undefined) this.refuse(place, columnOf(table, 'account'), 'UNKNOWN', '没有这一账号的人员。', 'There is nobody with this account.');
    if (type !== undefined && 'position' in row && !positionFits(row.position, type)) {
      this.refuse(place, columnOf(table, 'position'), 'DOES_NOT_FIT', `这类单位不设“${POSITIONS[row.position].title}”岗位。`, 'There is no such position in an organisation of this type.');
    }
    if ('problem' in verdict) {
      if (verdict.problem === 'BEGAN_ANOTHER_DAY') this.refuse(place, columnOf(table, 'from'), 'FIXED', '已经在册，开始日期不能更改；请留空，或先截止再另行任职。', 'It stands with another beginning, which cannot be moved: leave it empty, or end it first.');
      else this.refuse(place, columnOf(table, 'until'), 'NOT_AFTER', '截止日期早于开始日期。', 'It ends before it begins.');
      return false;
    }
    if ((verdict.action !== undefined || rewritten) && 'position' in row && this.isForOthers(row)) {
      this.refuse(place, columnOf(table, 'position'), 'ADMINISTRATOR', '管理员由安全管理员任免，不能导入。', 'Administrators are appointed by security administrators, and not imported.');
    }
    const gains = verdict.action === 'CREATE' || verdict.action === 'CHANGE';
    if (gains && active === false) this.refuse(place, columnOf(table, 'account'), 'INACTIVE', '该人员已停用。', 'This person is inactive.');
    if ((gains || (rewritten && verdict.action === undefined)) && account === this.options.importer) this.refuse(place, columnOf(table, 'account'), 'OWN', '不能为自己任职，请由另一名系统管理员导入。', 'Nobody gives themself a position: have another system administrator import it.');
    return this.problems.length === before;
  }

  /** Whether a position is not the importer's to give or take: administrators are another administrator's matter. Whoever runs the system is free. */
  private isForOthers({ position }: Pick<WantedAssignment, 'position'>): boolean {
    return this.options.importer !== undefined && POSITIONS[position].scope === 'SYSTEM';
  }

  /** The rows without those whose key stood there before. */
  private once<T extends { readonly place: Place }>(rows: readonly T[], column: Column, keyOf: (row: T) => string): readonly T[] {
    const seen = new Set<string>();
    return rows.filter((row) => {
      const key = keyOf(row);
      if (!seen.has(key)) return seen.add(key);
      this.refuse(row.place, column, 'DUPLICATE', '与前面的一行重复。', 'The same stands on an earlier line.');
      return false;
    });
  }

  private refuse(place: Place, column: Column, code: string, zh: string, en: string): void {
    this.problems.push(wrong(place, column, code, zh, en));
  }
}

const termOf = ({ from, to }: { readonly from: number; readonly to: number | null }): { validFrom: string; validTo: string | null } => ({ validFrom: instantText(from), validTo: to === null ? null : instantText(to) });
