import { ToldWindow } from './window';

const windowOf = (size: number): { window: ToldWindow; pass: (ms: number) => void } => {
  let now = 0;
  return { window: new ToldWindow(size, () => now), pass: (ms) => void (now += ms) };
};

test('a case takes room from when it is told until its workflow has run that far', () => {
  const { window } = windowOf(2);
  window.add('a', 3);
  expect(window.room).toBe(1);
  window.ran('a', 2);
  expect(window.room).toBe(1);
  window.ran('a', 3);
  expect(window.room).toBe(2);
});

test('a case that is told again takes its room once', () => {
  const { window } = windowOf(2);
  window.add('a', 3);
  window.add('a', 4);
  expect(window.room).toBe(1);
});

test('what was not told after all gives its room back', () => {
  const { window } = windowOf(1);
  window.add('a', 1);
  window.drop('a');
  expect(window.room).toBe(1);
});

test('a run that another worker executes is taken for done after two seconds', () => {
  const { window, pass } = windowOf(1);
  window.add('a', 1);
  pass(2_000);
  expect(window.room).toBe(0);
  pass(1);
  expect(window.room).toBe(1);
});

test('there is never less than no room', () => {
  const { window } = windowOf(1);
  window.add('a', 1);
  window.add('b', 1);
  expect(window.room).toBe(0);
});

/** As often as the relay reads, until the count of people has settled. */
const settled = (window: ToldWindow, people: number): void => {
  for (let n = 0; n < 50; n++) window.yieldTo(people);
};

test('the more people are at the record, the less room there is', () => {
  const { window } = windowOf(32);
  const rooms = [0, 0.5, 0.75, 1, 1.25, 1.5].map((people) => {
    settled(window, people);
    return window.room;
  });
  expect(rooms).toEqual([32, 16, 7, 2, 1, 1]);
});

test('however many people there are, a place is given now and then', () => {
  const { window, pass } = windowOf(16);
  settled(window, 3);
  expect(window.room).toBe(1);
  window.add('a', 1);
  window.ran('a', 1);
  expect(window.room).toBe(0);
  pass(900);
  window.add('b', 1, true);
  window.ran('b', 1);
  pass(100);
  expect(window.room).toBe(1);
  settled(window, 60);
  expect(window.room).toBe(1);
});

test('one crowded moment changes little', () => {
  const { window } = windowOf(16);
  window.yieldTo(2);
  expect(window.room).toBe(10);
});
