// Whether `dist` is the build of today's sources: the newest change below the source folders is older than the stamp
// that the last complete build left. Folders count too, so that a deleted file is noticed.
'use strict';
const { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const SOURCES = ['apps', 'workflows', 'activities', 'libs', 'test/bench', 'package.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'];
const SKIP = new Set(['node_modules', 'dist']);
const stampFile = (root) => join(root, 'dist', '.built');

function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path).filter((name) => !SKIP.has(name)).map((name) => newest(join(path, name)));
  return Math.max(stat.mtimeMs, ...inside);
}

/** Milliseconds of the newest change in the sources. */
const sourcesChangedAt = (root) => Math.max(...SOURCES.map((name) => newest(join(root, name))));

/** @param changedAt what `sourcesChangedAt` said before the build, so that a change during it is not missed */
function stamp(root, changedAt) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile(root), String(changedAt));
}

const isBuilt = (root) => existsSync(stampFile(root)) && Number(readFileSync(stampFile(root), 'utf8')) >= sourcesChangedAt(root);

module.exports = { isBuilt, sourcesChangedAt, stamp };
