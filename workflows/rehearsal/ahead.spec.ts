import { processOf } from '@workflows/kit/fold';
import { sensitiveDataUse } from '@workflows/processes/sensitive-data-use/definition';
import { story } from '@workflows/processes/sensitive-data-use/story';
import { stepsOf } from './ahead';
import { IMAGINED_NOW } from './imagine';

const process = processOf(sensitiveDataUse, story);
const FACTS = { level: 'GENERAL', sensitive: true, subjectCount: 10, datasetIds: ['d'] };
const USE = ['initialAssessment', 'secondaryAssessment', 'secondaryAuthorization', 'desensitization', 'desensitizationVerification', 'leakControlAttestation', 'closure'];

test('the steps of a case in their order, by the facts that it has', async () => {
  expect(await stepsOf(process, FACTS)).toEqual(USE);
  expect(await stepsOf(process, { ...FACTS, level: 'IMPORTANT' })).toEqual([...USE.slice(0, 3), 'leaderAuthorization', ...USE.slice(3)]);
});

test('an instant that a step has set by now does not end the route before its time', async () => {
  expect(await stepsOf(process, { ...FACTS, validUntil: IMAGINED_NOW - 1 })).toEqual(USE);
});
