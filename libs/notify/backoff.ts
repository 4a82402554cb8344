const FACTOR = 2;

export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
}

/** The pause after so many attempts have failed: it doubles, and half of it is chance, so that what failed together does not come back together. */
export function pauseMs(attempts: number, { firstMs, mostMs }: Backoff, random: () => number = Math.random): number {
  const whole = Math.min(mostMs, firstMs * FACTOR ** Math.min(attempts - 1, 30));
  return Math.round(whole / 2 + (whole / 2) * random());
}
