import { ImportRefused } from '@libs/roster/command';
import { runCommand } from './cli-command';
import { failureSentence, UsageError } from './failure-sentence';

/** Exit codes: 0 done, 1 failed, 2 called wrongly. */
runCommand(process.argv.slice(2), process.env).then(
  (line) => console.log(line),
  (error: unknown) => {
    console.error(error instanceof ImportRefused || error instanceof UsageError ? error.message : failureSentence(error));
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
