import { pauseMs } from './backoff';

const backoff = { firstMs: 1_000, mostMs: 60_000 };

it.each([
  [1, 500, 1_000],
  [2, 1_000, 2_000],
  [5, 8_000, 16_000],
  [7, 30_000, 60_000],
  [1_000, 30_000, 60_000],
])('after %i failures it pauses %i to %i ms', (attempts, least, most) => {
  expect([pauseMs(attempts, backoff, () => 0), pauseMs(attempts, backoff, () => 1)]).toEqual([least, most]);
});
