import { requestId } from './request-id';

describe('requestId', () => {
  it('keeps a harmless id of the caller', () => {
    expect(requestId({ headers: { 'x-request-id': 'caller-0001' } })).toBe('caller-0001');
  });

  it.each([['short'], ['with space'], ['x'.repeat(65)], ['line\nbreak-1'], [undefined]])('makes its own instead of %p', (given) => {
    expect(requestId({ headers: { 'x-request-id': given } })).toMatch(/^[0-9a-f-]{36}$/);
  });
});
