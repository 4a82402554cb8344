import type { FormClass } from '@libs/forms/registry';
import { sectionsOf } from '@libs/forms/ui-schema';
import { changed, describeForms, everythingWrong, refusals } from '@test/support/wrong-forms';
import { FORMS, SensitiveDataUseForm } from './form';
import { EXAMPLE_FORM } from './form.example';

/** Every field filled in, those that few applications need too. */
const FULL: SensitiveDataUseForm = { ...EXAMPLE_FORM, guards: { ...EXAMPLE_FORM.guards, clearanceRef: 'QD-2026-000001' } };

const EVIDENCE: Record<keyof typeof FORMS.evidence, object> = {
  InitialAssessment: { purposeLegitimate: true, minimal: true, permissionExists: true, recipientsJustified: true, note: '无' },
  SecondaryAssessment: {
    purposeLegitimate: true,
    minimal: true,
    levelConfirmed: true,
    desensitizationAdequate: true,
    environmentAdequate: true,
    piaReviewed: false,
    note: '无',
  },
  SecondaryAuthorization: { validUntil: '2026-06-30' },
  LeaderAuthorization: { validUntil: '2026-06-30' },
  DesensitizationEvidence: { method: 'MASKING', fields: ['姓名'], tool: '示例工具 1.0', reportRef: 'DEMO-R-1', performedOn: '2026-02-20' },
  DesensitizationVerification: { sampledCount: 20, residualRisk: 'LOW', conclusion: '未见可识别信息' },
  LeakControlAttestation: { antiScreenshot: true, clipboardBlocked: true, watermark: true, exportBlocked: false, other: '专用终端' },
  Closure: { disposition: 'DESTROY', disposedOn: '2026-07-01', remainingCopies: 0, note: '已清理' },
};
const ALL: [string, FormClass, object][] = [
  ['SensitiveDataUseForm', SensitiveDataUseForm, FULL],
  ...Object.entries(FORMS.evidence).map(([name, cls]): [string, FormClass, object] => [name, cls, EVIDENCE[name as keyof typeof EVIDENCE]]),
];

describeForms(ALL);

describe('the use application', () => {
  it('is wrong in more than two hundred ways that the test above has tried', () => {
    expect(everythingWrong(SensitiveDataUseForm, FULL).length).toBeGreaterThan(200);
  });

  it('has the groups of the paper as its sections, in the order of the paper', () => {
    expect(sectionsOf(SensitiveDataUseForm).map(({ key, title }) => `${key} ${title}`)).toEqual([
      'guards 前置申明',
      'applicant 申请人',
      'project 项目',
      'purpose 用途',
      'data 数据',
      'level 级别',
      'processing 处理',
      'recipients 接收',
      'period 期限',
      'commitment 承诺',
    ]);
  });

  it.each([
    ['period.to', 'NOT_AFTER', 'period.to', '2026-03-01'],
    ['data.timeRange.to', 'NOT_AFTER', 'data.timeRange.to', '2024-12-31'],
    ['level.important', 'INCONSISTENT', 'level.important', true],
    ['level.important', 'INCONSISTENT', 'level.declaredLevel', 'CORE'],
    ['purpose.piaRef', 'REQUIRED', 'purpose.piaRef', undefined],
    ['processing.outOfDomainReason', 'REQUIRED', 'processing.environment', 'OUT_OF_DOMAIN'],
    ['purpose.purpose', 'REQUIRED', 'purpose.purpose', ' \n '],
    ['applicant.phone', 'BAD_FORMAT', 'applicant.phone', 'call me'],
    ['commitment.withinScope', 'MUST_BE_TRUE', 'commitment.withinScope', false],
    ['purpose.necessity', 'BAD_CHARACTER', 'purpose.necessity', 'a\u0000b'],
    ['purpose.necessity', 'BAD_CHARACTER', 'purpose.necessity', 'a\ud800b'],
  ])('refuses at %s with %s when %s is %j', (path, code, changedPath, value) => {
    expect(refusals(SensitiveDataUseForm, changed(EXAMPLE_FORM, changedPath, value))).toEqual([{ path, code }]);
  });

  it('takes the declarations that lead to the special review: a gate decides them, not the form', () => {
    expect(refusals(SensitiveDataUseForm, changed(EXAMPLE_FORM, 'guards.containsStateSecret', true))).toEqual([]);
    expect(refusals(SensitiveDataUseForm, changed(EXAMPLE_FORM, 'processing.crossBorder', true))).toEqual([]);
  });

  it('takes data of a single day, and no impact assessment where nothing is sensitive', () => {
    expect(refusals(SensitiveDataUseForm, changed(EXAMPLE_FORM, 'data.timeRange.to', '2025-01-01'))).toEqual([]);
    const insensitive = changed(changed(EXAMPLE_FORM, 'data.sensitive', false), 'purpose.piaRef', undefined);
    expect(refusals(SensitiveDataUseForm, insensitive)).toEqual([]);
  });
});
