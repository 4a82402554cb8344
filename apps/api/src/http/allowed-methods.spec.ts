import { AllowedMethods } from './allowed-methods';

describe('AllowedMethods', () => {
  const allowed = new AllowedMethods();
  allowed.add('/api/v1/drafts/:id', ['GET', 'HEAD']);
  allowed.add('/api/v1/drafts/:id', 'PUT');
  allowed.add('/api/v1/drafts', 'GET');
  allowed.add('*', 'OPTIONS');

  it('knows the methods of a concrete path', () => {
    expect(allowed.of('/api/v1/drafts/7')).toEqual(['GET', 'HEAD', 'PUT']);
    expect(allowed.of('/api/v1/drafts')).toEqual(['GET']);
  });

  it('knows none of a path that no route has', () => {
    expect(allowed.of('/api/v1/drafts/7/8')).toEqual([]);
    expect(allowed.of('/api/v1/draftsX')).toEqual([]);
  });
});
