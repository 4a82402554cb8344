import { startShared } from './shared-stack';

/** Global setup of the tests that need the database only. */
export default (): Promise<void> => startShared({ temporal: false });
