import { CATALOGUE, ERROR_CODES, problemType } from './catalogue';
import { DomainError } from './domain-error';
import { languageOf, problemHeaders, toDomainError, toProblem } from './problem';

const zh = { acceptLanguage: undefined, instance: '/api/v1/cases' };
const en = { acceptLanguage: 'en-GB,en;q=0.9', instance: '/api/v1/cases' };

/** The table of the HTTP contract. */
const CONTRACT: Record<number, string[]> = {
  400: ['MALFORMED', 'IDEMPOTENCY_REQUIRED'],
  401: ['UNAUTHENTICATED', 'REAUTHENTICATION_REQUIRED'],
  403: ['NOT_ELIGIBLE', 'SEPARATION_OF_DUTIES', 'NOT_A_STARTER', 'OUT_OF_SCOPE'],
  404: ['NOT_FOUND'],
  409: ['STALE_VERSION', 'STALE_CONTENT', 'ALREADY_DECIDED', 'CASE_CLOSED', 'CASE_HELD', 'CASE_STOPPED', 'IDEMPOTENCY_IN_FLIGHT'],
  413: ['TOO_LARGE'],
  415: ['MEDIA_TYPE_REFUSED'],
  422: ['FORM_INVALID', 'EVIDENCE_INVALID', 'REASON_REQUIRED', 'GATE_FAILED', 'AMBIGUOUS_POSITION', 'IDEMPOTENCY_MISMATCH'],
  429: ['TOO_MANY_REQUESTS'],
  503: ['UNAVAILABLE'],
};

describe('the error catalogue', () => {
  it.each(Object.entries(CONTRACT))('gives status %s to the codes of the contract', (status, codes) => {
    const statuses = new Map(Object.entries(CATALOGUE).map(([code, spec]) => [code, spec.status]));
    expect(codes.map((code) => statuses.get(code))).toEqual(codes.map(() => Number(status)));
  });

  // Notices are recorded; nothing carries them to anybody.
  it('says of nobody that they have been told', () => {
    for (const { detail } of Object.values(CATALOGUE)) expect(`${detail?.zh} ${detail?.en}`).not.toMatch(/已通知|been told/);
  });

  it('lists each code once, with texts in both languages and a type of its own', () => {
    expect(Object.keys(CATALOGUE).sort()).toEqual([...ERROR_CODES].sort());
    expect(new Set(ERROR_CODES.map(problemType)).size).toBe(ERROR_CODES.length);
    for (const { title, detail } of Object.values(CATALOGUE)) {
      expect(title.zh).toMatch(/\p{Script=Han}/u);
      expect(title.en).not.toMatch(/\p{Script=Han}/u);
      expect(detail?.en ?? '').not.toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('toProblem', () => {
  it('carries the members of the code and speaks Chinese unless asked otherwise', () => {
    expect(toProblem(new DomainError('STALE_VERSION', { members: { version: 7 } }), zh)).toEqual({
      type: '/problems/stale-version',
      title: '待办已变化',
      status: 409,
      code: 'STALE_VERSION',
      detail: '此待办已被转办、认领或重新分派，请按最新情况办理。',
      instance: '/api/v1/cases',
      version: 7,
    });
  });

  it('puts fields, gates and sentences into the language of the request', () => {
    const errors = [{ path: 'purpose.purpose', code: 'REQUIRED', message: { zh: '请填写', en: 'required' } }];
    expect(toProblem(new DomainError('FORM_INVALID', { errors }), en)).toMatchObject({
      detail: 'The form has 1 field(s) to correct.',
      errors: [{ path: 'purpose.purpose', code: 'REQUIRED', message: 'required' }],
    });
    const gates = [{ id: 'G1', passed: false, article: '第二条', reason: { zh: '涉密', en: 'secret' } }];
    expect(toProblem(new DomainError('GATE_FAILED', { members: { gates } }), zh)).toMatchObject({ gates: [{ id: 'G1', reason: '涉密' }] });
    const detail = { zh: '账号已锁定', en: 'locked' };
    expect(toProblem(new DomainError('UNAUTHENTICATED', { detail }), en).detail).toBe('locked');
  });

  it('never lets a member displace what the standard fixes', () => {
    const members: object = { status: 200, code: 'NOT_FOUND' };
    expect(toProblem(new DomainError('CASE_HELD', { members }), zh)).toMatchObject({ status: 409, code: 'CASE_HELD' });
  });

  it('tells nothing of an unknown error', () => {
    const secret = new Error('password=hunter2');
    const error = toDomainError(secret);
    expect(error.cause).toBe(secret);
    expect(JSON.stringify(toProblem(error, en))).not.toContain('hunter2');
    expect(toProblem(error, en)).toMatchObject({ status: 500, code: 'INTERNAL' });
  });
});

describe('languages and headers', () => {
  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['*', 'zh-CN'],
    ['fr', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['en', 'en'],
    ['en-US,zh;q=0.5', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en;q=0', 'zh-CN'],
    [';;q=x,,', 'zh-CN'],
  ])('answers Accept-Language %p in %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });

  it('sends Retry-After in whole seconds, and the scheme with a 401', () => {
    const error = new DomainError('TOO_MANY_REQUESTS', { members: { retryAfter: 1.2 } });
    expect(problemHeaders(error, 'en')).toMatchObject({ 'retry-after': '2', 'content-language': 'en' });
    expect(problemHeaders(new DomainError('UNAUTHENTICATED'), undefined)).toMatchObject({ 'www-authenticate': 'Bearer' });
    const stepUp = new DomainError('REAUTHENTICATION_REQUIRED', { params: { minutes: 15 }, members: { maxAge: 900 } });
    expect(problemHeaders(stepUp, undefined)).toMatchObject({ 'www-authenticate': 'Bearer error="insufficient_user_authentication", max_age="900"' });
  });
});
