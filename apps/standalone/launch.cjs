// The entry of `npm start`, `npm test`, `npm run demo` and `npm run bench`. On a fresh clone nothing is installed or built, so this
// file and what it requires use Node's own modules only: it installs, builds, and then runs the target.
'use strict';
const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { isBuilt } = require('./build-stamp.cjs');

const root = join(__dirname, '..', '..');
const TARGETS = {
  start: () => require(join(root, 'dist/apps/standalone/src/start.js')),
  demo: () => require(join(root, 'dist/apps/standalone/src/demo.js')),
  test: () => require('./test.cjs'),
  bench: () => require(join(root, 'dist/test/bench/main.js')),
};

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function checkNode() {
  // Nest publishes ES modules, which CommonJS can only load where Node allows it (20.19, 22.12 and newer).
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) if (process.features.require_module) return;
  fail(`需要 Node 20.19、22.12 或更高版本，当前为 ${process.versions.node} (Node 20.19, 22.12 or newer is needed; this is ${process.versions.node})`);
}

const packagesIn = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {});

/** Whether node_modules has every package of the lock file in its version; optional ones may be of other platforms. */
function isInstalled() {
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(packagesIn(join(root, 'package-lock.json'))).every(
    ([path, { version, optional, devOptional }]) => path === '' || optional || devOptional || installed[path]?.version === version,
  );
}

function run(command, args, title) {
  console.log(title);
  // One string, because npm is a script on Windows and a shell has to find it; there is nothing in it to quote.
  const { status, signal } = spawnSync([command, ...args].join(' '), { cwd: root, stdio: 'inherit', shell: true });
  if (signal) process.exit(130);
  if (status !== 0) fail(`${title}：失败 (failed)`);
}

const target = TARGETS[process.argv[2]];
if (!target) fail(`usage: node apps/standalone/launch.cjs ${Object.keys(TARGETS).join('|')}`);
checkNode();
// Not `npm ci`: that refuses a lock file without the optional packages of every platform, and a registry mirror may not
// carry them all. This installs the locked versions just as well and leaves package.json and lock file alone.
// Warnings are hidden because some tools of the build ask for a newer Node than they need.
if (!isInstalled()) run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], '安装依赖 (installing packages)');
if (!isBuilt(root)) run('npm', ['run', '--silent', 'build'], '构建 (building)');
process.argv.splice(2, 1); // the target reads its own arguments
target();
