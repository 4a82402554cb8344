import { DomainError } from '@libs/platform/errors/domain-error';
import { decodeCursor, encodeCursor, pageOf, UUID_KEY } from './paging';

const key = (row: string): string => row;

describe('pages', () => {
  it('end with a cursor while there is more, and without one at the end', () => {
    expect(pageOf(['a', 'b', 'c'], { limit: 2, key })).toEqual({ items: ['a', 'b'], nextCursor: encodeCursor('b') });
    expect(pageOf(['a', 'b'], { limit: 2, key })).toEqual({ items: ['a', 'b'], nextCursor: null });
    expect(pageOf([], { limit: 2, key })).toEqual({ items: [], nextCursor: null });
  });

  it('take a cursor that was given out, and no other', () => {
    const id = '0190a7d0-7c3e-7000-8000-000000000000';
    expect(decodeCursor(encodeCursor(id), UUID_KEY)).toBe(id);
    expect(decodeCursor(undefined, UUID_KEY)).toBeNull();
    expect(() => decodeCursor(encodeCursor(`${id}'`), UUID_KEY)).toThrow(DomainError);
  });
});
