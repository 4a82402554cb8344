import { join, sep } from 'node:path';

/** Root of the project: above `dist` where this runs from there. */
export const PROJECT_ROOT = join(__dirname, '..', '..', '..', '..', ...(__dirname.includes(`${sep}dist${sep}apps${sep}`) ? ['..'] : []));

/** Where the build puts the workflow bundle, and the worker of production finds it. */
export const BUNDLE_FILE = join(PROJECT_ROOT, 'dist', 'workflow-bundle.js');
