import { shanghai } from '@libs/domain/calendar.fixture';
import { POLICY_SET } from '@libs/policy/policy-set';
import type { KnownGrant, Plain, Surroundings } from '@libs/record/desk';
import { changed } from '@test/support/wrong-forms';
import { bulkOperationGrantDesk as desk } from './desk';
import { EXAMPLE_FORM } from './form.example';

const [datasetId = ''] = EXAMPLE_FORM.operation.datasetIds;
const use: KnownGrant = { id: EXAMPLE_FORM.use.grantId, process: 'sensitive-data-use', holderId: 'applicant', orgId: 'unit', valid: true, validUntil: shanghai('2026-06-30 00:00'), scope: { level: 'IMPORTANT', sensitive: true, datasetIds: [datasetId] } };
const around = (change: Partial<Surroundings> = {}): Surroundings => ({
  now: shanghai('2026-03-01 09:00'),
  orgId: 'unit',
  applicantId: 'applicant',
  facts: {},
  datasets: [{ id: datasetId, orgId: 'unit', businessOwnerDept: '心内科', gradingStatus: 'GRADED', determinedLevel: 'GENERAL', sensitive: false, revision: 1, preserved: false, derived: false }],
  grants: [use],
  policies: Object.fromEntries(POLICY_SET.map(({ key, value }) => [key, value])),
  ...change,
});
const codesOf = (read: ReturnType<typeof desk.readForm> | ReturnType<typeof desk.readEvidence>): string[] => ('errors' in read ? read.errors.map(({ path, code }) => `${path} ${code}`) : []);

describe('the application', () => {
  it('takes level and sensitivity from the use that it rests on, and is linked to it', () => {
    const read = desk.readForm({ ...EXAMPLE_FORM }, around());
    expect(read).toMatchObject({ value: { facts: { level: 'IMPORTANT', sensitive: true, useGrantId: use.id, operation: 'BULK_DOWNLOAD', cap: 500, requestedUntil: shanghai('2026-03-03 18:00') } } });
    expect(desk.registers?.['started']?.({ facts: { useGrantId: use.id } } as never)).toEqual([{ register: 'LINK', kind: 'USES_GRANT_OF', to: { grantId: use.id } }]);
  });

  it.each<[string, Partial<Surroundings>, string]>([
    ['no grant at all', { grants: [] }, 'use.grantId NOT_YOUR_GRANT'],
    ['somebody else’s use', { grants: [{ ...use, holderId: 'another' }] }, 'use.grantId NOT_YOUR_GRANT'],
    ['a use in another unit', { grants: [{ ...use, orgId: 'elsewhere' }] }, 'use.grantId NOT_YOUR_GRANT'],
    ['a grant of another kind', { grants: [{ ...use, process: 'unit-data-sharing' }] }, 'use.grantId NOT_YOUR_GRANT'],
    ['a use that is suspended or over', { grants: [{ ...use, valid: false }] }, 'use.grantId GRANT_NOT_VALID'],
    ['data outside the use', { grants: [{ ...use, scope: { ...use.scope, datasetIds: [] } }] }, 'operation.datasetIds[0] BEYOND_GRANT'],
    ['a window beyond the use', { grants: [{ ...use, validUntil: shanghai('2026-03-03 17:59') }] }, 'window.until BEYOND_GRANT'],
    ['a window that is over', { now: shanghai('2026-03-03 18:00') }, 'window.until IN_THE_PAST'],
  ])('refuses %s', (_, change, code) => expect(codesOf(desk.readForm({ ...EXAMPLE_FORM }, around(change)))).toEqual([code]));

  it('takes a window of seven days, and not a second more', () => {
    const until = (text: string): Plain => changed(EXAMPLE_FORM, 'window.until', text);
    expect(codesOf(desk.readForm(until('2026-03-09T09:00:00+08:00'), around()))).toEqual([]);
    expect(codesOf(desk.readForm(until('2026-03-09T09:00:01+08:00'), around()))).toEqual(['window.until WINDOW_TOO_LONG']);
  });
});

describe('the authorisation', () => {
  const facts = { useGrantId: use.id, requestedUntil: shanghai('2026-03-03 18:00'), cap: 500 };
  const authorized = (evidence: Plain, change: Partial<Surroundings> = {}) => desk.readEvidence('authorization', 'APPROVE', evidence, around({ facts, ...change }));

  it('is no longer and no more than was asked for', () => {
    expect(authorized({ validUntil: '2026-03-03T12:00:00+08:00', cap: 400 })).toEqual({ value: { validUntil: shanghai('2026-03-03 12:00'), cap: 400 } });
    expect(codesOf(authorized({ validUntil: '2026-03-03T18:00:01+08:00' }))).toEqual(['validUntil BEYOND_REQUEST']);
    expect(codesOf(authorized({ validUntil: '2026-03-03T12:00:00+08:00', cap: 501 }))).toEqual(['cap BEYOND_REQUEST']);
  });

  it('rests on a use that is still alive', () => {
    expect(codesOf(authorized({ validUntil: '2026-03-03T12:00:00+08:00' }, { grants: [{ ...use, valid: false }] }))).toEqual(['validUntil GRANT_NOT_VALID']);
    expect(codesOf(authorized({ validUntil: '2026-03-03T12:00:00+08:00' }, { grants: [] }))).toContain('validUntil GRANT_NOT_VALID');
  });
});

describe('the report says what the numbers say', () => {
  it.each([
    [500, 'WITHIN', []],
    [501, 'WITHIN', ['actualCount INCONSISTENT']],
    [501, 'EXCEEDED', []],
    [500, 'EXCEEDED', ['actualCount INCONSISTENT']],
    [0, 'NOT_EXECUTED', []],
    [0, 'WITHIN', ['actualCount INCONSISTENT']],
    [1, 'NOT_EXECUTED', ['actualCount INCONSISTENT']],
  ])('%d of 500 as %s: %j', (actualCount, outcome, codes) => expect(codesOf(desk.readEvidence('executionReport', outcome, { actualCount, what: '—' }, around({ facts: { cap: 500 } })))).toEqual(codes));
});
