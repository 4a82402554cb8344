import { CaseTeller } from '@test/support/case-teller';

const COPIES = { copyIds: ['original', 'backup'] };

async function inventoried(level = 'GENERAL'): Promise<CaseTeller> {
  const told = await CaseTeller.begin('data-destruction', { trigger: 'RETENTION_EXPIRED', level, sensitive: true, datasetIds: ['dataset-1'] });
  await told.settle('copyInventory', 'DONE', COPIES);
  return told;
}

async function approved(): Promise<CaseTeller> {
  const told = await inventoried();
  await told.through('necessityAssessment', 'review', 'retentionCheck', 'approval', 'release');
  return told;
}

describe('data-destruction', () => {
  it('takes the inventory before anything else', async () => {
    const told = await CaseTeller.begin('data-destruction', { trigger: 'DESTRUCTION_REQUESTED', level: 'GENERAL', sensitive: false, datasetIds: ['dataset-1'] });
    expect(told.wanted).toEqual(['copyInventory']);
  });

  it('assesses and reviews in two acts', async () => {
    const told = await inventoried();
    expect(told.wanted).toEqual(['necessityAssessment']);
    await told.through('necessityAssessment');
    expect(told.wanted).toEqual(['review']);
  });

  it('needs the group leader for important data', async () => {
    const told = await inventoried('IMPORTANT');
    await told.through('necessityAssessment', 'review', 'retentionCheck', 'approval');
    expect(told.wanted).toEqual(['leaderApproval']);
  });

  it('a copy list that was corrected is counted and assessed again', async () => {
    const told = await inventoried();
    await told.through('necessityAssessment');
    await told.settle('review', 'RETURN');
    await told.resubmit('request', 'copyInventory', 'necessityAssessment');
    expect(told.wanted).toEqual(['copyInventory']);
  });

  it('is deferred where data must still be kept', async () => {
    const told = await inventoried();
    await told.through('necessityAssessment', 'review');
    await told.settle('retentionCheck', 'DEFER');
    expect(told.ended).toBe('DEFERRED_HOLD');
  });

  it('executes nothing while the gate for holds is closed', async () => {
    const told = await inventoried();
    await told.through('necessityAssessment', 'review', 'retentionCheck', 'approval');
    expect(told.picture.wants.map(({ kind, key }) => [kind, key])).toEqual([['GATE', 'release']]);
  });

  it('executes, witnesses and verifies each copy by itself', async () => {
    const told = await approved();
    await told.through('execution/backup');
    expect(told.wanted).toEqual(['execution/original', 'operationLog', 'witnessing/backup']);
    await told.through('witnessing/backup', 'execution/original');
    expect(told.wanted).toEqual(['operationLog', 'verification/backup', 'witnessing/original']);
  });

  it('keeps a log as long as it is executed, and no longer', async () => {
    const told = await approved();
    await told.act('operationLog');
    await told.through('execution/original', 'witnessing/original', 'verification/original', 'execution/backup', 'witnessing/backup');
    await told.act('operationLog');
    await told.through('verification/backup');
    expect(told.wanted).toEqual(['certification']);
  });

  it('stays open until the last copy is beyond recovery', async () => {
    const told = await approved();
    await told.through('execution/original', 'witnessing/original', 'verification/original', 'execution/backup', 'witnessing/backup');
    await told.settle('verification/backup', 'RECOVERABLE');
    expect(told.wanted).toEqual(['operationLog', 'partialFailure/backup']);
    await told.through('partialFailure/backup', 'execution/backup', 'witnessing/backup', 'verification/backup');
    await told.through('certification', 'certificate', 'archive');
    expect(told.ended).toBe('DESTROYED');
  });
});
