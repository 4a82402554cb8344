import { constants, setPriority } from 'node:os';

/** Where api and worker share a machine, people go first. Threads that are started from here on have the same priority. */
export const giveWay = (): void => setPriority(constants.priority.PRIORITY_LOW);
