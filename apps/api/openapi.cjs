// `npm run openapi`: writes apps/api/openapi.json anew from the controllers. The test that compares the two does it,
// since that is where the application is put together without a build.
'use strict';
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const { status } = spawnSync(process.execPath, [jest, '--selectProjects', 'unit', '--testPathPatterns', 'apps/api/src/openapi/document'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, UPDATE_OPENAPI: '1' },
});
process.exit(status ?? 1);
