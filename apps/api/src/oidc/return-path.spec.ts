import { isReturnPath } from './return-path';

describe('where a browser is sent after signing in', () => {
  it.each(['/', '/tasks', '/tasks?box=done&overdue=true', '/cases/0190a7d0-7c3e-7000-8000-000000000001', '/apis'])('may be %s', (path) => {
    expect(isReturnPath(path)).toBe(true);
    expect(new URL(path, 'https://qingdun.example').origin).toBe('https://qingdun.example');
  });

  it.each(['', 'tasks', '//evil.example', '/\\evil.example', '\\\\evil.example', '/%5cevil.example', 'https://evil.example', 'javascript:alert(1)', '/\t/evil.example', '/ /evil.example', '/a//evil.example', '/@evil.example', '/a\r\nSet-Cookie: x=1', '/api', '/api/v1/auth/oidc/logout', '/api?x', '/#x', `/${'a'.repeat(500)}`])('may not be %j', (path) => {
    expect(isReturnPath(path)).toBe(false);
  });
});
