import { fold } from '@workflows/kit/fold';
import type { NewCaseEvent } from '@workflows/kit/journal';
import { PROCESSES, processFor } from '@workflows/processes/index';
import { imagineCase, T0 } from '@test/support/journals';
import { diagram, endKey, START, type Diagram } from './diagram';

const use = processFor('sensitive-data-use');
const facts = { level: 'GENERAL', sensitive: true, subjectCount: 10, datasetIds: ['id-1'], requestedUntil: T0 + 1e10 };
const after = async (...events: NewCaseEvent[]): Promise<Record<string, string>> => {
  const journal = [{ type: 'started' as const, facts }, ...events].map((event, index) => ({ ...event, seq: index + 1, at: T0 + index }));
  const { nodes } = await diagram(use, await fold(use, journal));
  return Object.fromEntries(nodes.map(({ key, status }) => [key, status]));
};
const approved = (key: string, more: object = {}): NewCaseEvent => ({ type: 'settled', id: `${key}#1`, outcome: 'APPROVE', ...more });
const edge = ({ edges }: Diagram, from: string, to: string): object | undefined => edges.find((one) => one.from === from && one.to === to);

describe('the shape of a process', () => {
  it('follows what the story does next, with the outcome where it matters', async () => {
    const shape = await diagram(use);
    expect(shape.nodes[0]).toEqual({ key: START, title: '提交', kind: 'START', status: 'PENDING' });
    expect(edge(shape, START, 'initialAssessment')).toEqual({ from: START, to: 'initialAssessment' });
    expect(edge(shape, 'secondaryAssessment', endKey('REJECTED'))).toMatchObject({ label: '不同意' });
    expect(edge(shape, 'desensitization', 'desensitizationVerification')).toEqual({ from: 'desensitization', to: 'desensitizationVerification' });
    expect(edge(shape, 'GRANT:use', 'closure')).toMatchObject({ label: '到期/撤销/交回' });
    expect(edge(shape, 'initialAssessment', 'closure')).toBeUndefined();
  });

  it('joins both branches of a dual review, whichever ends last', async () => {
    const shape = await diagram(processFor('open-data-dual-review'));
    expect(edge(shape, 'ethicsOpinion', 'impactAnalysis')).toBeDefined();
    expect(edge(shape, 'technicalReview', 'impactAnalysis')).toBeDefined();
    const groups = new Map(shape.nodes.map(({ key, group }) => [key, group]));
    expect(groups.get('ethicsReview')).toBe(groups.get('technicalReview'));
    expect(groups.get('ethicsReview')).toBeDefined();
  });

  it.each([...PROCESSES])('%s: shows every step, and every edge joins two nodes', async (_id, process) => {
    const { nodes, edges } = await diagram(process);
    const keys = nodes.map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(Object.keys(process.definition.steps)));
    expect(new Set(keys).size).toBe(keys.length);
    for (const { from, to } of edges) expect(keys).toEqual(expect.arrayContaining([from, to]));
  });

  it.each([...PROCESSES])('%s: whatever a case has open is a node that is current', async (_id, process) => {
    const { pictures } = await imagineCase(process, 7, 12);
    for (const picture of pictures) {
      const { nodes } = await diagram(process, picture);
      const open = picture.wants.filter(({ kind }) => kind !== 'CORRECTION').length;
      const current = nodes.filter(({ status }) => status === 'CURRENT').length;
      expect(current > 0).toBe(open > 0);
    }
  });
});

describe('the status of a case', () => {
  it('done before, current where it stands, pending behind', async () => {
    expect(await after(approved('initialAssessment'))).toMatchObject({ [START]: 'DONE', initialAssessment: 'DONE', secondaryAssessment: 'CURRENT', leaderAuthorization: 'PENDING', closure: 'PENDING' });
  });

  it('a step that the case has gone past is skipped', async () => {
    const status = await after(approved('initialAssessment'), approved('secondaryAssessment'), approved('secondaryAuthorization', { facts: { validUntil: T0 + 1e10 } }));
    expect(status).toMatchObject({ leaderAuthorization: 'SKIPPED', desensitization: 'CURRENT' });
  });

  it('a returned step, and what its correction made stale, is returned', async () => {
    const returned: NewCaseEvent = { type: 'settled', id: 'secondaryAssessment#1', outcome: 'RETURN' };
    expect(await after(approved('initialAssessment'), returned)).toMatchObject({ initialAssessment: 'DONE', secondaryAssessment: 'RETURNED' });
    const resubmitted: NewCaseEvent = { type: 'resubmitted', id: 'application#1', stale: ['initialAssessment#1'] };
    expect(await after(approved('initialAssessment'), returned, resubmitted)).toMatchObject({ initialAssessment: 'CURRENT', secondaryAssessment: 'RETURNED' });
  });

  it('an ended case has one end, and nothing is pending', async () => {
    const status = await after({ type: 'settled', id: 'initialAssessment#1', outcome: 'REJECT' });
    expect(status).toMatchObject({ initialAssessment: 'DONE', secondaryAssessment: 'SKIPPED', [endKey('REJECTED')]: 'DONE', [endKey('CLOSED')]: 'SKIPPED' });
    expect(Object.values(status)).not.toContain('PENDING');
  });
});
