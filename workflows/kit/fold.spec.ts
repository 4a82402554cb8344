import { processOf } from './fold';
import { sensitiveDataUse } from '@workflows/processes/sensitive-data-use/definition';
import { story } from '@workflows/processes/sensitive-data-use/story';
import { differingPrefix, imagineCase } from '@test/support/journals';

it('a prefix', async () => {
  const p = processOf(sensitiveDataUse, story);
  const t = Date.now();
  const ends: Record<string, number> = {};
  for (let seed = 0; seed < 500; seed++) {
    const c = await imagineCase(p, seed);
    const e = c.pictures.at(-1)?.ended?.outcome ?? 'OPEN';
    ends[e] = (ends[e] ?? 0) + 1;
    expect([seed, await differingPrefix(p, c)]).toEqual([seed, undefined]);
  }
  console.log(ends, Date.now() - t);
});
