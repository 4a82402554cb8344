import { EXAMPLE_FORM } from '@workflows/processes/sensitive-data-use/form.example';
import { RecordWorld, resourceId, useForm } from '@test/support/record-world';

jest.setTimeout(60_000);

let world: RecordWorld;
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(() => world.destroy());

const deptOf = async (...resources: string[]): Promise<unknown> => {
  const { id } = await world.start(useForm({ data: { ...EXAMPLE_FORM.data, datasetIds: resources.map((code) => resourceId(`HOSPITAL-A/${code}`)) }, level: { declaredLevel: 'IMPORTANT', important: true } }));
  const { rows } = await world.owner.query('SELECT dept FROM cases WHERE id = $1', [id]);
  return rows[0].dept;
};

describe('谁管业务谁管数据: a case is first looked at', () => {
  it('by the head of the department that manages its data, whoever applies', async () => {
    expect(await deptOf('FOLLOW-UP')).toBe('心内科');
    expect(await deptOf('LABORATORY-RESULTS')).toBe('检验科');
  });

  it('whatever else its texts mention', async () => {
    const { id } = await world.start(useForm({ data: { ...EXAMPLE_FORM.data, datasetIds: [resourceId('HOSPITAL-A/LABORATORY-RESULTS')] }, level: { declaredLevel: 'IMPORTANT', important: true }, project: { ...EXAMPLE_FORM.project, name: resourceId('HOSPITAL-A/FOLLOW-UP') } }));
    const { rows } = await world.owner.query('SELECT dept FROM cases WHERE id = $1', [id]);
    expect(rows[0].dept).toBe('检验科');
  });

  it('by the head of the applicant’s where several departments manage it', async () => {
    expect(await deptOf('FOLLOW-UP', 'LABORATORY-RESULTS')).toBe('心内科');
  });
});
