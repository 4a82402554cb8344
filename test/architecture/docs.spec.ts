import 'reflect-metadata';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DESKS } from '@workflows/processes/desks';
import { outcomesOf } from '@workflows/kit/definition';
import { ROOT, sourcesIn } from './source';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const markdownIn = (folder: string): string[] => readdirSync(join(ROOT, folder)).filter((file) => file.endsWith('.md')).map((file) => `${folder}/${file}`);
const PAGES = ['README.md', ...['docs', 'docs/adr', 'docs/processes', 'test/bench'].flatMap(markdownIn)];
const OWN = PAGES.filter((page) => !page.startsWith('test/'));

const scripts: Readonly<Record<string, string>> = JSON.parse(read('package.json')).scripts;
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);
/** As it stands in an address: lower case, spaces as hyphens, punctuation gone. */
const anchorsOf = (page: string): string[] => all(read(page), /^#+ (.+)$/gm).map((title) => title.toLowerCase().replace(/[^\p{Letter}\p{Number} -]/gu, '').replaceAll(' ', '-'));

/** Links to what is not there: a file, or a heading of a page. */
function deadLinks(page: string, text: string): string[] {
  return all(text, /\]\((?!https?:)([^)\s]+)\)/g).filter((target) => {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    return !existsSync(join(ROOT, file)) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
  });
}

const unknownScripts = (text: string): string[] => [...all(text, /npm run (?:--silent )?([a-z][\w:-]*)/g), ...all(text, /npm (start|test)\b/g)].filter((script) => !(script in scripts));

/** Files and folders that a page names in its text; what is built is looked for as its source. */
function missingFiles(text: string): string[] {
  const named = [...all(text, /`((?:apps|libs|workflows|activities|test|docs|docker)\/[\w./-]*)`/g), ...all(text, /\bnode (dist\/[\w./-]+\.js)/g)];
  return named.filter((file) => !existsSync(join(ROOT, file.replace(/^dist\/(.*)\.js$/, '$1.ts'))));
}

test.each(PAGES)('%s links only to what is there, and names only scripts and files that exist', (page) => {
  const text = read(page);
  expect({ links: deadLinks(page, text), scripts: unknownScripts(text), files: missingFiles(text) }).toEqual({ links: [], scripts: [], files: [] });
});

test('a dead link, a heading, a script and a file that are not there are found', () => {
  expect(deadLinks('README.md', '[a](docs/none.md) [b](docs/operations.md#none) [c](docs/operations.md#run) [d](https://example.org)')).toEqual(['docs/none.md', 'docs/operations.md#none']);
  expect(unknownScripts('`npm run none` and `npm run bench -- --quick`, `npm test`')).toEqual(['none']);
  expect(missingFiles('`libs/none.ts`, `libs/record`, `node dist/libs/persistence/cli.js`, `node dist/libs/none.js`')).toEqual(['libs/none.ts', 'dist/libs/none.js']);
});

test('every variable, metric and search attribute that a page names is one that the code reads or shows', () => {
  const code = [...sourcesIn('apps', 'libs', 'activities', 'workflows').map(({ file }) => file.text), read('docker-compose.yml')].join('\n');
  const named = OWN.flatMap((page) => [...all(read(page), /`((?:DATABASE|TEMPORAL|QINGDUN|JWT|OIDC|RELAY|WORKER|ATTACHMENTS|LOG|TRUST|STUCK|RECONCILE|OTEL)_[A-Z_]+)/g), ...all(read(page), /`((?:qingdun|http|approval|outbox|notification)_[a-z_]+)/g), ...all(read(page), /`(Qingdun[A-Za-z]+)`/g)]);
  expect(named.length).toBeGreaterThan(20);
  expect([...new Set(named)].filter((name) => !code.includes(name))).toEqual([]);
});

describe('the worked example', () => {
  const script = read('docs/example.sh');
  const desk = DESKS.get('sensitive-data-use');
  if (!desk) throw new Error('W01 is not offered');
  const today = '2026-03-02';
  const later = '2026-04-01';

  test('is in the README as it runs', () => {
    const [excerpt = ''] = all(read('README.md'), /```bash\n([\s\S]*?)```/g);
    expect(script.slice(script.indexOf('api=')).trim()).toBe(excerpt.trim());
  });

  test('sends an application that the form takes', () => {
    const { form } = JSON.parse(read('docs/example.json'));
    const filled = { ...form, data: { ...form.data, datasetIds: ['0190a000-0000-7000-8000-000000000001'] }, period: { ...form.period, from: today, to: later } };
    expect(desk.checkForm(filled)).toMatchObject({ value: { project: form.project } });
  });

  test('decides each step of its way, with outcomes and evidence that the steps take', () => {
    const decided = [...script.matchAll(/^decide \S+ (\w+) (\w+) '(.*)'$/gm)].map(([, step = '', outcome = '', evidence = '']) => ({ step, outcome, evidence: JSON.parse(evidence.replace(/'"\$\(day \d+\)"'/g, today)) }));
    const { steps } = desk.process.definition;
    expect(decided.map(({ step }) => step)).toEqual(Object.keys(steps).filter((step) => step !== 'leaderAuthorization'));
    for (const { step, outcome, evidence } of decided) {
      const spec = steps[step];
      expect([step, spec && Object.keys(outcomesOf(spec))]).toEqual([step, expect.arrayContaining([outcome])]);
      expect([step, desk.checkEvidence(step, evidence)]).toEqual([step, { value: evidence }]);
    }
  });

  test('calls what the OpenAPI document offers', () => {
    const paths = Object.keys(JSON.parse(read('apps/api/openapi.json')).paths);
    const called = [...new Set(all(script, /"\$api(\/[^"?]*)/g))].map((path) => `/api/v1${path}`);
    const offered = paths.map((path) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`));
    expect(called.length).toBeGreaterThan(8);
    expect(called.filter((path) => !offered.some((pattern) => pattern.test(path)))).toEqual([]);
  });
});
