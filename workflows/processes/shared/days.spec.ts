import { shanghai } from '@libs/domain/calendar.fixture';
import { inOrder, notLaterThanToday } from './days';

const codes = (errors: readonly { path: string; code: string }[]): string[] => errors.map(({ path, code }) => `${path} ${code}`);

it.each([
  [{ doneOn: '2026-03-01' }, []],
  [{ doneOn: '2026-03-02' }, []],
  [{ doneOn: '2026-03-03' }, ['doneOn IN_THE_FUTURE']],
  [{}, []],
])('on 2026-03-02, late in the evening, %j', (evidence, problems) => {
  expect(codes(notLaterThanToday(evidence, shanghai('2026-03-02 23:30'), 'doneOn'))).toEqual(problems);
});

it.each([
  ['2026-03-01', '2026-03-02', []],
  ['2026-03-02', '2026-03-02', []],
  ['2026-03-03', '2026-03-02', ['last NOT_AFTER']],
  ['2026-03-03', undefined, []],
])('from %s to %s: %j', (first, last, problems) => expect(codes(inOrder({ first, last }, 'first', 'last', '首次'))).toEqual(problems));
