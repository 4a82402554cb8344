/**
 * Loaded once for all runs of a worker thread, before there is any, and frozen: the stories and what they are told with
 * hold no state of a run. Each module that is not loaded here is loaded again for every run.
 */
import '@workflows/processes/index';
import './case-run';

// The SDK takes down where each promise was made, in full and through the source map: most of what a run would cost.
// Where a run stands is told by the query `where`, and a story that fails does so in the record first, with its stack.
Error.stackTraceLimit = 0;
