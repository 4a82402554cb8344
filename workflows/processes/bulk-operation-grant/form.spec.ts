import type { FormClass } from '@libs/forms/registry';
import { sectionsOf } from '@libs/forms/ui-schema';
import { changed, describeForms, refusals } from '@test/support/wrong-forms';
import { BulkOperationForm, FORMS } from './form';
import { EXAMPLE_FORM } from './form.example';

const FULL: BulkOperationForm = { ...EXAMPLE_FORM, guards: { ...EXAMPLE_FORM.guards, clearanceRef: 'QD-2026-000001' }, desensitization: { needed: false } };
const EVIDENCE: Record<keyof typeof FORMS.evidence, object> = {
  BulkAssessment: { withinUse: true, capMinimal: true, windowMinimal: true, controlsAdequate: true, note: '无' },
  BulkAuthorization: { validUntil: '2026-03-03T18:00:00+08:00', cap: 400 },
  ExecutionReport: { actualCount: 400, what: '已完成', logRef: 'DEMO-LOG-1' },
};

describeForms([
  ['BulkOperationForm', BulkOperationForm, FULL],
  ...Object.entries(FORMS.evidence).map(([name, cls]): [string, FormClass, object] => [name, cls, EVIDENCE[name as keyof typeof EVIDENCE]]),
]);

describe('the application for a bulk operation', () => {
  it('has its groups in the order of the paper', () => {
    expect(sectionsOf(BulkOperationForm).map(({ key, title }) => `${key} ${title}`)).toEqual([
      'guards 前置申明', 'applicant 申请人', 'use 关联使用', 'operation 操作', 'purpose 用途', 'desensitization 脱敏', 'destination 去向', 'window 时间窗', 'commitment 承诺',
    ]);
  });

  it.each([
    ['window.until', 'NOT_AFTER', 'window.until', '2026-03-02T09:00:00+08:00'],
    ['window.from', 'BAD_FORMAT', 'window.from', '2026-02-30T09:00:00+08:00'],
    ['operation.otherOperation', 'REQUIRED', 'operation.type', 'OTHER_CRITICAL'],
    ['desensitization.done', 'REQUIRED', 'desensitization.done', undefined],
    ['commitment.withinCap', 'MUST_BE_TRUE', 'commitment.withinCap', false],
  ])('refuses at %s with %s when %s is %j', (path, code, changedPath, value) => {
    expect(refusals(BulkOperationForm, EXAMPLE_FORM)).toEqual([]);
    expect(refusals(BulkOperationForm, changed(EXAMPLE_FORM, changedPath, value))).toEqual([{ path, code }]);
  });
});
