import type { FormClass } from '@libs/forms/registry';
import { sectionsOf } from '@libs/forms/ui-schema';
import { changed, describeForms, refusals } from '@test/support/wrong-forms';
import { annualRiskAssessment } from './definition';
import { AnnualAssessmentForm, FORMS } from './form';
import { EXAMPLE_FORM, EXAMPLE_RECORD, EXAMPLE_REPORT } from './form.example';

const EVIDENCE: Record<keyof typeof FORMS.evidence, object> = {
  AssessmentRecord: { ...EXAMPLE_RECORD, by: 'ENTRUSTED', assessor: '演示评估机构' },
  AnnualReport: EXAMPLE_REPORT,
  ReportSubmission: { documentNo: '演示报 9 号', submittedOn: '2026-12-01' },
  CompletenessCheck: { importantData: true, activities: true, risks: true, countermeasures: false, points: ['应对措施'] },
  Remediation: { measures: '已整改。', completedOn: '2027-01-20', proofRef: 'DEMO-1' },
  OverdueFinding: { cause: '人员变动。', opinion: '列入监督检查。' },
};
const ALL: [string, FormClass, object][] = [
  ['AnnualAssessmentForm', AnnualAssessmentForm, EXAMPLE_FORM],
  ...Object.entries(FORMS.evidence).map(([name, cls]): [string, FormClass, object] => [name, cls, EVIDENCE[name as keyof typeof EVIDENCE]]),
];

describeForms(ALL);

describe('the yearly report', () => {
  const { AnnualReport, AssessmentRecord } = FORMS.evidence;

  it('is asked for by year alone: what it says is filled in by the steps', () => {
    expect(sectionsOf(AnnualAssessmentForm).map(({ key }) => key)).toEqual(Object.keys(annualRiskAssessment.sections));
  });

  // 第十二条.
  it.each(['importantData', 'activities', 'risks'])('cannot leave %s out', (content) => {
    expect(refusals(AnnualReport, changed(EXAMPLE_REPORT, content, undefined))).toEqual([{ path: content, code: 'REQUIRED' }]);
  });

  it('says of each risk what is done about it', () => {
    expect(refusals(AnnualReport, changed(EXAMPLE_REPORT, 'risks[0].countermeasure', undefined))).toEqual([{ path: 'risks[0].countermeasure', code: 'REQUIRED' }]);
  });

  it('says that there is no important data, and leaves nothing blank', () => {
    expect(refusals(AnnualReport, { ...EXAMPLE_REPORT, importantData: { noImportantData: true } })).toEqual([]);
    expect(refusals(AnnualReport, { ...EXAMPLE_REPORT, importantData: { noImportantData: false } })).toEqual([{ path: 'importantData.kinds', code: 'REQUIRED' }]);
    expect(refusals(AnnualReport, { ...EXAMPLE_REPORT, importantData: { noImportantData: true, kinds: [{ kind: '门诊病历', quantity: 0 }] } })).toEqual([{ path: 'importantData.kinds', code: 'NOT_APPLICABLE' }]);
  });

  it.each(['12310118DEMO000001', '12310118DEMO0000I12', '1231011', '12310118demo0000012'])('takes no %s for a credit code', (code) => {
    expect(refusals(AnnualReport, changed(EXAMPLE_REPORT, 'cover.creditCode', code))).toMatchObject([{ path: 'cover.creditCode' }]);
  });

  it('has no problems to list where none was found, and no further items where there is no important data', () => {
    const { issues: _issues, networkData: _items, ...rest } = EXAMPLE_REPORT;
    expect(refusals(AnnualReport, rest)).toEqual([]);
  });

  it('rests on an assessment that ended after it began, by those who made it', () => {
    expect(refusals(AssessmentRecord, { ...EXAMPLE_RECORD, to: '2026-10-07' })).toEqual([{ path: 'to', code: 'NOT_AFTER' }]);
    expect(refusals(AssessmentRecord, { ...EXAMPLE_RECORD, to: EXAMPLE_RECORD.from })).toEqual([]);
    expect(refusals(AssessmentRecord, { ...EXAMPLE_RECORD, by: 'ENTRUSTED' })).toEqual([{ path: 'assessor', code: 'REQUIRED' }]);
  });
});
