// `npm run build`: one pass of Nest's compiler over the whole tree. Of the ways tried it is the only one that needs no
// further tool for both things that plain `tsc` cannot do: it rewrites the `@libs/*` aliases to relative paths (in
// import and export statements; not in dynamic imports), and it runs the OpenAPI plugin, which supplies the response
// types, descriptions and defaults of DTOs. Then the files beside the code are copied, and the workflow bundle is made.
'use strict';
const { spawnSync } = require('node:child_process');
const { cpSync, existsSync, rmSync } = require('node:fs');
const { join, extname, basename } = require('node:path');
const { sourcesChangedAt, stamp } = require('./build-stamp.cjs');

const root = join(__dirname, '..', '..');
const dist = join(root, 'dist');

function node(script, ...args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

// SQL, JSON, fonts and the like are read at run time; sources and documents are not.
const NOT_COPIED = new Set(['.ts', '.tsx', '.mts', '.cjs', '.md']);
function copyAssets(folder) {
  if (!existsSync(join(root, folder))) return;
  cpSync(join(root, folder), join(dist, folder), { recursive: true, filter: (path) => !NOT_COPIED.has(extname(path)) && !['node_modules', 'console'].includes(basename(path)) });
}

const changedAt = sourcesChangedAt(root);
rmSync(dist, { recursive: true, force: true });
node(join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), 'build');
for (const folder of ['apps', 'libs', 'workflows', 'activities']) copyAssets(folder);
const bundle = join(dist, 'apps', 'worker', 'src', 'bundle', 'bundle.js');
if (existsSync(bundle)) node(bundle);
stamp(root, changedAt);
