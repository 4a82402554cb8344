/** 证明: numbered and digested when it is issued; its document is rendered by an effect and attached then. */
import type { PoolClient } from 'pg';
import { digestOf } from '@libs/domain/digests';
import { newId } from '../changes';
import { textOf } from '../rows';
import type { Entering, Noted } from './context';
import type { CertificateEntry } from './entries';
import { nextNumber } from './numbers';

/** 青浦销毁. */
const PREFIXES: Readonly<Record<CertificateEntry['kind'], string>> = { DESTRUCTION: 'QP-XH' };

/** What the digest of a certificate covers: whoever has its JSON can compute it again. */
export interface CertificateContent {
  readonly kind: CertificateEntry['kind'];
  readonly number: string;
  readonly caseNumber: string;
  /** RFC 3339, in UTC. */
  readonly issuedAt: string;
  readonly body: CertificateEntry['body'];
}
export const certificateDigest = ({ kind, number, caseNumber, issuedAt, body }: CertificateContent): string => digestOf({ kind, number, caseNumber, issuedAt, body });

export async function issueCertificate(client: PoolClient, { kind, body: given }: CertificateEntry, { caseId, number: caseNumber, orgId, now }: Entering): Promise<readonly Noted[]> {
  const id = newId();
  const number = await nextNumber(client, 'certificate_numbers', PREFIXES[kind], now);
  // What is left undefined is left out: the digest is of what is stored.
  const text = JSON.stringify(given);
  const body: CertificateEntry['body'] = JSON.parse(text);
  const digest = certificateDigest({ kind, number, caseNumber, issuedAt: new Date(now).toISOString(), body });
  await client.query(`INSERT INTO certificates (id, case_id, org_id, kind, number, body, digest, issued_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, [id, caseId, orgId, kind, number, text, digest, textOf(now)]);
  return [{ action: 'CERTIFICATE_ISSUED', details: { certificateId: id, kind, number, digest } }];
}

export interface Certificate extends CertificateContent {
  readonly id: string;
  readonly digest: string;
  readonly org: { readonly code: string; readonly name: string };
}

/** The newest certificate of a kind that a case has issued. */
export async function certificateOf(client: Pick<PoolClient, 'query'>, caseId: string, kind: CertificateEntry['kind']): Promise<Certificate | undefined> {
  const { rows } = await client.query<Omit<Certificate, 'issuedAt'> & { issuedAt: Date }>(
    `SELECT x.id, x.kind, x.number, c.number AS "caseNumber", x.issued_at AS "issuedAt", x.body, x.digest, json_build_object('code', o.code, 'name', o.name) AS org
     FROM certificates x JOIN cases c ON c.id = x.case_id JOIN organisations o ON o.id = x.org_id WHERE x.case_id = $1 AND x.kind = $2 ORDER BY x.id DESC LIMIT 1`,
    [caseId, kind],
  );
  const [row] = rows;
  return row && { ...row, issuedAt: row.issuedAt.toISOString() };
}

/** The document in which a certificate was rendered; the first one stays. */
export const attachDocument = (client: Pick<PoolClient, 'query'>, certificateId: string, attachmentId: string): Promise<unknown> =>
  client.query('UPDATE certificates SET attachment_id = $2 WHERE id = $1 AND attachment_id IS NULL', [certificateId, attachmentId]);
