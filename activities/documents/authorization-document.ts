/** 使用授权书: what was authorised, by which positions, until when, on which content; a file that proves itself by its digest. */
import type { Pool } from 'pg';
import { POSITIONS } from '@libs/domain/positions';
import type { ContentStore } from '@libs/platform/files/content-store';
import type { Performer } from '../case-activities';
import { keepDocument } from './keep-document';

interface Authorization {
  readonly number: string;
  readonly title: string;
  readonly org_name: string;
  readonly definition_version: number;
  readonly process_title: string;
  readonly grant_id: string;
  readonly valid_from: Date;
  readonly valid_until: Date;
  readonly form_digest: string;
  readonly revision: number;
  readonly journal_digest: string;
  readonly decisions: readonly { readonly role: string; readonly position: string; readonly outcome: string; readonly at: string; readonly digest: string }[];
  readonly steps: Readonly<Record<string, { readonly title: string }>>;
}

/** As the grant stood when it opened: what came later is in the record, not in this document. */
const AUTHORIZATION = `SELECT c.number, c.title, o.name AS org_name, c.definition_version, d.body ->> 'title' AS process_title, d.body -> 'steps' AS steps,
    g.id AS grant_id, g.valid_from, g.valid_until, f.digest AS form_digest, f.revision,
    (SELECT e.digest FROM case_events e WHERE e.case_id = c.id AND e.at <= g.valid_from ORDER BY e.seq DESC LIMIT 1) AS journal_digest,
    (SELECT coalesce(json_agg(json_build_object('role', x.role, 'position', x.position, 'outcome', x.outcome, 'at', x.at, 'digest', x.digest) ORDER BY x.at), '[]')
       FROM decisions x JOIN steps s ON s.id = x.step_id AND s.status = 'SETTLED' WHERE x.case_id = c.id AND x.voided_at IS NULL AND x.at <= g.valid_from) AS decisions
  FROM cases c JOIN organisations o ON o.id = c.org_id JOIN definitions d ON d.process_type = c.process_type AND d.version = c.definition_version
  JOIN LATERAL (SELECT * FROM grants WHERE case_id = c.id ORDER BY id LIMIT 1) g ON true
  JOIN LATERAL (SELECT * FROM form_revisions WHERE case_id = c.id AND submitted_at <= g.valid_from ORDER BY revision DESC LIMIT 1) f ON true
  WHERE c.id = $1`;

export class AuthorizationDocument implements Performer {
  constructor(
    private readonly pool: Pool,
    private readonly store: ContentStore,
  ) {}

  async perform({ caseId, wantId }: { readonly caseId: string; readonly wantId: string }): Promise<Readonly<Record<string, string>>> {
    const { rows } = await this.pool.query<Authorization>(AUTHORIZATION, [caseId]);
    const authorization = rows[0];
    if (!authorization) throw new Error('no grant to certify');
    return keepDocument(this.pool, this.store, { caseId, wantId, name: `使用授权书-${authorization.number}.html`, mediaType: 'text/html; charset=utf-8', bytes: Buffer.from(render(authorization), 'utf8') });
  }
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
const local = (instant: Date): string => instant.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
const row = (...cells: string[]): string => `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`;
const titleOf = (position: string): string => (Object.hasOwn(POSITIONS, position) ? POSITIONS[position as keyof typeof POSITIONS].title : position);

/** Positions, never names: the record keeps who acted, this document may leave the house. */
function render(authorization: Authorization): string {
  const { number, title, org_name, process_title, valid_from, valid_until, decisions, steps } = authorization;
  const decided = decisions.map(({ role, position, outcome, at, digest }) => row(steps[role]?.title ?? role, titleOf(position), outcome, local(new Date(at)), digest.slice(0, 16)));
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>使用授权书 ${escape(number)}</title>
<style>body{font-family:serif;max-width:50rem;margin:2rem auto}h1{text-align:center}table{border-collapse:collapse;width:100%}td,th{border:1px solid #333;padding:.3rem .5rem;text-align:left}</style></head>
<body><h1>数据使用授权书</h1>
<table>${row('编号', number)}${row('流程', process_title)}${row('单位', org_name)}${row('事项', title)}${row('授权编号', authorization.grant_id)}
${row('有效期', `${local(valid_from)} 至 ${local(valid_until)}（Asia/Shanghai）`)}${row('依据的表单', `第 ${authorization.revision} 版，摘要 ${authorization.form_digest}`)}${row('办理记录摘要', authorization.journal_digest)}</table>
<h2>评估、授权与核验</h2>
<table><tr><th>环节</th><th>岗位</th><th>结论</th><th>时间</th><th>内容摘要</th></tr>${decided.join('')}</table>
<p>本授权书记载授权放行时的状态。暂停、撤销、到期以系统核验（verify）为准。</p></body></html>
`;
}
