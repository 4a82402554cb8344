import type { FormClass } from '@libs/forms/registry';
import { sectionsOf } from '@libs/forms/ui-schema';
import { changed, describeForms, refusals } from '@test/support/wrong-forms';
import { DataDestructionForm, FORMS } from './form';
import { EXAMPLE_FORM } from './form.example';
import { Medium } from './form.sections';

const [library, disk] = EXAMPLE_FORM.copies.items;
if (!library || !disk) throw new Error('the example lists two copies');
const COPY_ID = '0190a000-0000-7000-8000-0000000000c1';

/** Every field filled in, those that few applications need too. */
const FULL: DataDestructionForm = {
  ...EXAMPLE_FORM,
  guards: { ...EXAMPLE_FORM.guards, clearanceRef: 'QD-2026-000001' },
  copies: { ...EXAMPLE_FORM.copies, items: [{ ...library, copyId: COPY_ID, retainUntil: '2026-06-30' }, disk] },
};
const INSTANTS = { startedAt: '2026-07-01T09:00:00+08:00', endedAt: '2026-07-01T10:00:00+08:00' };

const EVIDENCE: Record<keyof typeof FORMS.evidence, object> = {
  CopyInventory: { found: [{ ...library, copyId: COPY_ID, retainUntil: '2026-06-30' }], registerChecked: true, backupsSearched: true, exportsSearched: true, holdersAsked: true, note: '无' },
  NecessityAssessment: { noLongerNeeded: true, nothingDependsOnIt: true, listComplete: true, assessment: '无保留必要' },
  DestructionReview: { assessmentSound: true, copiesComplete: true, methodAdequate: true, note: '无' },
  RetentionCheck: { retention: 'NONE', retentionOver: true, noHolds: true, backupsListed: true, recipientCopiesListed: true, nothingUnsettled: true, basis: '病历管理规定' },
  OperationLogEntry: { operation: 'STARTED', at: INSTANTS.startedAt, item: '课题移动硬盘', tool: '演示粉碎机', what: '开始粉碎' },
  Execution: { technique: 'SHRED', tool: '演示擦除工具', toolVersion: '1.0', place: '示例机房', ...INSTANTS, result: '完成', recordRef: 'DEMO-LOG-1', phone: '021-00000000' },
  Witnessing: { presentThroughout: true, itemIdentified: true, place: '示例机房', observed: '全程监督，未见异常', phone: '021-00000000' },
  Verification: { method: 'READ_BACK', samplePercent: 10, secondTool: '演示核验工具', place: '示例机房', result: '不可读取', phone: '021-00000000' },
  PartialFailure: { cause: '坏道未覆写', technique: 'SHRED', measure: '改为物理粉碎' },
  Certification: { afterwards: '残体交由演示回收单位', issuedTo: '示例科室', signature: '演示签署人' },
  Archive: { archiveNo: 'DEMO-A-1', place: '示例档案室', complete: true },
};
const ALL: [string, FormClass, object][] = [
  ['DataDestructionForm', DataDestructionForm, FULL],
  ['Medium', Medium, { ...disk.medium }],
  ...Object.entries(FORMS.evidence).map(([name, cls]): [string, FormClass, object] => [name, cls, EVIDENCE[name as keyof typeof EVIDENCE]]),
];

describeForms(ALL);

describe('the destruction application', () => {
  it('has the groups of the paper as its sections, in the order of the paper', () => {
    expect(sectionsOf(DataDestructionForm).map(({ key, title }) => `${key} ${title}`)).toEqual([
      'guards 前置申明',
      'applicant 申请人',
      'request 申请',
      'data 数据',
      'copies 副本明细',
      'checks 前置核查',
      'method 销毁方式',
    ]);
  });

  it.each([
    ['data.timeRange.to', 'NOT_AFTER', 'data.timeRange.to', '2024-12-31'],
    ['data.personal', 'INCONSISTENT', 'data.personal', false],
    ['copies.items[1].medium', 'REQUIRED', 'copies.items[1].medium', undefined],
    ['copies.items[0].medium', 'NOT_APPLICABLE', 'copies.items[0].medium', {}],
    ['method.passes', 'REQUIRED', 'method.technique', 'OVERWRITE'],
  ])('refuses at %s with %s when %s is %j', (path, code, changedPath, value) => {
    expect(refusals(DataDestructionForm, changed(EXAMPLE_FORM, changedPath, value))).toContainEqual({ path, code });
  });

  it('an execution ends after it began', () => {
    const execution = { technique: 'SHRED', tool: '演示粉碎机', place: '示例机房', result: '完成', phone: '021-00000000', startedAt: INSTANTS.endedAt, endedAt: INSTANTS.startedAt };
    expect(refusals(FORMS.evidence.Execution, execution)).toEqual([{ path: 'endedAt', code: 'NOT_AFTER' }]);
  });
});
