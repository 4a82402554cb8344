import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');
const pages = ['README.md', ...['docs', 'docs/adr'].flatMap((folder) => readdirSync(join(root, folder)).filter((file) => file.endsWith('.md')).map((file) => `${folder}/${file}`))];
const scripts: Record<string, string> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;

test.each(pages)('%s links only to what is there, and names only scripts and files that exist', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, target]) => target ?? '');
  for (const target of links) expect([page, target, existsSync(join(root, dirname(page), target))]).toEqual([page, target, true]);
  const named = [...text.matchAll(/npm (?:run )?(start|test|demo|bench|build|openapi|docs:generate|lint|verify)\b/g)].map(([, script]) => script ?? '');
  for (const script of named) expect([page, script, script in scripts]).toEqual([page, script, true]);
  const files = [...text.matchAll(/`((?:apps|libs|workflows|activities|test|docs|docker)\/[\w./-]*\.(?:ts|sh|md))`/g)].map(([, file]) => file ?? '');
  for (const file of files) expect([page, file, existsSync(join(root, file))]).toEqual([page, file, true]);
});
