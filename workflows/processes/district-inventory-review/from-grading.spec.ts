import type { ParentMoment } from '@libs/record/desk';
import { settled } from '@test/support/moments';
import { EXAMPLE_FORM, EXAMPLE_RESOURCE } from '../classification-grading/form.example';
import { districtInventoryReviewDesk as desk } from './desk';

const SUBMITTED = { title: '演示甲医院数据资源清单', submittedOn: '2026-03-02', contact: '演示联系人甲', phone: '021-00000000' };
const graded = (changes: Partial<ParentMoment> = {}): ParentMoment => ({
  ...settled('listSubmission', { form: { ...EXAMPLE_FORM }, evidence: SUBMITTED }),
  process: 'classification-grading',
  title: '分类分级',
  org: { code: 'HOSPITAL-A', name: '演示甲医院' },
  child: 'districtReview',
  ...changes,
});

describe('a list that comes from a grading', () => {
  it('is valid as it stands, the unit’s, and a row for each resource', () => {
    const form = desk.fromParent?.(graded()) ?? {};
    expect(desk.checkForm(form)).toEqual({ value: form });
    expect(desk.addressedTo?.(form)).toMatchObject({ code: 'HOSPITAL-A' });
    expect(form).toMatchObject({
      submission: { title: SUBMITTED.title },
      items: [{ resourceId: EXAMPLE_RESOURCE.basicInfo.resourceId, proposedLevel: 'GENERAL', basis: '定级：个人权益／严重危害；定级：公共利益／一般危害' }],
    });
  });

  it('says why a level deviates, as far as the row has room', () => {
    const { grading } = EXAMPLE_RESOURCE;
    const basisOf = (deviationReason: string) => desk.fromParent?.(graded({ form: { ...EXAMPLE_FORM, resources: [{ ...EXAMPLE_RESOURCE, grading: { ...grading, deviationReason } }] } }))['items'];
    expect(basisOf('数据陈旧。')).toMatchObject([{ basis: expect.stringContaining('偏离理由：数据陈旧。') }]);
    expect(basisOf('长'.repeat(1_000))).toMatchObject([{ basis: expect.stringMatching(/^.{500}$/) }]);
  });

  it('comes from nothing else', () => {
    expect(() => desk.fromParent?.(graded({ process: 'incident-response' }))).toThrow('incident-response');
    expect(() => desk.fromParent?.(graded({ evidence: {} }))).toThrow('classification-grading');
  });
});
