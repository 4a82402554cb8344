import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { POLICY_SET } from '@libs/policy/policy-set';
import { policyValueText } from '@libs/policy/value-text';
import { PROCESSES } from '@workflows/processes/index';
import { processesTable, type LimitText } from '@workflows/rehearsal/processes-table';
import { seatsTable } from '@workflows/rehearsal/seats-table';

const REFRESH = 'npm run docs:generate';
const DEFINITIONS = [...PROCESSES.values()].map(({ definition }) => definition).toSorted((a, b) => (a.code < b.code ? -1 : 1));

function limitOf(key: string): LimitText {
  const found = POLICY_SET.find((row) => row.key === key);
  if (!found) throw new Error(`no policy ${key}`);
  return { value: policyValueText(found.value), basis: found.basis, confidence: found.basisClass, clocks: found.clocks ?? [] };
}

const PAGES = { 'processes.md': () => processesTable(DEFINITIONS, limitOf, REFRESH), 'seats.md': () => seatsTable(DEFINITIONS, REFRESH) };

it.each(Object.entries(PAGES))(`docs/processes/%s is what the definitions say today (refresh: ${REFRESH})`, (name, today) => {
  const path = join(__dirname, '../../docs/processes', name);
  if (process.env.REFRESH_DOCS === '1') writeFileSync(path, today());
  expect(readFileSync(path, 'utf8')).toBe(today());
});

it('a definition with another step, seat or end gives other pages: drift is seen', () => {
  const [first, ...others] = DEFINITIONS;
  if (!first) throw new Error('no process');
  const added = { ...first, steps: { ...first.steps, more: { title: '又一环节', kind: 'COMPLETE', article: '第一条', seats: [{ position: 'UNIT_STAFF' }] } } } as const;
  const ended = { ...first, terminals: { ...first.terminals, ELSE: { title: '又一终态', positive: false } } };
  expect(processesTable([added, ...others], limitOf, REFRESH)).not.toBe(PAGES['processes.md']());
  expect(processesTable([ended, ...others], limitOf, REFRESH)).not.toBe(PAGES['processes.md']());
  expect(seatsTable([added, ...others], REFRESH)).not.toBe(PAGES['seats.md']());
});
