import { processFor } from '@workflows/processes/index';
import { ALL_STAGES } from './stages';
import { checkStages } from './stages-check';
import { dataDestructionStages as destruction } from './stages/data-destruction.stages';
import { openDataDualReviewStages as open } from './stages/open-data-dual-review.stages';
import { sensitiveDataUseStages as use } from './stages/sensitive-data-use.stages';
import type { Stage, Stages } from './stages/stage';

it.each(ALL_STAGES.map((stages) => [stages.process, stages] as const))(
  '%s has every stage and end of the catalogue, in its order and in parallel where it says so',
  async (id, stages) => {
    expect(await checkStages(processFor(id), stages)).toEqual([]);
  },
  60_000,
);

describe('the check finds', () => {
  const check = (stages: Stages): Promise<string[]> => checkStages(processFor(stages.process), stages);
  const changed = (stages: Stages, text: string, patch: Partial<Stage>): Stages => ({ ...stages, stages: stages.stages.map((one) => (one.text === text ? { ...one, ...patch } : one)) });

  it('stages in the wrong order', async () => {
    const [submit, initial, second, ...rest] = use.stages;
    if (!submit || !initial || !second) throw new Error('too few stages');
    expect(await check({ ...use, stages: [submit, second, initial, ...rest] })).toEqual(['step:initialAssessment comes before step:secondaryAssessment']);
  });

  it('an arrow where the story is parallel', async () => {
    expect(await check(changed(open, 'technical review', { parallel: undefined }))).toContain('step:technicalReview comes before step:ethicsOpinion');
  });

  it('a parallel where the story is in order', async () => {
    expect(await check(changed(use, 'second assessment (data admin)', { parallel: true }))).toContain('second assessment (data admin): does not open together with the stage before');
  });

  it('an excuse for a difference that is none', async () => {
    expect(await check(changed(use, 'leak-control attestation', { differs: '另有理由' }))).toEqual(['leak-control attestation: comes after what is before it on every path, so nothing differs']);
  });

  it('a want that carries no stage, and a stage that nothing carries', async () => {
    expect(await check(changed(destruction, 'review', { carriers: [] }))).toEqual(['step:review carries no stage', 'review: nothing carries it']);
  });

  it('a carrier that no path reaches, and ends that are mapped to nothing', async () => {
    expect(await check(changed(use, 'release (time-boxed)', { carriers: ['gate:release', 'effect:letter'] }))).toEqual(['release (time-boxed): effect:letter is never reached']);
    expect(await check({ ...use, ends: use.ends.slice(1) })).toEqual(['end:CLOSED is mapped to nothing']);
    expect(await check({ ...use, furtherEnds: { LOST: '' } })).toEqual(['end:LOST is never reached']);
  });
});
