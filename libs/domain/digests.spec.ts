import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { canonicalJson, chainDigest, digestOf, NotCanonicalError, sectionDigests, sha256Hex } from './digests';

const json = fc.jsonValue({ stringUnit: 'binary' });

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, member]) => [key, shuffled(member)]));
};

describe('canonical JSON', () => {
  it('is what the canonicalize package writes', () => {
    fc.assert(fc.property(json, (value) => expect(canonicalJson(value)).toBe(canonicalize(value))));
  });

  it('reads back as the same value', () => {
    fc.assert(fc.property(json, (value) => expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value))));
  });

  it('does not depend on the order of members', () => {
    fc.assert(fc.property(json, (value) => expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))));
  });

  it('writes numbers, escapes and member order as RFC 8785 does in its own example', () => {
    const example: unknown = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001, -0],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`);
    expect(canonicalJson(example)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
    expect(canonicalJson({ '\ufb33': 1, '\ud83d\ude00': 2, '\u20ac': 3, '\r': 4, '1': 5 })).toBe(
      '{"\\r":4,"1":5,"€":3,"😀":2,"\ufb33":1}',
    );
  });

  it('leaves out members that are undefined', () => {
    expect(canonicalJson({ a: undefined, b: [{ c: undefined }] })).toBe('{"b":[{}]}');
  });

  const cycle: Record<string, unknown> = {};
  cycle['self'] = { cycle };
  it.each<[string, unknown, string]>([
    ['NaN', { a: [1, Number.NaN] }, '$.a[1]'],
    ['an infinity', { a: Number.NEGATIVE_INFINITY }, '$.a'],
    ['undefined alone', undefined, '$'],
    ['undefined in a list', { a: [undefined] }, '$.a[0]'],
    ['a hole in a list', Array(1), '$[0]'],
    ['a big integer', { n: 1n }, '$.n'],
    ['a function', { f: () => 1 }, '$.f'],
    ['a date', { at: new Date(0) }, '$.at'],
    ['a map', new Map(), '$'],
    ['a lone surrogate', { s: '\ud800' }, '$.s'],
    ['a lone surrogate in a name', { '\udc00': 1 }, '$'],
    ['a value that contains itself', cycle, '$.self.cycle'],
  ])('refuses %s and says where', (_, value, path) => {
    expect(() => canonicalJson(value)).toThrow(NotCanonicalError);
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ path }));
  });

  it('accepts the same object twice beside itself', () => {
    const shared = { a: 1 };
    expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
  });
});

describe('digests', () => {
  it('are the SHA-256 that OpenSSL computes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex')),
      ),
    );
  });

  it('refuse a text without a UTF-8 form, which would share its digest with another', () => {
    expect(() => sha256Hex('\ud800')).toThrow(RangeError);
  });

  it('differ exactly where the canonical JSON differs', () => {
    fc.assert(
      fc.property(json, json, (a, b) => expect(digestOf(a) === digestOf(b)).toBe(canonicalJson(a) === canonicalJson(b))),
    );
  });

  it('change in exactly the sections that changed', () => {
    const form = fc.dictionary(fc.string(), json);
    fc.assert(
      fc.property(form, fc.string(), json, (before, key, section) => {
        const after = Object.fromEntries([...Object.entries(before), [key, section]]);
        const [was, is] = [sectionDigests(before), sectionDigests(after)];
        const changed = Object.keys(is).filter((k) => is[k] !== (Object.hasOwn(was, k) ? was[k] : undefined));
        const same = Object.hasOwn(before, key) && canonicalJson(before[key]) === canonicalJson(section);
        expect(changed).toEqual(same ? [] : [key]);
      }),
    );
  });

  it('give an absent section none', () => {
    expect(Object.keys(sectionDigests({ project: { name: 'x' }, data: undefined }))).toEqual(['project']);
  });
});

describe('the running digest of a journal', () => {
  const run = (entries: readonly unknown[]): string | undefined =>
    entries.reduce<string | undefined>((previous, entry) => chainDigest(previous, entry), undefined);

  it('tells apart journals that differ in an entry, its place or their length', () => {
    const journal = fc.array(json, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(journal, journal, (a, b) => expect(run(a) === run(b)).toBe(canonicalJson(a) === canonicalJson(b))),
    );
    expect(run(['a', 'b'])).not.toBe(run(['b', 'a']));
  });

  it('can be taken up at any entry', () => {
    fc.assert(
      fc.property(fc.array(json, { minLength: 2 }), fc.nat(), (entries, cut) => {
        const at = 1 + (cut % (entries.length - 1));
        const resumed = entries.slice(at).reduce<string | undefined>((d, e) => chainDigest(d, e), run(entries.slice(0, at)));
        expect(resumed).toBe(run(entries));
      }),
    );
  });

  it('refuses to go on from something that is no digest', () => {
    expect(() => chainDigest('abc', 1)).toThrow(RangeError);
  });
});
