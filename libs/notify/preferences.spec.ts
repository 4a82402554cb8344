import { NOTICE_KINDS, KINDS } from './kinds';
import { planOf, type Preferences } from './preferences';

const at = (time: string): number => Date.parse(`2026-03-02T${time}:00+08:00`);
const plan = (person: Preferences, now: number, { unit = {}, kind = 'TASK_OPENED' }: { unit?: Preferences; kind?: (typeof NOTICE_KINDS)[number] } = {}): Record<string, [when: string, together: boolean]> =>
  Object.fromEntries(planOf(kind, { person, unit }, now).map(({ channel, dueAt, together }) => [channel, [new Date(dueAt + 8 * 3_600_000).toISOString().slice(5, 16), together]]));

it('tells everything by every channel at once where nobody has said otherwise', () => {
  expect(plan({}, at('10:00'))).toEqual({ IN_APP: ['03-02T10:00', false], MAIL: ['03-02T10:00', false] });
});

it('leaves out the channels that a person has muted for a kind, and no other', () => {
  const person: Preferences = { channels: { TASK_OPENED: ['IN_APP'], URGING: [] } };
  expect([Object.keys(plan(person, at('10:00'))), Object.keys(plan(person, at('10:00'), { kind: 'URGING' })), Object.keys(plan(person, at('10:00'), { kind: 'REMINDER' }))]).toEqual([['IN_APP'], [], ['IN_APP', 'MAIL']]);
});

it.each([
  ['22:00', '07:00', '23:30', '03-03T07:00'],
  ['22:00', '07:00', '06:59', '03-02T07:00'],
  ['22:00', '07:00', '07:00', '03-02T07:00'],
  ['22:00', '07:00', '21:59', '03-02T21:59'],
  ['12:00', '13:30', '12:00', '03-02T13:30'],
  ['12:00', '13:30', '13:30', '03-02T13:30'],
])('quiet from %s to %s: mail of %s comes at %s', (from, to, now, due) => {
  expect(plan({ quiet: { from, to } }, at(now))).toEqual({ IN_APP: [expect.stringContaining(now), false], MAIL: [due, false] });
});

it.each([
  ['08:30', '07:00', '03-02T08:30'],
  ['08:30', '08:30', '03-03T08:30'],
  ['08:30', '23:00', '03-03T08:30'],
])('a digest at %s: mail of %s comes at %s, with the others', (time, now, due) => {
  expect(plan({ digest: { at: time } }, at(now))['MAIL']).toEqual([due, true]);
});

it('does not break the quiet with a digest', () => {
  expect(plan({ digest: { at: '06:00' }, quiet: { from: '22:00', to: '07:00' } }, at('12:00'))['MAIL']).toEqual(['03-03T07:00', true]);
});

it('asks the organisation where the person has said nothing, field by field', () => {
  const unit: Preferences = { channels: { TASK_OPENED: ['IN_APP'], URGING: ['IN_APP'] }, digest: { at: '08:00' } };
  expect(plan({}, at('10:00'), { unit })).toEqual({ IN_APP: ['03-02T10:00', false] });
  expect(plan({ channels: { TASK_OPENED: ['MAIL'] } }, at('10:00'), { unit })).toEqual({ MAIL: ['03-03T08:00', true] });
  expect(plan({ channels: { TASK_OPENED: ['MAIL'] }, digest: null }, at('10:00'), { unit })).toEqual({ MAIL: ['03-02T10:00', false] });
});

const DUTIES = NOTICE_KINDS.filter((kind) => KINDS[kind].duty !== undefined);
it.each(DUTIES)('%s comes at once and by every channel, whatever anybody has said', (kind) => {
  const wanted: Preferences = { channels: Object.fromEntries(NOTICE_KINDS.map((one) => [one, []])), quiet: { from: '00:00', to: '23:59' }, digest: { at: '08:00' } };
  expect(plan(wanted, at('03:00'), { unit: wanted, kind })).toEqual({ IN_APP: ['03-02T03:00', false], MAIL: ['03-02T03:00', false] });
});

it('has duties, and says of each why', () => {
  expect(DUTIES).toEqual(['BREACH', 'ESCALATION', 'EXPIRY', 'UNSTAFFED', 'UNDECIDABLE', 'SUCCESSION']);
  for (const kind of DUTIES) expect(KINDS[kind].duty).toMatch(/^(系统设定|附件|第.+条)：.{4,}/);
});
