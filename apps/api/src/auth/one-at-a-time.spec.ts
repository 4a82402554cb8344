import { OneAtATime } from './one-at-a-time';

describe('OneAtATime', () => {
  it('never runs two of one key at once, in the order of asking, whatever fails', async () => {
    const queue = new OneAtATime();
    const log: string[] = [];
    const step = (name: string, fails = false): Promise<void> =>
      queue.run('k', async () => {
        log.push(`${name}+`);
        await Promise.resolve();
        log.push(`${name}-`);
        if (fails) throw new Error(name);
      });
    const results = await Promise.allSettled([step('a', true), step('b'), step('c')]);
    expect(log).toEqual(['a+', 'a-', 'b+', 'b-', 'c+', 'c-']);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });

  it('runs different keys side by side', async () => {
    const queue = new OneAtATime();
    let release = (): void => undefined;
    const blocked = queue.run('a', () => new Promise<void>((resolve) => (release = resolve)));
    await expect(queue.run('b', () => Promise.resolve('b'))).resolves.toBe('b');
    release();
    await blocked;
  });
});
