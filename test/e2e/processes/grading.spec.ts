import type { Answer } from '@test/support/api';
import { useForm } from '@test/support/record-world';
import { WalkStack } from '@test/support/walk-stack';
import { EXAMPLE_RESOURCE } from '@workflows/processes/classification-grading/form.example';
import { WALKS } from '@workflows/processes/walks';

jest.setTimeout(180_000);

let stack: WalkStack;
beforeAll(async () => {
  stack = await WalkStack.start();
});
afterAll(() => stack?.stop());

const get = async (account: string, path: string): Promise<Answer> => (await stack.api.loginAs(account)).get(path);

/** Grades as one of the walks does, and gives the resource that it is about. */
async function graded(name: string): Promise<any> {
  const walk = WALKS.get('classification-grading')?.[name];
  if (!walk) throw new Error(`no walk ${name}`);
  const { id } = await stack.walker.walk('classification-grading', walk);
  const [resourceId] = (await get('hospital-a.staff-1', `/cases/${id}`)).body.facts.datasetIds;
  return (await get('hospital-a.data-admin', `/resources/${resourceId}`)).body;
}
/** Newest first: status, proposed and determined level. */
const history = ({ gradings }: any): string[] => gradings.map((one: any) => [one.gradingStatus, one.proposedLevel, one.determinedLevel].join(' '));
const used = async (resourceId: string, declaredLevel: string): Promise<Answer> => {
  const { data, level } = useForm();
  return (await stack.api.loginAs('hospital-a.staff-1')).post('/cases', { processType: 'sensitive-data-use', form: useForm({ data: { ...data, datasetIds: [resourceId] }, level: { ...level, declaredLevel: declaredLevel as 'GENERAL', important: declaredLevel !== 'GENERAL' } }) });
};

describe('第二十三条: a unit proposes, and the authority determines', () => {
  test('data that nobody had graded is proposed as important, and determined as such', async () => {
    const resource = await graded('determined');
    expect(history(resource)).toEqual(['GRADED IMPORTANT IMPORTANT', 'GRADED IMPORTANT IMPORTANT', 'UNGRADED IMPORTANT ', 'UNGRADED  ']);
    expect(resource).toMatchObject({ proposedLevel: 'IMPORTANT', determinedLevel: 'IMPORTANT', gradingStatus: 'GRADED', catalogue: { status: 'DETERMINED' }, info: { responsibleParty: { dept: EXAMPLE_RESOURCE.responsibleParty.dept } } });
  });

  test('general data is in the district catalogue without any determination', async () => {
    expect(history(await graded('general'))).toEqual(['GRADED GENERAL ', 'UNGRADED GENERAL ', 'UNGRADED  ']);
  });

  test('what is not determined yet is used at the level that was proposed, and at none below', async () => {
    const resource = await graded('pending');
    expect(resource).toMatchObject({ proposedLevel: 'IMPORTANT', determinedLevel: null, gradingStatus: 'GRADED' });
    expect((await used(resource.id, 'GENERAL')).body.errors).toMatchObject([{ path: 'level.declaredLevel', code: 'BELOW_CATALOGUE' }]);
    expect((await used(resource.id, 'IMPORTANT')).status).toBe(201);
  });

  test('what the district has returned is of no use until it is graded (G6)', async () => {
    const resource = await graded('returned');
    expect(history(resource)[0]).toBe('UNGRADED GENERAL ');
    expect((await used(resource.id, 'GENERAL')).body).toMatchObject({ code: 'GATE_FAILED', gates: [{ id: 'G6', article: '第二十八条、第三十条' }] });
  });

  test('a level below the suggestion is kept with its reason', async () => {
    const resource = await graded('lowered');
    const { rows } = await stack.engine.owner.query(`SELECT reasons FROM resource_gradings WHERE resource_id = $1 AND reasons IS NOT NULL`, [resource.id]);
    expect(rows).toMatchObject([{ reasons: { suggestedLevel: 'IMPORTANT', proposedLevel: 'GENERAL', deviationReason: expect.any(String), suggestedBy: expect.arrayContaining(['grading.important.25-1.sensitivePersonalInfo']) } }]);
  });
});

test('a list that does not say what the rules suggest is answered with it', async () => {
  const staff = await stack.api.loginAs('hospital-a.staff-1');
  const form: any = WALKS.get('classification-grading')?.determined?.form;
  const [resource] = form.resources;
  const answer = await staff.post('/cases', { processType: 'classification-grading', form: { ...form, resources: [{ ...resource, grading: { ...resource.grading, suggestedLevel: 'GENERAL' } }] } });
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toMatchObject([{ path: 'resources[0].grading.suggestedLevel', code: 'NOT_AS_SUGGESTED', message: expect.stringContaining('第二十五条（一）') }]);
});
