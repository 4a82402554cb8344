/** What the registers hold of a case `c`, beside its own rows. */

export interface RegistersOfCase {
  readonly filings: readonly object[];
  readonly certificates: readonly object[];
  /** Cases on which it rests or that rest on it, beyond parent and children. */
  readonly related: readonly object[];
}

export const NOTHING_REGISTERED: RegistersOfCase = { filings: [], certificates: [], related: [] };

export const REGISTERS_OF_CASE = `json_build_object(
  'filings', (SELECT coalesce(json_agg(json_build_object('id', f.id, 'kind', f.kind, 'status', f.status, 'number', f.number, 'year', f.year, 'submittedAt', f.submitted_at, 'receivedAt', f.received_at) ORDER BY f.id), '[]') FROM filings f WHERE f.case_id = c.id),
  'certificates', (SELECT coalesce(json_agg(json_build_object('id', k.id, 'kind', k.kind, 'number', k.number, 'digest', k.digest, 'issuedAt', k.issued_at) ORDER BY k.id), '[]') FROM certificates k WHERE k.case_id = c.id),
  'related', (SELECT coalesce(json_agg(json_build_object('id', r.id, 'number', r.number, 'processType', r.process_type, 'status', r.status, 'kind', l.kind, 'direction', l.direction) ORDER BY l.at, r.id), '[]')
    FROM (SELECT x.kind, x.at, x.to_case_id AS other, 'TO' AS direction FROM case_links x WHERE x.case_id = c.id
          UNION ALL SELECT x.kind, x.at, x.case_id, 'FROM' FROM case_links x WHERE x.to_case_id = c.id) l JOIN cases r ON r.id = l.other))`;

/** $1 case. */
export const REGISTERS_BY_CASE = `SELECT ${REGISTERS_OF_CASE} AS registers FROM cases c WHERE c.id = $1`;
