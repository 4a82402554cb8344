/** 第二十条 beyond the walks: what holds a destruction back, what its certificate says, and what the registers say then. */
import { certificateDigest, type CertificateContent } from '@libs/record/registers/certificates';
import { settleOverdue } from '@libs/record/engine';
import { CaseRecord } from '@libs/record/record';
import { demoId } from '@libs/persistence/seed/demo-id';
import { DEMO_PASSWORD } from '@libs/persistence/seed/demo/organisations';
import type { Walk } from '@workflows/processes/walk';
import { walks } from '@workflows/processes/data-destruction/walks';
import { pdfText } from '@test/support/pdf-text';
import { Sessions } from '../../../apps/standalone/src/demo/client';
import { WalkStack } from '@test/support/walk-stack';

jest.setTimeout(180_000);

const RESOURCE = demoId('resource', 'HOSPITAL-A/FOLLOW-UP');
/** A name that few fonts have, and one character that ours has not. */
const RARE = '演示签署人 喆堃龑𠮷';

let stack: WalkStack;
beforeAll(async () => {
  stack = await WalkStack.start();
});
afterAll(() => stack?.stop());

const walkOf = (name: string): Walk => {
  const walk = walks[name];
  if (!walk) throw new Error(`no walk ${name}`);
  return walk;
};

interface Read {
  readonly status: number;
  readonly type: string | null;
  readonly bytes: Buffer;
}
let token: Promise<string> | undefined;
async function read(path: string, accept = 'application/json'): Promise<Read> {
  token ??= fetch(`${stack.api.url}/api/v1/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ account: 'hospital-a.data-admin', password: DEMO_PASSWORD }) })
    .then(async (answer) => ((await answer.json()) as { accessToken: string }).accessToken);
  const answer = await fetch(`${stack.api.url}/api/v1${path}`, { headers: { authorization: `Bearer ${await token}`, accept } });
  return { status: answer.status, type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) };
}
const json = async <T>(path: string): Promise<T> => JSON.parse((await read(path)).bytes.toString('utf8')) as T;

type Named = { readonly name: string };
interface Body {
  readonly copies: readonly { readonly id: string; readonly operator: Named; readonly witnesses: readonly Named[]; readonly verifier: Named }[];
  readonly log: { readonly entries: number };
  readonly approvals: readonly { readonly step: string }[];
}

describe('the certificate of a destruction', () => {
  let certificate: CertificateContent & { readonly id: string; readonly digest: string; readonly body: Body };
  let pdf: Read;

  beforeAll(async () => {
    const walk = walkOf('destroyed');
    const moves = walk.moves.map((move) => ('step' in move && move.step === 'certification' ? { ...move, evidence: { afterwards: '残体已回收。', issuedTo: '示例科室', signature: RARE } } : move));
    const walked = await stack.walker.walk('data-destruction', { ...walk, moves });
    const [{ id } = { id: '' }] = (await walked.view())['certificates'] as { id: string }[];
    certificate = await json(`/certificates/${id}`);
    pdf = await read(`/certificates/${id}`, 'application/pdf');
  });

  it('has a digest that anybody can compute again', () => expect(certificateDigest(certificate)).toBe(certificate.digest));

  it('names, copy by copy, an operator, two witnesses and a verifier who are four people', () => {
    expect(certificate.body.copies).toHaveLength(3);
    for (const { operator, witnesses, verifier } of certificate.body.copies) {
      expect(witnesses).toHaveLength(2);
      expect(new Set([operator, ...witnesses, verifier].map(({ name }) => name)).size).toBe(4);
    }
    expect(certificate.body.approvals.map(({ step }) => step)).toEqual(['copyInventory', 'necessityAssessment', 'review', 'retentionCheck', 'approval']);
    expect(certificate.body.log.entries).toBe(1);
  });

  it('is a PDF with the same number and digest, and with rare characters; what no font has stands there by its code', () => {
    expect([pdf.status, pdf.type]).toEqual([200, 'application/pdf']);
    const text = pdfText(pdf.bytes);
    for (const word of ['数据销毁证明', certificate.number, certificate.caseNumber, '喆堃龑〔U+20BB7〕', 'U+20BB7', '监销人 2', '资产编号 DEMO-ASSET-01']) expect(text).toContain(word);
    expect(text.replace(/\s/g, '')).toContain(certificate.digest);
  });

  it('its copies are gone from the register, and the data is still there', async () => {
    const { rows } = await stack.engine.owner.query<{ id: string; destroyed: boolean }>('SELECT id, destroyed_at IS NOT NULL AS destroyed FROM resource_copies WHERE id = ANY($1::uuid[])', [certificate.body.copies.map(({ id }) => id)]);
    expect(rows.map(({ destroyed }) => destroyed)).toEqual([true, true, true]);
    const { rows: data } = await stack.engine.owner.query('SELECT destroyed_at FROM resources WHERE id = $1', [RESOURCE]);
    expect(data).toEqual([{ destroyed_at: null }]);
  });
});

it('G13: nothing is executed while a case holds the data, whoever approved; it goes on when the hold is lifted', async () => {
  const holding = await stack.walker.upTo('data-destruction', walkOf('withdrawn'), 'copyInventory');
  await stack.engine.owner.query('INSERT INTO preservations (id, case_id, resource_id, basis, held_at) VALUES (gen_random_uuid(), $1, $2, $3, now())', [holding.id, RESOURCE, '倒查冻结']);
  const walked = await stack.walker.upTo('data-destruction', walkOf('destroyed'), 'approval');
  await approve(walked.id);
  const open = async (): Promise<string[]> =>
    ((await walked.view())['steps'] as { key: string; kind: string; status: string; blockedBy?: { id: string; article: string }[] }[])
      .filter(({ status }) => status === 'OPEN')
      .map(({ key, kind, blockedBy = [] }) => [kind, key, ...blockedBy.map(({ id, article }) => `${id} ${article}`)].join(' '));
  expect(await open()).toEqual(['GATE release G13 第二十条']);

  await stack.engine.owner.query('UPDATE preservations SET lifted_at = now() WHERE resource_id = $1', [RESOURCE]);
  await stack.engine.owner.query(`UPDATE clocks SET due_at = now() - interval '10 seconds', next_at = now() - interval '10 seconds' WHERE case_id = $1 AND stopped_at IS NULL`, [walked.id]);
  await stack.engine.owner.query(`UPDATE cases SET next_due_at = now() - interval '10 seconds' WHERE id = $1`, [walked.id]);
  await settleOverdue(stack.api.app.get(CaseRecord), walked.id);
  expect(await open()).toEqual(['COMPLETE execution', 'COMPLETE execution', 'COMPLETE execution']);
});

async function approve(caseId: string): Promise<void> {
  const leader = new Sessions(stack.api.url, () => DEMO_PASSWORD).of('hospital-a.designated-leader');
  const view = await leader.get(`/cases/${caseId}`);
  const step = (view['steps'] as { key: string; tasks: { id: string }[] }[]).find(({ key }) => key === 'approval');
  const path = `/tasks/${step?.tasks[0]?.id}`;
  const { version, shown } = await leader.get(path);
  await leader.post(`${path}/decision`, { version, seenDigest: (shown as { digest: string }).digest, outcome: 'APPROVE' });
}
