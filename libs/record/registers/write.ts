/** Writes what a process enters in the registers: in the transaction of the act, with one audit event for each change. */
import type { PoolClient } from 'pg';
import { assertNever } from '@libs/domain/assert-never';
import { SYSTEM } from '../by';
import { newId } from '../changes';
import { textOf, type AuditRow } from '../rows';
import { AUDIT } from '../statements';
import { enterCatalogue } from './catalogue';
import { issueCertificate } from './certificates';
import { registerChange } from './changes';
import type { Entering, Noted } from './context';
import { destroyCopy, registerCopy } from './copies';
import type { RegisterEntry } from './entries';
import { file } from './filings';
import { enterGrading } from './gradings';
import { linkCase } from './links';
import { oblige } from './obligations';
import { preserve } from './preservations';
import { describeResource, destroyResource } from './resources';

/**
 * Enters these, in this order. The rows of the case must have been written before.
 * @throws DomainError FORM_INVALID where a form names what the registers do not have, or have already
 * @throws Error where an entry contradicts its register: a fault of the process, which rolls the act back
 */
export async function writeRegisters(client: PoolClient, entries: readonly RegisterEntry[], context: Entering): Promise<void> {
  await lockInOrder(client, entries, context);
  const noted: Noted[] = [];
  for (const entry of entries) noted.push(...(await enter(client, entry, context)));
  if (noted.length > 0) await client.query({ name: 'audit', text: AUDIT, values: [JSON.stringify(noted.map((one) => auditRow(one, context)))] });
}

/**
 * Acts of different cases may change the same resources, or register one under the same code: they wait for each other
 * here, in one order, and nowhere later.
 */
async function lockInOrder(client: PoolClient, entries: readonly RegisterEntry[], { orgId }: Entering): Promise<void> {
  if (entries.some((entry) => entry.register === 'RESOURCE' && entry.code !== undefined)) await client.query('SELECT FROM organisations WHERE id = $1 FOR NO KEY UPDATE', [orgId]);
  const changed = entries.flatMap((entry) => (entry.register === 'GRADING' ? [entry.resourceId] : entry.register === 'RESOURCE' || entry.register === 'RESOURCE_DESTROYED' ? [entry.id] : []));
  if (changed.length > 1) await client.query('SELECT FROM resources WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [changed]);
}

function enter(client: PoolClient, entry: RegisterEntry, context: Entering): Promise<readonly Noted[]> {
  switch (entry.register) {
    case 'FILING':
      return file(client, entry, context);
    case 'RESOURCE':
      return describeResource(client, entry, context);
    case 'RESOURCE_DESTROYED':
      return destroyResource(client, entry, context);
    case 'GRADING':
      return enterGrading(client, entry, context);
    case 'COPY':
      return registerCopy(client, entry, context);
    case 'COPY_DESTROYED':
      return destroyCopy(client, entry, context);
    case 'CHANGE':
      return registerChange(client, entry, context);
    case 'CATALOGUE':
      return enterCatalogue(client, entry, context);
    case 'PRESERVATION':
      return preserve(client, entry, context);
    case 'CERTIFICATE':
      return issueCertificate(client, entry, context);
    case 'OBLIGATION':
      return oblige(client, entry, context);
    case 'LINK':
      return linkCase(client, entry, context);
    default:
      return assertNever(entry);
  }
}

const auditRow = ({ action, orgId, details }: Noted, { caseId, orgId: ofCase, now, by }: Entering): AuditRow => ({
  id: newId(),
  at: textOf(now),
  action,
  ...(by === null ? SYSTEM : { actor_kind: 'PERSON', actor_id: by, position: null }),
  org_id: orgId ?? ofCase,
  case_id: caseId,
  seq: null,
  refused: null,
  count: 1,
  details,
});
