/** Looks whether all open cases can be decided: each night, and as soon as the roster has changed or a term or absence begins or ends. */
import { setTimeout as pause } from 'node:timers/promises';
import { DAY_MS } from '@libs/domain/calendar';
import { failureKind } from '@libs/platform/logging/failure-kind';
import type { Logger } from '@libs/platform/logging/logger';
import { underWay } from '@libs/record/engine';
import { absencesAhead, casesRecusedSince, casesToCheck, checkFeasibility, forgetClosed, noteRound, roundState, type LookAhead } from '@libs/record/feasibility';
import type { CaseRecord } from '@libs/record/record';
import { stepsOf } from '@workflows/rehearsal/ahead';

/** 02:00 in Asia/Shanghai, from midnight UTC. */
const NIGHT_MS = 18 * 3_600_000;
const PAGE = 20;
/** While people are busy at the record a page of cases waits for a pause, and no longer than this. */
const GIVES_WAY_FOR_MS = 1_000;

export interface FeasibilityRound {
  readonly record: CaseRecord;
  readonly logger: Logger;
  readonly signal?: AbortSignal;
}

/** One round; most find that nothing has changed. Gives how many cases were looked at. */
export async function watchFeasibility(round: FeasibilityRound): Promise<number> {
  const { pool } = round.record;
  const { last, ...state } = await roundState(pool);
  const nextAt = Math.min(state.nextTurn ?? Infinity, nextNight(state.now));
  // The first round of an installation only takes its place: what stands is looked at at night.
  if (last === null) {
    await noteRound(pool, state, nextAt);
    return 0;
  }
  const turned = state.revision !== last.revision || state.now >= last.nextAt;
  const some = turned ? [] : await casesRecusedSince(pool, last.at);
  if (!turned && some.length === 0) return 0;
  const look: LookAhead = { stepsOf, absences: await absencesAhead(pool) };
  const checked = turned ? await checkAll(round, look) : await checkThese(round, look, some);
  if (round.signal?.aborted) return checked;
  await forgetClosed(pool);
  await noteRound(pool, turned ? state : { ...last, now: state.now }, turned ? nextAt : last.nextAt);
  return checked;
}

const nextNight = (now: number): number => Math.floor((now - NIGHT_MS) / DAY_MS + 1) * DAY_MS + NIGHT_MS;

async function checkAll(round: FeasibilityRound, look: LookAhead): Promise<number> {
  let checked = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; !round.signal?.aborted; ) {
    const page = await casesToCheck(round.record.pool, after, PAGE);
    const last = page.at(-1);
    if (last === undefined) break;
    await giveWay(round);
    checked += await checkThese(round, look, page);
    after = last;
  }
  return checked;
}

/** No case that fails keeps the others waiting. */
async function checkThese({ record, logger, signal }: FeasibilityRound, look: LookAhead, caseIds: readonly string[]): Promise<number> {
  let checked = 0;
  for (const caseId of caseIds) {
    if (signal?.aborted) break;
    await checkFeasibility(record, caseId, look).catch((error: unknown) => logger.warn({ task: 'feasibility', caseId, failure: failureKind(error) }, 'the case could not be looked at; the next round looks again'));
    checked += 1;
  }
  return checked;
}

async function giveWay({ record, signal }: FeasibilityRound): Promise<void> {
  for (let waited = 0; waited < GIVES_WAY_FOR_MS && !signal?.aborted && (await underWay(record.pool)) > 0; waited += 50) await pause(50);
}
