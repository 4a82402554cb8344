import { declaresSecret, diversionCause, SECRET_CAUSES } from './special-review';

const NOTHING = { containsStateSecret: false, aggregatesToSecret: false, crossBorder: false };

it.each([
  [{}, undefined],
  [{ crossBorder: true }, 'CROSS_BORDER'],
  [{ aggregatesToSecret: true, crossBorder: true }, 'AGGREGATED_SECRET'],
  [{ containsStateSecret: true, aggregatesToSecret: true, crossBorder: true }, 'STATE_SECRET'],
])('%j is diverted for its gravest cause: %s', (declared, cause) => expect(diversionCause({ ...NOTHING, ...declared })).toBe(cause));

it('a secret is one of two causes, and crossing the border is none of them', () => {
  expect([...SECRET_CAUSES].sort()).toEqual(['AGGREGATED_SECRET', 'STATE_SECRET']);
});

it.each([
  [{}, false],
  [{ guards: null }, false],
  [{ guards: 'containsStateSecret' }, false],
  [{ guards: { containsStateSecret: 'true' } }, false],
  [{ guards: { containsStateSecret: false, aggregatesToSecret: false } }, false],
  [{ guards: { containsStateSecret: true } }, true],
  [{ guards: { aggregatesToSecret: true } }, true],
])('an unfinished form %j declares a secret: %s', (form, declares) => expect(declaresSecret(form)).toBe(declares));
