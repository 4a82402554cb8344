import { forbidden, IMPORT_RULES } from './import-rules';
import { importsOf, isTest, parse, sourcesIn, textsOf, type Source } from './source';

const SOURCES = sourcesIn('apps', 'workflows', 'activities', 'libs').filter(({ path }) => !isTest(path));

describe.each(IMPORT_RULES.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  it(`holds: ${rule.reason}`, () => {
    const offences = SOURCES.flatMap((source) => forbidden(rule, source.path, importsOf(source)).map((target) => `${source.path} imports ${target}`));
    expect(offences).toEqual([]);
  });

  it.each(rule.broken.map(([path, text]) => [text, path] as const))('forbids %s in %s', (text, path) => {
    expect(forbidden(rule, path, importsOf(parse(path, text)))).toHaveLength(1);
  });
});

it('binds what is there: every folder with a rule of its own but the engine has files', () => {
  const bound = IMPORT_RULES.filter(({ from }) => SOURCES.some(({ path }) => from.test(path))).map(({ id }) => id);
  expect(bound).toEqual(expect.arrayContaining(['domain-is-pure', 'kit-is-pure', 'stories-know-their-definition', 'registry-of-stories', 'rehearsal-is-pure', 'record-needs-no-engine', 'api-tells-no-workflow']));
});

describe('imports are found however they are written', () => {
  it.each([
    [`import fs from 'node:fs';`, 'node:fs', false],
    [`import type { Stats } from 'node:fs';`, 'node:fs', true],
    [`import { type Stats } from 'node:fs';`, 'node:fs', true],
    [`import { type Stats, statSync } from 'node:fs';`, 'node:fs', false],
    [`import 'reflect-metadata';`, 'npm:reflect-metadata', false],
    [`export * from '../kit/run';`, 'workflows/kit/run', false],
    [`export type { Want } from '@workflows/kit/want';`, 'workflows/kit/want', true],
    [`const one = import('@libs/domain/days');`, 'libs/domain/days', false],
    [`import fs = require('fs');`, 'npm:fs', false],
    [`type Stats = import('node:fs').Stats;`, 'node:fs', true],
    [`import { sha256 } from '@noble/hashes/sha2.js';`, 'npm:@noble/hashes', false],
    [`const name = 'x'; const one = require(name);`, 'computed:name', false],
  ])('%s', (text, target, typeOnly) => {
    expect(importsOf(parse('workflows/processes/some.ts', text))).toEqual([{ target, typeOnly }]);
  });
});

describe('nothing but the record changes a case', () => {
  const WRITES = /\b(?:insert\s+into|update(?:\s+only)?|delete\s+from(?:\s+only)?|merge\s+into|truncate(?:\s+table)?|copy)\s+(?:"?public"?\.)?"?(cases|case_events|steps|tasks|decisions|clocks|grants)"?(?![\w.])/i;
  const mayWrite = (path: string): boolean => path.startsWith('libs/record/') || path.startsWith('libs/persistence/migrations/');
  const offences = (sources: readonly Source[]): string[] =>
    sources.filter(({ path }) => !mayWrite(path)).flatMap((source) => textsOf(source).filter((text) => WRITES.test(text)).map((text) => `${source.path}: ${text.trim().slice(0, 80)}`));

  it('no statement outside libs/record writes a table of cases', () => {
    expect(offences(SOURCES)).toEqual([]);
    expect(SOURCES.filter(({ path }) => path.startsWith('libs/record/')).some((source) => textsOf(source).some((text) => WRITES.test(text)))).toBe(true);
  });

  it.each([
    "const sql = 'UPDATE cases SET status = $1';",
    'const sql = `\n  insert into "case_events" (case_id) values ($1)`;',
    'const sql = `DELETE FROM public.grants WHERE id = ${id}`;',
    'const sql = `with one as (select 1) update tasks set seat = ${seat}`;',
    "await manager.query('insert into decisions select * from staged');",
  ])('finds %s', (text) => {
    expect(offences([parse('apps/api/src/cases/cases.repository.ts', text)])).toHaveLength(1);
    expect(offences([parse('libs/record/statements.ts', text)])).toEqual([]);
  });

  it.each(["const sql = 'SELECT * FROM cases FOR UPDATE';", "const sql = 'UPDATE grant_usages SET used = 1';", "const sql = 'SELECT 1 FROM steps s JOIN tasks t ON t.step_id = s.id';"])('leaves %s alone', (text) => {
    expect(offences([parse('apps/api/src/cases/cases.repository.ts', text)])).toEqual([]);
  });
});
