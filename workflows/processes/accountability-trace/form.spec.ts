import type { FormClass } from '@libs/forms/registry';
import { sectionsOf } from '@libs/forms/ui-schema';
import { describeForms } from '@test/support/wrong-forms';
import { accountabilityTrace } from './definition';
import { AccountabilityTraceForm, FORMS } from './form';
import { EXAMPLE_FORM } from './form.example';

const EVIDENCE: Record<keyof typeof FORMS.evidence, object> = {
  EvidenceFreeze: { frozenAt: '2026-03-02T10:00:00+08:00', items: ['示例日志'], method: '示例', digest: '示例' },
  TraceOpening: { lastLevel: 'districtLevel', findings: '示例' },
  LevelConclusion: { position: '数据管理员', duties: '示例', findings: '示例', heard: true },
  ResponsibilityFinding: { finding: '示例', basis: '示例' },
  Disposition: { measures: '示例', documentNo: 'DEMO-1' },
  Referral: { authority: 'DISCIPLINE', referredOn: '2026-04-01', documentNo: 'DEMO-2' },
  Lessons: { rectification: '示例', lessons: '示例' },
};

describeForms([
  ['AccountabilityTraceForm', AccountabilityTraceForm, EXAMPLE_FORM],
  ...Object.entries(FORMS.evidence).map(([name, cls]): [string, FormClass, object] => [name, cls, EVIDENCE[name as keyof typeof EVIDENCE]]),
]);

test('its members are the sections of the definition', () => {
  expect(sectionsOf(AccountabilityTraceForm).map(({ key, title }) => [key, title])).toEqual(Object.entries(accountabilityTrace.sections));
});
