import { startShared } from './shared-stack';

/** Global setup of the tests that need database and engine. */
export default (): Promise<void> => startShared({ temporal: true });
