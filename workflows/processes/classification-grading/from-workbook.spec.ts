import type { ListedTable } from '@libs/inventory/read-list';
import { draftsFrom } from './from-workbook';

const table = (name: string, more: Partial<ListedTable> = {}): ListedTable => ({ system: 'HIS', table: name, fields: [{ name: 'ID' }], ...more });
const drafted = (...tables: readonly ListedTable[]) => {
  let nth = 0;
  return draftsFrom(tables, () => `id-${++nth}`);
};

describe('drafts of a list that was read', () => {
  it('have a resource for each table, and each system once', () => {
    expect(drafted(table('patient_info', { tableNote: '患者信息', host: '192.0.2.1', database: 'his', databaseType: 'Oracle', records: 12, fields: [{ name: 'NAME', description: '姓名' }] }), table('病案'))).toEqual([
      {
        systems: [{ name: 'HIS' }],
        resources: [
          {
            basicInfo: { resourceId: 'id-1', code: 'PATIENT_INFO', name: '患者信息', source: 'HIS', records: 12, items: [{ name: 'NAME', description: '姓名' }] },
            processingInfo: { system: 'HIS', host: '192.0.2.1', database: 'his', databaseType: 'Oracle', table: 'patient_info' },
          },
          { basicInfo: { resourceId: 'id-2', name: '病案', source: 'HIS', items: [{ name: 'ID' }] }, processingInfo: { system: 'HIS', table: '病案' } },
        ],
      },
    ]);
  });

  it('leave the code to people where two tables would have the same', () => {
    const [draft] = drafted(table('visit'), table('VISIT', { database: 'other' }), table('order list'));
    const { resources } = draft as unknown as { resources: { basicInfo: { code?: string } }[] };
    expect(resources.map(({ basicInfo }) => basicInfo.code)).toEqual([undefined, undefined, 'ORDER-LIST']);
  });

  it('are as many as it takes for fifty resources each', () => {
    const drafts = drafted(...Array.from({ length: 101 }, (_, n) => table(`t${n}`))) as readonly { resources: readonly unknown[] }[];
    expect(drafts.map(({ resources }) => resources.length)).toEqual([50, 50, 1]);
    expect(drafted()).toEqual([]);
  });
});
