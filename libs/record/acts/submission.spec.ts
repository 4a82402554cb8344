import { idsIn, MOST_MENTIONS } from './submission';

const idsOf = (count: number): string[] => Array.from({ length: count }, (_, n) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`);

describe('the ids that a form mentions', () => {
  it('are found wherever they stand, each once, and nothing else is', () => {
    const [first = '', second = ''] = idsOf(2);
    expect(idsIn({ a: [{ b: first }, { c: `${first} ` }], d: second, e: first, f: 3, g: null })).toEqual([first, second]);
  });

  it('are looked up all, or the form is refused', () => {
    expect(idsIn({ list: idsOf(MOST_MENTIONS) })).toHaveLength(MOST_MENTIONS);
    expect(() => idsIn({ list: [{ more: idsOf(MOST_MENTIONS + 1) }] })).toThrow(expect.objectContaining({ code: 'FORM_INVALID', errors: [expect.objectContaining({ code: 'TOO_MANY' })] }));
  });
});
