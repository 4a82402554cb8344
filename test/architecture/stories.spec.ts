import { PROCESSES } from '@workflows/processes/index';
import { parse, sourcesIn } from './source';
import { offencesOf } from './story-rules';

const STORIES = sourcesIn('workflows/processes').filter(({ path }) => path.endsWith('/story.ts'));

it('every process has a story here', () => {
  const current = STORIES.filter(({ path }) => !path.includes('/versions/'));
  expect(current.map(({ path }) => path.split('/')[2]).toSorted()).toEqual([...PROCESSES.keys()].toSorted());
});

it.each(STORIES.map((source) => [source.path, source] as const))('%s is a pure function over its words', (_path, source) => {
  expect(offencesOf(source)).toEqual([]);
});

const story = (body: string, head = ''): string => `
import type { Story } from '@workflows/kit/story';
import type { x } from './definition';
${head}
export const story: Story<typeof x> = async (c) => { ${body} await c.end('CLOSED'); };`;

describe('the rules find', () => {
  const offences = (text: string): string[] => offencesOf(parse('workflows/processes/x/story.ts', text));

  it('nothing in a story that keeps them', () => {
    expect(offences(story(`if (c.facts.level === 'CORE') await c.approve('leader'); let left = 2; while (left-- > 0) await c.complete('part');`, `const LIMIT = 3; const steps = ['a', 'b'] as const; const part = (key: string): Promise<void> => c.x(key);`))).toEqual([]);
  });

  it.each([
    ['a try', story(`try { await c.approve('a'); } catch { }`), 'has a try: an end would be caught'],
    ['Promise.all', story(`await Promise.all([c.approve('a'), c.approve('b')]);`), 'uses Promise'],
    ['an aliased Promise', story(`const P = Promise; await P.race([]);`), 'uses Promise'],
    ['a chained then', story(`await c.approve('a').then(() => undefined);`), 'calls .then(): await each word'],
    ['a clock', story(`if (Date.now() > 0) await c.approve('a');`), 'uses Date'],
    ['a random value', story(`if (Math.random() > 0.5) await c.approve('a');`), 'uses Math'],
    ['a timer', story(`setTimeout(() => undefined, 1);`), 'uses setTimeout'],
    ['let at the top level', story('', 'let asked = 0;'), 'has let or var at the top level'],
    ['var at the top level', story('', 'var asked = 0;'), 'has let or var at the top level'],
    ['a list that can be changed', story('', 'const asked: string[] = [];'), 'asked could hold state between two runs'],
    ['a map', story('', 'const asked = new Map();'), 'makes new Map(): an object outlives a pass'],
    ['an object that can be changed', story('', 'const state = { asked: 0 };'), 'state could hold state between two runs'],
    ['a statement at load', story('', 'register();'), 'runs a statement when it is loaded'],
    ['a class', story('', 'class Counter { asked = 0; }'), 'has a class: state'],
    ['a value of the kit', story('', `import { Fold } from '@workflows/kit/fold';`), 'imports workflows/kit/fold'],
    ['a form', story('', `import type { Form } from './form';`), 'imports workflows/processes/x/form'],
    ['another definition', story('', `import type { y } from '../y/definition';`), 'imports workflows/processes/y/definition'],
    ['a package', story('', `import { sleep } from '@temporalio/workflow';`), 'imports npm:@temporalio/workflow'],
  ])('%s', (_what, text, offence) => {
    expect(offences(text)).toContain(offence);
  });
});
