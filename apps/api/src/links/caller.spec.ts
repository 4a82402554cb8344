import { mustBeOwnPage } from './caller';

const from = (headers: Record<string, string>): (() => void) => () => mustBeOwnPage({ headers, host: 'qingdun.example:8443' });

describe('a form that is sent', () => {
  it.each([[{ 'sec-fetch-site': 'same-origin' }], [{ 'sec-fetch-site': 'same-origin', origin: 'null' }], [{ origin: 'https://qingdun.example:8443' }], [{}]])('is our own page’s: %j', (headers) => {
    expect(from(headers)).not.toThrow();
  });

  it.each([[{ 'sec-fetch-site': 'cross-site' }], [{ 'sec-fetch-site': 'same-site' }], [{ 'sec-fetch-site': 'none' }], [{ origin: 'https://qingdun.example' }], [{ origin: 'https://elsewhere.example:8443' }], [{ origin: 'null' }]])('is another’s: %j', (headers) => {
    expect(from(headers)).toThrow('CSRF_REFUSED');
  });
});
