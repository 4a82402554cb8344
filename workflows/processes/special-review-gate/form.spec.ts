import type { FormClass } from '@libs/forms/registry';
import { sectionsOf } from '@libs/forms/ui-schema';
import { changed, describeForms, refusals } from '@test/support/wrong-forms';
import { ExternalReply, FORMS, Referral, SpecialReviewForm } from './form';

const EVIDENCE: Record<keyof typeof FORMS.evidence, object> = {
  Referral: { route: 'CONFIDENTIALITY', documentNo: '演示移〔2026〕1号', referredOn: '2026-02-02' },
  ExternalReply: { route: 'SECURITY_ASSESSMENT', documentNo: '演示函〔2026〕2号', repliedOn: '2026-03-02' },
};

describeForms(Object.entries(FORMS.evidence).map(([name, cls]): [string, FormClass, object] => [name, cls, EVIDENCE[name as keyof typeof EVIDENCE]]));

it('asks nothing of the matter itself', () => {
  expect(sectionsOf(SpecialReviewForm)).toEqual([]);
  expect(refusals(SpecialReviewForm, {})).toEqual([]);
  expect(refusals(SpecialReviewForm, { summary: '经过' })).toEqual([{ path: 'summary', code: 'UNKNOWN_FIELD' }]);
});

it.each(['青保密函〔2026〕12号', '沪网信评(2026)第8号', 'SH-2026-000123'])('takes the number of a document: %s', (documentNo) => {
  for (const [cls, plain] of [[Referral, EVIDENCE.Referral], [ExternalReply, EVIDENCE.ExternalReply]] as const) expect(refusals(cls, changed(plain, 'documentNo', documentNo))).toEqual([]);
});

it.each(['经研究，同意继续办理。', '第 8 号', '见附件：说明', '1'])('and no sentence: %s', (documentNo) => {
  expect(refusals(Referral, changed(EVIDENCE.Referral, 'documentNo', documentNo))).toEqual([{ path: 'documentNo', code: 'BAD_FORMAT' }]);
});
