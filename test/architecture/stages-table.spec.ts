import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processFor } from '@workflows/processes/index';
import { ALL_STAGES } from '@workflows/rehearsal/stages';
import { stagesTable } from '@workflows/rehearsal/stages-table';

const REFRESH = 'npm run docs:generate';
const PATH = join(__dirname, '../../docs/processes/stages.md');

it(`docs/processes/stages.md is what the stories say today (refresh: ${REFRESH})`, () => {
  const table = stagesTable(ALL_STAGES.map((stages) => ({ definition: processFor(stages.process).definition, stages })), REFRESH);
  if (process.env.REFRESH_DOCS === '1') writeFileSync(PATH, table);
  expect(readFileSync(PATH, 'utf8')).toBe(table);
});

it('a stage that names a key of no definition is an error', () => {
  const [stages] = ALL_STAGES;
  if (!stages) throw new Error('no stages');
  const broken = { ...stages, ends: [{ text: 'CLOSED', carriers: ['end:NOWHERE' as const] }] };
  expect(() => stagesTable([{ definition: processFor(stages.process).definition, stages: broken }], REFRESH)).toThrow('has no end NOWHERE');
});
