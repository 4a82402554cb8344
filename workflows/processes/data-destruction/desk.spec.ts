import { shanghai } from '@libs/domain/calendar.fixture';
import { POLICY_SET } from '@libs/policy/policy-set';
import type { Dataset, Plain, Surroundings } from '@libs/record/desk';
import { changed } from '@test/support/wrong-forms';
import { recipientCopyId } from '../shared/provision-readings';
import { copyIdAt } from './copies';
import { dataDestructionDesk as desk } from './desk';
import { EXAMPLE_FORM } from './form.example';
import { afterRetention } from './from-parent';

const [datasetId = ''] = EXAMPLE_FORM.data.datasetIds;
const OTHER = '0190a000-0000-7000-8000-0000000000d2';
const BACKUP = { id: '0190a000-0000-7000-8000-0000000000b1', kind: 'BACKUP', location: '备份区/随访' } as const;
const dataset: Dataset = { id: datasetId, orgId: 'unit', businessOwnerDept: '心内科', gradingStatus: 'GRADED', determinedLevel: 'GENERAL', sensitive: true, revision: 1, preserved: false, derived: false, copies: [BACKUP] };

const around = (facts: Surroundings['facts'] = {}, datasets: readonly Dataset[] = [dataset]): Surroundings => ({
  now: shanghai('2026-07-02 09:00'),
  orgId: 'unit',
  facts,
  datasets,
  policies: Object.fromEntries(POLICY_SET.map(({ key, value }) => [key, value])),
});
const refused = (form: Plain, at = around()): string[] => {
  const read = desk.readForm(form, at);
  return 'errors' in read ? read.errors.map(({ path, code }) => `${path} ${code}`) : [];
};
const factsOf = (form: Plain, at = around()): Surroundings['facts'] => {
  const read = desk.readForm(form, at);
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  return read.value.facts;
};
const wrong = (step: string, outcome: string, evidence: Plain, facts: Surroundings['facts'] = factsOf({ ...EXAMPLE_FORM })): string[] => {
  const read = desk.readEvidence(step, outcome, evidence, around(facts));
  return 'errors' in read ? read.errors.map(({ path, code }) => `${path} ${code}`) : [];
};

describe('the application', () => {
  it('means its trigger, its level, and each copy by an id that does not change', () => {
    const facts = factsOf({ ...EXAMPLE_FORM });
    expect(facts).toMatchObject({ trigger: 'DESTRUCTION_REQUESTED', level: 'GENERAL', sensitive: true, personal: true, scope: 'COPIES', datasetIds: [datasetId] });
    expect(facts['copyIds']).toEqual(EXAMPLE_FORM.copies.items.map(({ location }) => copyIdAt(datasetId, location)));
    expect(factsOf(changed(EXAMPLE_FORM, 'request.reason', 'RETENTION_EXPIRED'))['trigger']).toBe('RETENTION_EXPIRED');
  });

  it.each([
    ['a data set of another unit', EXAMPLE_FORM, [{ ...dataset, orgId: 'another' }], ['data.datasetIds[0] NOT_IN_CATALOGUE']],
    ['a level below the catalogue’s', EXAMPLE_FORM, [{ ...dataset, determinedLevel: 'IMPORTANT' as const }], ['data.declaredLevel BELOW_CATALOGUE']],
    ['a copy of data that is not applied for', changed(EXAMPLE_FORM, 'copies.items[0].datasetId', '0190a000-0000-7000-8000-000000000002'), [dataset], ['copies.items[0].datasetId NOT_LISTED']],
    ['a copy that the register does not have', changed(EXAMPLE_FORM, 'copies.items[0].copyId', '0190a000-0000-7000-8000-0000000000c9'), [dataset], ['copies.items[0].copyId NOT_IN_CATALOGUE']],
    ['a registered copy of other data', { ...EXAMPLE_FORM, data: { ...EXAMPLE_FORM.data, datasetIds: [datasetId, OTHER] }, copies: { ...EXAMPLE_FORM.copies, items: [{ ...EXAMPLE_FORM.copies.items[0], datasetId: OTHER, copyId: BACKUP.id, kind: 'BACKUP' }] } }, [dataset, { ...dataset, id: OTHER, copies: [] }], ['copies.items[0].copyId NOT_IN_CATALOGUE']],
    ['a registered copy under another kind', changed(EXAMPLE_FORM, 'copies.items[0].copyId', BACKUP.id), [dataset], ['copies.items[0].kind NOT_AS_REGISTERED']],
    ['a registered place under another kind', EXAMPLE_FORM, [{ ...dataset, copies: [{ ...BACKUP, id: copyIdAt(datasetId, EXAMPLE_FORM.copies.items[0]?.location ?? '') }] }], ['copies.items[0].kind NOT_AS_REGISTERED']],
    ['the same copy twice', changed(EXAMPLE_FORM, 'copies.items[1].location', EXAMPLE_FORM.copies.items[0]?.location), [dataset], ['copies.items[1].location DUPLICATE']],
    ['an original where only copies go', changed(EXAMPLE_FORM, 'copies.items[0].kind', 'ORIGINAL'), [dataset], ['copies.items ORIGINAL_LISTED']],
    ['the data itself without its original', changed(EXAMPLE_FORM, 'copies.scope', 'RESOURCE'), [dataset], ['copies.items ORIGINAL_MISSING']],
    ['overwriting, for anything personal', changed(changed(EXAMPLE_FORM, 'method.technique', 'OVERWRITE'), 'method.passes', 3), [dataset], ['method.technique METHOD_TOO_WEAK']],
  ])('refuses %s', (_, form, datasets, codes) => expect(refused({ ...form }, around({}, datasets))).toEqual(codes));

  it('takes overwriting for 一般数据 without anything personal', () => {
    const plain = changed(changed(changed(changed(EXAMPLE_FORM, 'method.technique', 'OVERWRITE'), 'method.passes', 3), 'data.personal', false), 'data.sensitive', false);
    expect(refused(plain, around({}, [{ ...dataset, sensitive: false }]))).toEqual([]);
  });
});

describe('the inventory', () => {
  const inventory = { registerChecked: true, backupsSearched: true, exportsSearched: true, holdersAsked: true };
  const whole = (): Surroundings['facts'] => factsOf(changed(changed(EXAMPLE_FORM, 'copies.scope', 'RESOURCE'), 'copies.items[0].kind', 'ORIGINAL'));
  const found = { datasetId, copyId: BACKUP.id, name: '备份', kind: 'BACKUP', form: 'BACKUP', location: BACKUP.location, quantity: '1', keeper: '演示保管人' };

  it('adds what was found to the copies that must go', () => {
    const read = desk.readEvidence('copyInventory', 'DONE', { ...inventory, found: [found] }, around(whole()));
    expect(read).toEqual({ value: { copyIds: [...(whole()['copyIds'] as string[]), BACKUP.id] } });
  });

  it('leaves out no copy that the register knows where the data itself goes', () => {
    expect(wrong('copyInventory', 'DONE', inventory, whole())).toEqual(['found COPY_NOT_LISTED']);
    expect(wrong('copyInventory', 'DONE', inventory)).toEqual([]);
  });

  it('does not list a copy again', () => {
    const [first] = EXAMPLE_FORM.copies.items;
    expect(wrong('copyInventory', 'DONE', { ...inventory, found: [{ ...first }] })).toEqual(['found[0].location DUPLICATE']);
  });
});

describe('the assessment and the review', () => {
  it('approve nothing that does not hold in each of its parts', () => {
    const assessment = { noLongerNeeded: true, nothingDependsOnIt: false, listComplete: true, assessment: '评估' };
    expect(wrong('necessityAssessment', 'APPROVE', assessment)).toEqual(['nothingDependsOnIt MUST_BE_TRUE']);
    expect(wrong('necessityAssessment', 'RETURN', assessment)).toEqual([]);
    expect(wrong('review', 'APPROVE', { assessmentSound: true, copiesComplete: true, methodAdequate: false })).toEqual(['methodAdequate MUST_BE_TRUE']);
  });
});

describe('the retention check', () => {
  const checked = { retentionOver: true, noHolds: true, backupsListed: true, recipientCopiesListed: true, nothingUnsettled: true, basis: '核对' };

  it.each([
    ['OUTPATIENT_RECORD', '2011-07-01', []],
    ['OUTPATIENT_RECORD', '2011-07-02', ['countedFrom STILL_RETAINED']],
    ['INPATIENT_RECORD', '1996-07-01', []],
    ['INPATIENT_RECORD', '2011-07-01', ['countedFrom STILL_RETAINED']],
    ['PROVISION_RECORD', '2023-07-02', ['countedFrom STILL_RETAINED']],
  ])('第二十条: %s counted from %s: %j', (retention, countedFrom, codes) => expect(wrong('retentionCheck', 'FREE', { ...checked, retention, countedFrom })).toEqual(codes));

  it('frees nothing that was not confirmed, and defers all the same', () => {
    expect(wrong('retentionCheck', 'FREE', { ...checked, retention: 'NONE', noHolds: false })).toEqual(['noHolds MUST_BE_TRUE']);
    expect(wrong('retentionCheck', 'DEFER', { ...checked, retention: 'NONE', noHolds: false })).toEqual([]);
  });
});

describe('execution and verification', () => {
  const logged = (): Surroundings['facts'] => ({ ...factsOf({ ...EXAMPLE_FORM }), operationsLogged: 1 });
  const execution = { technique: 'SHRED', tool: '演示粉碎机', place: '示例机房', startedAt: '2026-07-01T09:00:00+08:00', endedAt: '2026-07-01T10:00:00+08:00', result: '完成', phone: '021-00000000' };

  it.each([
    [{}, []],
    [{ technique: 'OVERWRITE', passes: 3 }, ['technique METHOD_TOO_WEAK']],
    [{ endedAt: '2026-07-02T09:00:01+08:00' }, ['endedAt IN_THE_FUTURE']],
    [{ startedAt: '2026-06-31T09:00:00+08:00' }, ['startedAt NOT_A_DATE']],
  ])('an execution with %j: %j', (change, codes) => expect(wrong('execution', 'DONE', { ...execution, ...change }, logged())).toEqual(codes));

  it('is recorded while it happens', () => {
    expect(wrong('execution', 'DONE', execution)).toEqual(['startedAt NOT_LOGGED']);
    const entry = { operation: 'STARTED', at: '2026-07-01T09:00:00+08:00', item: '课题分析库', what: '开始' };
    expect(desk.readEvidence('operationLog', 'DONE', entry, around(logged()))).toEqual({ value: { operationsLogged: 2 } });
  });

  it('stops where a case has preserved the data meanwhile, or where it is to be kept longer', () => {
    const facts = logged();
    const codesIn = (change: Partial<typeof dataset>, scope = 'COPIES'): string[] => {
      const read = desk.readEvidence('execution', 'DONE', execution, around({ ...facts, scope }, [{ ...dataset, ...change }]));
      return 'errors' in read ? read.errors.map(({ path, code }) => `${path} ${code}`) : [];
    };
    expect(codesIn({ preserved: true })).toEqual(['technique PRESERVED']);
    expect(codesIn({ retainUntil: around().now + 1 }, 'RESOURCE')).toEqual(['technique STILL_RETAINED']);
    expect(codesIn({ retainUntil: around().now + 1 })).toEqual([]);
  });

  it.each([
    [10, 'IRREVERSIBLE', []],
    [9, 'IRREVERSIBLE', ['samplePercent TOO_FEW_SAMPLES']],
    [9, 'RECOVERABLE', []],
  ])('a sample of %d %% says %s: %j', (samplePercent, outcome, codes) => expect(wrong('verification', outcome, { method: 'READ_BACK', samplePercent, place: '示例机房', result: '—', phone: '021-00000000' })).toEqual(codes));
});

describe('what nobody fills in by hand', () => {
  const ended = {
    caseId: 'parent', number: 'QD-2026-000007', orgId: 'unit', now: around().now, by: null, open: [], process: 'sensitive-data-use', title: '随访质量分析', org: { code: 'HOSPITAL-A', name: '演示甲医院' }, child: 'destruction',
    facts: { level: 'GENERAL', sensitive: true, subjectCount: 800 }, evidence: {}, decisions: [], datasets: [dataset],
    form: { applicant: { dept: '心内科' }, data: { dataCategory: 'BUSINESS_RESOURCE' }, processing: { storageLocation: '院内分析区 A' } },
  };

  it('a finished use lists its own copies, and leaves the data alone', () => {
    const form = desk.fromParent?.(ended) ?? {};
    expect(desk.checkForm(form)).toEqual({ value: form });
    expect(factsOf(form)).toMatchObject({ trigger: 'DESTRUCTION_REQUESTED', scope: 'COPIES', level: 'GENERAL', sensitive: true });
    expect(form).toMatchObject({ applicant: { dept: '心内科' }, request: { relatedNumber: ended.number }, copies: { items: [{ datasetId, kind: 'EXPORT', location: `${ended.number} 院内分析区 A` }] } });
  });

  it('an ended provision lists what its recipient holds', () => {
    const form = desk.fromParent?.({ ...ended, process: 'data-provision', form: { recipients: { receivingUnit: '演示大学' } } }) ?? {};
    expect(form).toMatchObject({ copies: { items: [{ kind: 'RECIPIENT', location: `${ended.number} 演示大学` }] } });
    expect(refused(form)).toEqual([]);
  });

  it('and by its number where the register of copies has it', () => {
    const delivered = { id: recipientCopyId(ended.caseId, datasetId), kind: 'RECIPIENT' as const, location: '演示大学机房' };
    const datasets = [{ ...dataset, copies: [BACKUP, delivered] }];
    const form = desk.fromParent?.({ ...ended, process: 'unit-data-sharing', datasets }) ?? {};
    expect(form).toMatchObject({ copies: { items: [{ copyId: delivered.id, kind: 'RECIPIENT', location: '演示大学机房' }] } });
    expect(factsOf(form, around({}, datasets))['copyIds']).toEqual([delivered.id]);
  });

  it('a reached retention date lists the data with every copy that the register knows', () => {
    const form = { ...afterRetention({ ...dataset, code: 'FOLLOW-UP', name: '随访登记', category: 'BUSINESS_RESOURCE', subjectCount: 800, retainedUntil: '2026-06-30' }) };
    expect(desk.checkForm(form)).toEqual({ value: form });
    expect(factsOf(form)).toMatchObject({ trigger: 'RETENTION_EXPIRED', scope: 'RESOURCE' });
    expect(factsOf(form)['copyIds']).toContain(BACKUP.id);
  });
});
