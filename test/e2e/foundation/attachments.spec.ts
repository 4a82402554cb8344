import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { startApi, type Answer, type ApiClient, type TestApi } from '@test/support/api';

const PDF = Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<<>>\nendobj\n%%EOF\n', 'latin1');
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const EXE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200, 1)]);
const GBK = Buffer.from([0xd6, 0xd0, 0xce, 0xc4, 0x2c, 0x31, 0x0a]);

describe('attachments', () => {
  let api: TestApi;
  let uploader: ApiClient;
  beforeAll(async () => {
    api = await startApi();
    uploader = await api.loginAs('hospital-a.staff-1');
  });
  afterAll(() => api?.close());

  const upload = (content: Uint8Array<ArrayBuffer>, name: string, { key = randomUUID(), field = 'file' }: { key?: string; field?: string } = {}): Promise<Answer> => {
    const form = new FormData();
    form.append(field, new Blob([content], { type: 'application/octet-stream' }), name);
    return uploader.post('/attachments', form, { 'idempotency-key': key });
  };
  const incoming = (): string[] => {
    const folder = join(api.home, 'data', 'attachments', 'incoming');
    return existsSync(folder) ? readdirSync(folder) : [];
  };
  const rows = async (): Promise<number> => (await api.owner.query('SELECT count(*)::int AS n FROM attachments'))[0].n;

  it.each([
    ['脱敏报告 “终稿”.pdf', PDF, 'application/pdf'],
    ['图.png', PNG, 'image/png'],
    ['说明.txt', Buffer.from('说明\n'), 'text/plain'],
    ['名单.csv', GBK, 'text/csv'],
  ])('keep %s and give it back as it was', async (name, content, mediaType) => {
    const { status, body, headers } = await upload(Buffer.from(content), name);
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect([status, body]).toEqual([201, { id: expect.any(String), name, mediaType, size: content.length, sha256 }]);
    expect(headers.get('location')).toBe(`/api/v1/attachments/${body.id}`);
    const read = await uploader.get(`/attachments/${body.id}`);
    expect(Buffer.compare(read.body, content)).toBe(0);
    expect(read.headers.get('content-type')).toBe(mediaType);
    expect(read.headers.get('x-content-type-options')).toBe('nosniff');
    expect(read.headers.get('content-security-policy')).toContain('sandbox');
    expect(read.headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent(name)}`);
  });

  it.each([
    ['a program that calls itself a document', EXE, '报告.pdf'],
    ['a document that calls itself a program', PDF, 'a.exe'],
    ['a page with scripts', Buffer.from('<html><script>1</script></html>'), 'a.html'],
    ['a drawing with scripts', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.svg'],
    ['bytes that are no text', Buffer.from([0x61, 0x00, 0x01]), 'a.txt'],
    ['nothing at all', Buffer.alloc(0), 'a.txt'],
  ])('refuse %s and keep nothing of it', async (_, content, name) => {
    const before = await rows();
    const { status, body } = await upload(Buffer.from(content), name);
    expect([status, body.code]).toEqual([415, 'MEDIA_TYPE_REFUSED']);
    expect([await rows(), incoming()]).toEqual([before, []]);
  });

  it('refuse more than 25 MiB and keep nothing of it', async () => {
    const before = await rows();
    const { status, body } = await upload(Buffer.alloc(25 * 1_024 * 1_024 + 1, 'a'), 'a.txt');
    expect([status, body.code]).toEqual([413, 'TOO_LARGE']);
    expect([await rows(), incoming()]).toEqual([before, []]);
  });

  it('refuse what is no upload', async () => {
    expect((await uploader.post('/attachments', { name: 'x' })).status).toBe(415);
    expect((await upload(PDF, 'a.pdf', { field: 'other' })).body.errors[0].path).toBe('file');
    expect((await uploader.post('/attachments', 'x', { 'content-type': 'multipart/form-data' })).status).toBe(400);
    const unkeyed = new FormData();
    unkeyed.append('file', new Blob([PDF]), 'a.pdf');
    expect((await uploader.post('/attachments', unkeyed, { 'idempotency-key': 'short' })).body.code).toBe('IDEMPOTENCY_REQUIRED');
  });

  it('are created once for one key, and refuse another content for it', async () => {
    const key = randomUUID();
    const first = await upload(PDF, 'a.pdf', { key });
    const again = await upload(PDF, 'a.pdf', { key });
    expect([again.status, again.body, again.headers.get('location')]).toEqual([201, first.body, first.headers.get('location')]);
    expect((await upload(PNG, 'a.png', { key })).body.code).toBe('IDEMPOTENCY_MISMATCH');
  });

  it('are seen by nobody else, and the attempt is on record', async () => {
    const { body } = await upload(PDF, 'a.pdf');
    const colleague = await api.loginAs('hospital-a.staff-2');
    expect((await colleague.get(`/attachments/${body.id}`)).body.code).toBe('NOT_FOUND');
    await uploader.get(`/attachments/${body.id}`);
    const events = await api.owner.query(`SELECT action, refused FROM audit_events WHERE details ->> 'attachmentId' = $1 ORDER BY id`, [body.id]);
    expect(events).toEqual([
      { action: 'ATTACHMENT_UPLOADED', refused: null },
      { action: 'ATTACHMENT_READ', refused: 'NOT_FOUND' },
      { action: 'ATTACHMENT_READ', refused: null },
    ]);
  });
});
