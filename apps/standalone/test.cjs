// `npm test`: every tier, the fast ones first, each in a jest run of its own, and one line of totals at the end.
'use strict';
const { spawnSync } = require('node:child_process');
const { mkdtempSync, existsSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { delimiter, join } = require('node:path');

const root = join(__dirname, '..', '..');
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
// Tests of one tier share a server and look at clocks: they run one after the other. Pure ones need not, and take every core.
const TIERS = { unit: ['--maxWorkers=100%'], integration: ['--runInBand'], workflow: ['--runInBand'], 'time-skipping': ['--runInBand'], directory: ['--runInBand'], e2e: ['--runInBand'] };

/** The default clocks, and what a directory's entries come to, are also proven as pure code in the unit tier, so that Node is all that this command needs. */
function tiersHere() {
  const onPath = (command) => (process.env.PATH ?? '').split(delimiter).some((place) => place !== '' && existsSync(join(place, command)));
  if (['java', 'mvn'].every(onPath)) return Object.entries(TIERS);
  console.log('the tiers time-skipping and directory are left out: Temporal\'s test server and the LDAP server need java and mvn on the PATH');
  return Object.entries(TIERS).filter(([tier]) => tier !== 'time-skipping' && tier !== 'directory');
}

const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } });

/** @returns what jest counted; a file that could not even run counts as one failure */
function runTier(tier, args, folder) {
  console.log(`\n── ${tier} ──`);
  const outputFile = join(folder, `${tier}.json`);
  const { status } = node(jest, '--selectProjects', tier, '--passWithNoTests', '--json', '--outputFile', outputFile, '--silent=false', ...args, ...process.argv.slice(2));
  if (!existsSync(outputFile)) return { passed: 0, failed: 1, notRun: 0 };
  const result = JSON.parse(readFileSync(outputFile, 'utf8'));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return { passed: result.numPassedTests, failed: status === 0 ? failed : Math.max(failed, 1), notRun: result.numPendingTests + result.numTodoTests };
}

if (node(join(root, 'dist/apps/standalone/src/provide.js')).status !== 0) process.exit(1);
const folder = mkdtempSync(join(tmpdir(), 'qingdun-jest-'));
const tiers = tiersHere().map(([tier, args]) => runTier(tier, args, folder));
rmSync(folder, { recursive: true, force: true });
const sum = (key) => tiers.reduce((total, tier) => total + tier[key], 0);
if (sum('notRun') > 0) console.log(`\n${sum('notRun')} not run`);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 && sum('passed') > 0 ? 0 : 1);
