import { DomainError } from '@libs/platform/errors/domain-error';
import { CAST, STEP_KINDS, VerbWorld, type StepKind } from '@test/support/verb-world';
import { ACTS, VERBS, type Place, type Verb } from './acts';
import { CLOSE, MOMENTS, OPEN_AT, openCase, REACH, type Moment } from './moments';
import { audited, fingerprint, standing } from './seen';
import { PERSONS, TABLE, type ByKind, type ByPerson, type Expected } from './table';

jest.setTimeout(30_000);

let verbs: VerbWorld;
beforeAll(async () => {
  verbs = await VerbWorld.create();
});
afterAll(() => verbs?.destroy());

/** Malformed input leaves no trace, not even in the audit. */
const UNAUDITED: ReadonlySet<string> = new Set(['FORM_INVALID', 'REASON_REQUIRED']);
const REFUSED_IN_SILENCE = (code: string): boolean => UNAUDITED.has(code);

const of = <T extends object>(cell: ByKind<T>, kind: StepKind): T => (kind in cell ? (cell as Record<StepKind, T>)[kind] : (cell as T));
const attempt = (place: Place, verb: Verb, by = ACTS[verb].by(place)): Promise<string> =>
  ACTS[verb].attempt(place, by).then(
    () => 'accepted',
    (error: unknown) => {
      if (error instanceof DomainError) return error.code;
      throw error;
    },
  );

/** A case at the moment, with what the verb needs there. */
async function placeFor(verb: Verb, kind: StepKind, moment: Moment): Promise<Place> {
  const place = await REACH[moment](await openCase(verbs, kind));
  const { prepare } = ACTS[verb];
  // A seat that names its person is never claimed: there is nothing to prepare.
  if (prepare && (prepare.always || OPEN_AT.has(moment))) await prepare.does(place).catch((error: unknown) => (error instanceof DomainError && error.code === 'NOT_OFFERED' ? undefined : Promise.reject(error)));
  await CLOSE[moment]?.(place);
  return place;
}

/** Tries it, and holds it against the cell: a refusal changes nothing and is audited once, what is done is audited and stands. */
async function holds(place: Place, verb: Verb, expected: Expected, by?: string): Promise<void> {
  const [before, events] = [await fingerprint(place), (await audited(place)).length];
  const answer = await attempt(place, verb, by);
  const added = await audited(place, events);
  if ('refused' in expected) {
    expect(answer).toBe(expected.refused);
    expect(added.map((what) => what.split(' ').at(-1))).toEqual(REFUSED_IN_SILENCE(answer) ? [] : [answer]);
    expect(await fingerprint(place)).toBe(before);
  } else {
    expect({ answer, done: added.join(', '), then: await standing(place) }).toEqual({ answer: 'accepted', ...expected });
    if (expected.done === '') expect(await fingerprint(place)).toBe(before);
  }
}

const CELLS = STEP_KINDS.flatMap((kind) => MOMENTS.map((moment) => [kind, moment] as const));

describe.each(VERBS)('%s', (verb) => {
  const row = TABLE[verb];

  test.each(CELLS)('on a %s step: %s', async (kind, moment) => {
    await holds(await placeFor(verb, kind, moment), verb, of(row.at[moment], kind));
  });

  const others = PERSONS.flatMap((who) => STEP_KINDS.flatMap((kind): [StepKind, ByPerson, Expected][] => (row.by[who] ? [[kind, who, of(row.by[who], kind)]] : [])));
  test.each(others)('on a %s step, by the %s', async (kind, who, expected) => {
    const place = await placeFor(verb, kind, row.usually);
    await holds(place, verb, expected, who === 'owner' ? place.owner : CAST[who]);
  });

  test.each(STEP_KINDS)('on a %s step, twice', async (kind) => {
    const place = await placeFor(verb, kind, row.usually);
    await attempt(place, verb);
    await holds(place, verb, of(row.twice, kind));
  });

  test.each(STEP_KINDS)('on a %s step, twice at once', async (kind) => {
    const place = await placeFor(verb, kind, row.usually);
    const events = (await audited(place)).length;
    const answers = await Promise.all([attempt(place, verb), attempt(place, verb)]);
    const added = await audited(place, events);
    const refused = answers.filter((answer) => answer !== 'accepted');
    expect(added.filter((what) => what.includes(' ')).map((what) => what.split(' ')[1])).toEqual(refused.filter((code) => !REFUSED_IN_SILENCE(code)));
    const pair = of(row.atOnce, kind);
    if ('neither' in pair) return expect(answers).toEqual([pair.neither, pair.neither]);
    expect({ done: added.filter((what) => !what.includes(' ')).join(', '), then: await standing(place) }).toEqual({ done: pair.once, then: pair.then });
    const [other] = answers.toSorted((a, b) => Number(a === 'accepted') - Number(b === 'accepted'));
    expect(answers).toContain('accepted');
    expect(pair.other).toContain(other);
  });
});

test('the table has a cell for every verb, kind and moment, and none for a verb that is not tried', () => {
  expect(Object.keys(TABLE).toSorted()).toEqual([...VERBS].toSorted());
  for (const verb of VERBS) expect(Object.keys(TABLE[verb].at).toSorted()).toEqual([...MOMENTS].toSorted());
});
