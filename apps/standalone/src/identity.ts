import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** A process as it can be recognised again later: a pid alone may have gone to another program meanwhile. */
export interface ProcessIdentity {
  pid: number;
  /** When the operating system started it, in the operating system's own words. */
  started: string;
  /** A part of its command line that only this process has, e.g. its data folder. */
  marker: string;
}

interface Seen {
  started: string;
  commandLine: string;
}

function fromProc(pid: number): Seen | undefined {
  try {
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    // Field 22, counted after the program's name, which may itself contain spaces and brackets.
    const started = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19];
    return commandLine && started ? { started, commandLine } : undefined; // a zombie has no command line
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): Seen | undefined {
  const line = spawnSync('ps', ['-o', 'lstart=,command=', '-p', String(pid)], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).stdout;
  const match = /^(\w+ +\w+ +\d+ +[\d:]+ +\d+) +(.+)$/.exec(line?.trim() ?? '');
  return match?.[1] && match[2] ? { started: match[1], commandLine: match[2] } : undefined;
}

const look = (pid: number): Seen | undefined => (existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid));

/** Remembers a process that runs now; undefined when it is gone already. */
export function identify(pid: number, marker: string): ProcessIdentity | undefined {
  const seen = look(pid);
  return seen && { pid, started: seen.started, marker };
}

/** Whether this very process still runs. */
export function isAlive({ pid, started, marker }: ProcessIdentity): boolean {
  const seen = look(pid);
  return seen !== undefined && seen.started === started && seen.commandLine.includes(marker);
}

/** Reads an identity back from a file; undefined when it is not one. */
export function parseIdentity(value: unknown): ProcessIdentity | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { pid, started, marker } = { pid: undefined, started: undefined, marker: undefined, ...value };
  return typeof pid === 'number' && typeof started === 'string' && typeof marker === 'string' ? { pid, started, marker } : undefined;
}
