import { csrfMatches, csrfTokenOf } from './session-cookie';

describe('the CSRF token', () => {
  it('fits its own session and no other', () => {
    expect(csrfMatches('session-a', csrfTokenOf('session-a'))).toBe(true);
    expect(csrfMatches('session-b', csrfTokenOf('session-a'))).toBe(false);
  });

  it.each([[undefined], [''], ['x'], [csrfTokenOf('a').slice(1)]])('is not %p', (given) => {
    expect(csrfMatches('a', given)).toBe(false);
  });
});
