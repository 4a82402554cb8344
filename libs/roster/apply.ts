import { assertNever } from '@libs/domain/assert-never';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { assignmentKey, bodyKey, type RosterChange } from './changes';
import type { StandingRoster } from './standing';

/** Who is answerable for an import: a person, or, on the command line, whoever runs the system. */
export type ImportedBy = { readonly actorKind: 'PERSON'; readonly actorId: string } | { readonly actorKind: 'SYSTEM' };
export type Source = 'CSV' | 'LDAP';

interface Event {
  readonly action: string;
  readonly org_id?: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A statement over a list of rows, and the columns that it takes from them. */
const STATEMENTS = {
  'ORGANISATION CREATE': `INSERT INTO organisations (id, code, name, type) SELECT id, code, name, type FROM jsonb_to_recordset($1) AS r(id uuid, code text, name text, type text)`,
  'ORGANISATION CHANGE': `UPDATE organisations o SET name = r.name FROM jsonb_to_recordset($1) AS r(id uuid, name text) WHERE o.id = r.id`,
  'PERSON CREATE': `INSERT INTO persons (id, account, name, active) SELECT id, account, name, active FROM jsonb_to_recordset($1) AS r(id uuid, account text, name text, active boolean)`,
  'PERSON CHANGE': `UPDATE persons p SET name = r.name, active = r.active FROM jsonb_to_recordset($1) AS r(id uuid, name text, active boolean) WHERE p.id = r.id`,
  'BODY CREATE': `INSERT INTO bodies (id, org_id, code, title) SELECT id, "orgId", "bodyCode", title FROM jsonb_to_recordset($1) AS r(id uuid, "orgId" uuid, "bodyCode" text, title text)`,
  'BODY CHANGE': `UPDATE bodies b SET title = r.title FROM jsonb_to_recordset($1) AS r(id uuid, title text) WHERE b.id = r.id`,
  // What has not begun yet is put into an instant that is over: an end has to come after its beginning.
  'ASSIGNMENT END': `UPDATE assignments a SET valid_from = least(valid_from, statement_timestamp() - interval '1 microsecond'), valid_to = statement_timestamp()
    FROM jsonb_to_recordset($1) AS r(id uuid) WHERE a.id = r.id`,
  'ASSIGNMENT CHANGE': `UPDATE assignments a SET document_no = r."documentNo", valid_to = r."validTo"
    FROM jsonb_to_recordset($1) AS r(id uuid, "documentNo" text, "validTo" timestamptz) WHERE a.id = r.id`,
  'ASSIGNMENT CREATE': `INSERT INTO assignments (id, person_id, position, org_id, dept, document_no, valid_from, valid_to)
    SELECT id, "personId", position, "orgId", dept, "documentNo", coalesce("validFrom", statement_timestamp()), "validTo"
    FROM jsonb_to_recordset($1) AS r(id uuid, "personId" uuid, position text, "orgId" uuid, dept text, "documentNo" text, "validFrom" timestamptz, "validTo" timestamptz)`,
  'MEMBER END': `UPDATE body_members m SET valid_from = least(valid_from, statement_timestamp() - interval '1 microsecond'), valid_to = statement_timestamp()
    FROM jsonb_to_recordset($1) AS r("bodyId" uuid, "personId" uuid)
    WHERE m.body_id = r."bodyId" AND m.person_id = r."personId" AND (m.valid_to IS NULL OR m.valid_to > statement_timestamp())`,
  'MEMBER CHANGE': `UPDATE body_members m SET chair = r.chair, valid_to = r."validTo"
    FROM jsonb_to_recordset($1) AS r("bodyId" uuid, "personId" uuid, chair boolean, "validTo" timestamptz)
    WHERE m.body_id = r."bodyId" AND m.person_id = r."personId" AND (m.valid_to IS NULL OR m.valid_to > statement_timestamp())`,
  'MEMBER CREATE': `INSERT INTO body_members (body_id, person_id, chair, valid_from, valid_to)
    SELECT "bodyId", "personId", chair, coalesce("validFrom", statement_timestamp()), "validTo"
    FROM jsonb_to_recordset($1) AS r("bodyId" uuid, "personId" uuid, chair boolean, "validFrom" timestamptz, "validTo" timestamptz)`,
} as const;
const isStatement = (key: string): key is keyof typeof STATEMENTS => Object.hasOwn(STATEMENTS, key);

/** As those are called that are made one by one. */
const BEGINNINGS: Readonly<Record<string, string>> = { ASSIGNMENT: 'ASSIGNMENT_BEGUN', MEMBER: 'MEMBER_ADDED' };
const DONE = { CREATE: 'CREATED', CHANGE: 'CHANGED', END: 'ENDED' } as const;
const AUDIT = `INSERT INTO audit_events (id, action, actor_kind, actor_id, org_id, details)
  SELECT id, action, actor_kind, actor_id, org_id, details FROM jsonb_populate_recordset(NULL::audit_events, $1::jsonb)`;

/** Gives each name the id of what it stands for, made up for what is new. */
class Ids {
  private readonly known: Map<string, string>;

  constructor({ organisations, persons, assignments, bodies }: StandingRoster) {
    this.known = new Map([
      ...organisations.map(({ id, code }) => [`org\n${code}`, id] as const),
      ...persons.map(({ id, account }) => [`person\n${account}`, id] as const),
      ...assignments.map((row) => [`assignment\n${assignmentKey(row)}`, row.id] as const),
      ...bodies.map(({ id, orgCode, code }) => [`body\n${bodyKey({ orgCode, bodyCode: code })}`, id] as const),
    ]);
  }

  of(kind: 'org' | 'person' | 'assignment' | 'body', key: string): string {
    const name = `${kind}\n${key}`;
    const id = this.known.get(name) ?? v7();
    this.known.set(name, id);
    return id;
  }
}

/** Writes a plan without problems, in the caller's transaction, which has held `lockRoster` since the plan's roster was read; one audit event for each change. */
export async function applyChanges(manager: EntityManager, changes: readonly RosterChange[], { standing, importId, by }: { readonly standing: StandingRoster; readonly importId: string; readonly by: ImportedBy }): Promise<void> {
  const ids = new Ids(standing);
  const rows = new Map<keyof typeof STATEMENTS, object[]>();
  const events: Event[] = [];
  for (const change of changes) {
    const key = `${change.subject} ${change.action}`;
    if (!isStatement(key)) throw new Error(`an import cannot ${key}`);
    const row = identified(change, ids);
    const list = rows.get(key) ?? [];
    list.push(row);
    rows.set(key, list);
    events.push(eventOf(change, row, importId));
  }
  // In the order of the statements: what is named by others first, and an end, or a change, before what it makes room for.
  for (const key of Object.keys(STATEMENTS).filter(isStatement)) {
    const list = rows.get(key);
    if (list !== undefined) await manager.query(STATEMENTS[key], [JSON.stringify(list)]);
  }
  await audit(manager, by, events);
}

/** One event a row, with the caller's connection. */
export async function audit(manager: EntityManager, by: ImportedBy, events: readonly Event[]): Promise<void> {
  const actor = { actor_kind: by.actorKind, ...(by.actorKind === 'PERSON' && { actor_id: by.actorId }) };
  await manager.query(AUDIT, [JSON.stringify(events.map((event) => ({ id: v7(), ...actor, ...event })))]);
}

type Identified = Readonly<Record<string, unknown>> & { readonly ids: Readonly<Record<string, string>>; readonly orgId?: string };

function identified(change: RosterChange, ids: Ids): Identified {
  switch (change.subject) {
    case 'ORGANISATION': {
      const id = ids.of('org', change.row.code);
      return { ...change.row, id, orgId: id, ids: {} };
    }
    case 'PERSON': {
      const id = ids.of('person', change.row.account);
      return { ...change.row, id, ids: { personId: id } };
    }
    case 'BODY': {
      const id = ids.of('body', bodyKey(change.row));
      return { ...change.row, id, orgId: ids.of('org', change.row.orgCode), ids: { bodyId: id } };
    }
    case 'ASSIGNMENT': {
      const id = ids.of('assignment', assignmentKey(change.row));
      const personId = ids.of('person', change.row.account);
      return { ...change.row, id, personId, orgId: ids.of('org', change.row.orgCode), ids: { assignmentId: id, personId, position: change.row.position } };
    }
    case 'MEMBER': {
      const bodyId = ids.of('body', bodyKey(change.row));
      const personId = ids.of('person', change.row.account);
      return { ...change.row, bodyId, personId, orgId: ids.of('org', change.row.orgCode), ids: { bodyId, personId } };
    }
    default:
      return assertNever(change);
  }
}

const eventOf = (change: RosterChange, { ids, orgId }: Identified, importId: string): Event => ({
  action: (change.action === 'CREATE' ? BEGINNINGS[change.subject] : undefined) ?? `${change.subject}_${DONE[change.action]}`,
  ...(orgId !== undefined && { org_id: orgId }),
  details: { importId, ...ids, ...turnsOf(change) },
});

/** What is told of a change beside ids: never a name or another text. */
const TOLD = ['active', 'chair', 'validTo'];

function turnsOf({ before = {}, row }: RosterChange): Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>> {
  const [was, is] = [new Map<string, unknown>(Object.entries(before)), new Map<string, unknown>(Object.entries(row))];
  return Object.fromEntries(TOLD.filter((name) => was.has(name)).map((name) => [name, { from: was.get(name), to: is.get(name) }]));
}
