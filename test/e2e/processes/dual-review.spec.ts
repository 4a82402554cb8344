/** 第三十四条第三款 through the API: two bodies, side by side, each with its own people, quorum, returns and outcome. */
import { randomUUID } from 'node:crypto';
import { demoId } from '@libs/persistence/seed/demo-id';
import type { OpenDataDualReviewForm } from '@workflows/processes/open-data-dual-review/form';
import * as given from '@workflows/processes/open-data-dual-review/form.example';
import * as provision from '@workflows/processes/shared/provision.example';
import { startApi, type ApiClient, type TestApi } from '@test/support/api';
import { dayFromNow } from '@test/support/record-world';

jest.setTimeout(120_000);

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const COMMITTEE = ['ethics-chair', 'ethics-1', 'ethics-2', 'ethics-3', 'ethics-4', 'ethics-5', 'ethics-6'];
const REVIEWERS = ['tech-reviewer-1', 'tech-reviewer-2', 'custodian-reviewer'];

const dossier: OpenDataDualReviewForm = { ...given.EXAMPLE_FORM, data: { ...given.EXAMPLE_FORM.data, datasetIds: [demoId('resource', 'HOSPITAL-A/FOLLOW-UP')] }, period: { from: dayFromNow(0), to: dayFromNow(200) } };

/** An open project, as the people of hospital A act on it. */
class Project {
  private constructor(readonly id: string) {}

  static async start(): Promise<Project> {
    const { status, body } = await (await as('staff-1')).post('/cases', { processType: 'open-data-dual-review', form: dossier });
    expect([status, body.errors]).toEqual([201, undefined]);
    return new Project(body.id);
  }

  async view(): Promise<any> {
    return (await (await as('data-admin')).get(`/cases/${this.id}`)).body;
  }

  /** The newest asking of a step. */
  async step(key: string): Promise<any> {
    return (await this.view()).steps.filter((step: any) => step.key === key).at(-1);
  }

  /** Open steps and corrections, by key. */
  async open(): Promise<string[]> {
    return (await this.view()).steps.filter(({ status, kind }: any) => status === 'OPEN' && kind !== 'GATE').map(({ key }: any) => key).sort();
  }

  /** How each asking of a step stands, oldest first. */
  async askings(key: string): Promise<string[]> {
    return (await this.view()).steps.filter((step: any) => step.key === key).map(({ status, outcome }: any) => (status === 'SETTLED' ? outcome : status));
  }

  /** A decision of somebody in their own task of a step. */
  async decide(key: string, account: string, outcome: string, more: { readonly evidence?: object; readonly form?: object } = {}): Promise<{ readonly status: number; readonly body: any }> {
    const client = await as(account);
    for (const task of (await this.step(key)).tasks.filter(({ status }: any) => status === 'OPEN')) {
      const { body: seen } = await client.get(`/tasks/${task.id}`);
      if (seen.sits !== true) continue;
      return client.post(`/tasks/${task.id}/decision`, { version: seen.version, seenDigest: seen.shown.digest, outcome, opinion: '意见。', ...more });
    }
    throw new Error(`${account} has no open seat in ${key}`);
  }

  async must(...args: Parameters<Project['decide']>): Promise<void> {
    const { status, body } = await this.decide(...args);
    if (status !== 200) throw new Error(`${args[0]} by ${args[1]}: ${JSON.stringify(body)}`);
  }

  completeness = (): Promise<void> => this.must('completeness', 'data-admin', 'APPROVE', { evidence: given.COMPLETENESS });
  vote = (account: string, outcome: string): Promise<void> => this.must('ethicsReview', account, outcome);
  review = (account: string, outcome = 'APPROVE'): Promise<void> => this.must('technicalReview', account, outcome, { evidence: given.TECHNICAL_REVIEW });
  opinion = (): Promise<void> => this.must('ethicsOpinion', 'ethics-chair', 'APPROVE', { evidence: { ...given.ETHICS_OPINION, reviewedOn: dayFromNow(0) } });
  correct = (form: object): Promise<void> => this.must('dossier', 'staff-1', 'RESUBMIT', { form });

  async bothApprove(): Promise<void> {
    await this.completeness();
    for (const account of COMMITTEE.slice(0, 5)) await this.vote(account, 'APPROVE');
    await this.opinion();
    for (const account of REVIEWERS.slice(0, 2)) await this.review(account);
  }
}

const as = (account: string): Promise<ApiClient> => api.loginAs(`hospital-a.${account}`);

/** The dossier with the material of one section changed. */
const changed: Readonly<Record<string, object>> = {
  ethics: { ...dossier, ethics: { ...dossier.ethics, rawDataDisposal: '项目结束后三年销毁' } },
  technology: { ...dossier, technology: { ...dossier.technology, accessControl: '实名申请，逐一授权，双因素登录。' } },
  project: { ...dossier, project: { ...dossier.project, place: '示例医院新院区' } },
  data: { ...dossier, data: { ...dossier.data, extractionRule: '随访登记表中 2025 年下半年的记录，按年龄段分组。' } },
  applicant: { ...dossier, applicant: { ...dossier.applicant, jobTitle: '副主任医师' } },
};

describe('two bodies', () => {
  it('sit side by side, of different people, each with its own quorum', async () => {
    const project = await Project.start();
    await project.completeness();
    expect(await project.open()).toEqual(['ethicsReview', 'technicalReview']);
    const [ethics, technology] = [await project.step('ethicsReview'), await project.step('technicalReview')];
    const people = (step: any): string[] => step.tasks.map(({ seat }: any) => seat.person.id);
    expect([people(ethics).length, people(technology).length]).toEqual([COMMITTEE.length, REVIEWERS.length]);
    expect(people(ethics).filter((id) => people(technology).includes(id))).toEqual([]);
    const { body: session } = await (await as('ethics-chair')).get(`/sessions/${ethics.id}`);
    expect(session).toMatchObject({ quorum: 5, present: 0, undecidable: false, recusals: [] });
    expect(session.members.filter(({ chair }: any) => chair).length).toBe(1);
    expect(ethics.dueAt).not.toBe(technology.dueAt);
  });

  it('are both needed, and one refusal ends the case although the other has approved', async () => {
    const project = await Project.start();
    await project.completeness();
    for (const account of REVIEWERS.slice(0, 2)) await project.review(account);
    expect(await project.open()).toEqual(['ethicsReview']);
    for (const account of COMMITTEE.slice(0, 5)) await project.vote(account, 'REJECT');
    expect(await project.view()).toMatchObject({ status: 'CLOSED', outcome: 'REJECTED' });
  });
});

describe('the ethics session', () => {
  it('counts more than half of all members, of whom five have to vote', async () => {
    const project = await Project.start();
    await project.completeness();
    for (const account of COMMITTEE.slice(0, 4)) await project.vote(account, 'APPROVE');
    expect(await project.askings('ethicsReview')).toEqual(['OPEN']);
    await project.vote('ethics-4', 'REJECT');
    expect(await project.askings('ethicsReview')).toEqual(['APPROVE']);
  });

  it('three of seven are no majority; of the five who are left when two stand back, they are', async () => {
    const [all, fewer] = [await Project.start(), await Project.start()];
    for (const project of [all, fewer]) await project.completeness();
    const { id } = await fewer.step('ethicsReview');
    for (const account of ['ethics-5', 'ethics-6']) expect((await (await as(account)).post(`/sessions/${id}/recusals`, { reason: '与合作单位有利益关系' })).status).toBe(200);
    for (const project of [all, fewer]) {
      for (const account of ['ethics-chair', 'ethics-1', 'ethics-2']) await project.vote(account, 'APPROVE');
      for (const account of ['ethics-3', 'ethics-4']) await project.vote(account, 'REJECT');
    }
    expect([await all.askings('ethicsReview'), await fewer.askings('ethicsReview')]).toEqual([['OPEN'], ['APPROVE']]);
    const { body: session } = await (await as('ethics-chair')).get(`/sessions/${id}`);
    expect(session.recusals.map(({ person }: any) => person.id).sort()).toEqual(['ethics-5', 'ethics-6'].map((account) => demoId('person', `hospital-a.${account}`)).sort());
    expect(await fewer.decide('ethicsReview', 'ethics-5', 'APPROVE').catch(() => 'no seat')).toBe('no seat');
  });

  it('takes no vote of a committee with fewer than seven members; who stands back from a case stays one of them', async () => {
    const project = await Project.start();
    await project.completeness();
    const { id } = await project.step('ethicsReview');
    expect((await (await as('ethics-5')).post(`/sessions/${id}/recusals`, { reason: '与合作单位有利益关系' })).status).toBe(200);
    await project.vote('ethics-1', 'APPROVE');
    const seat = `person_id = '${demoId('person', 'hospital-a.ethics-6')}'`;
    await api.owner.query(`UPDATE body_members SET valid_to = clock_timestamp() WHERE ${seat}`);
    expect(await project.decide('ethicsReview', 'ethics-2', 'APPROVE')).toMatchObject({ status: 409, body: { code: 'NOT_OFFERED', detail: '委员会现有委员 6 人，不足 7 人，补足前不能表决。' } });
    await api.owner.query(`UPDATE body_members SET valid_to = NULL WHERE ${seat}`);
    await project.vote('ethics-2', 'APPROVE');
  });

  it('keeps the dissent of a member who voted against its outcome, once, and of nobody else', async () => {
    const project = await Project.start();
    await project.completeness();
    const { id } = await project.step('ethicsReview');
    const dissent = async (account: string): Promise<number> => (await (await as(account)).post(`/sessions/${id}/dissent`, { opinion: '未充分考虑重识别风险。' })).status;
    await project.vote('ethics-1', 'REJECT');
    expect(await dissent('ethics-1')).toBe(409);
    for (const account of ['ethics-chair', 'ethics-2', 'ethics-3', 'ethics-4']) await project.vote(account, 'APPROVE');
    expect([await dissent('ethics-2'), await dissent('ethics-5'), await dissent('ethics-1'), await dissent('ethics-1')]).toEqual([409, 403, 200, 409]);
    const { body: session } = await (await as('ethics-chair')).get(`/sessions/${id}`);
    expect(session.dissents).toMatchObject([{ person: { id: demoId('person', 'hospital-a.ethics-1') }, opinion: '未充分考虑重识别风险。' }]);
  });

  it('批准后由主任委员签发；修改后批准的先修改，再由主任委员确认；修改后再审的重新开会', async () => {
    const [after, again] = [await Project.start(), await Project.start()];
    for (const project of [after, again]) await project.completeness();
    for (const account of COMMITTEE.slice(0, 5)) await after.vote(account, 'APPROVE_AFTER_REVISION');
    for (const account of COMMITTEE.slice(0, 5)) await again.vote(account, 'REVIEW_AGAIN');
    for (const project of [after, again]) {
      expect(await project.open()).toEqual(['dossier', 'technicalReview']);
      await project.correct(changed['ethics'] ?? {});
    }
    expect(await after.open()).toEqual(['ethicsOpinion', 'technicalReview']);
    expect(await again.open()).toEqual(['ethicsReview', 'technicalReview']);
    // A later change of what was approved after the revision is the committee's again, not the chair's alone.
    await after.opinion();
    await after.must('technicalReview', 'tech-reviewer-1', 'RETURN');
    await after.correct({ ...dossier, ethics: { ...dossier.ethics, rawDataDisposal: '随项目一并移交' } });
    expect(await after.askings('ethicsReview')).toEqual(['STALE', 'OPEN']);
    expect(await after.open()).toEqual(['ethicsReview', 'technicalReview']);
  });
});

describe('a change of the dossier', () => {
  it.each([
    ['ethics', ['ethicsReview']],
    ['technology', ['technicalReview']],
    ['project', ['ethicsReview']],
    ['data', ['ethicsReview', 'technicalReview']],
    ['applicant', []],
  ])('of its section %s makes stale exactly the approvals of %j', async (section, bodies) => {
    const project = await Project.start();
    await project.bothApprove();
    await project.must('impactAnalysis', 'data-admin', 'NOT_SIGNIFICANT', { evidence: provision.IMPACT_ANALYSIS });
    await project.must('unitSignOff', 'designated-leader', 'RETURN');
    await project.correct(changed[section] ?? {});
    const stale = ['ethicsReview', 'technicalReview'];
    for (const key of stale) expect([key, await project.askings(key)]).toEqual([key, bodies.includes(key) ? ['STALE', 'OPEN'] : ['APPROVE']]);
    // What let the case in is not asked again, and the analysis of all of it is.
    expect(await project.askings('completeness')).toEqual(['APPROVE']);
    expect((await project.askings('impactAnalysis'))[0]).toBe('STALE');
    expect(await project.open()).toEqual(bodies.length > 0 ? bodies : ['impactAnalysis']);
  });

  it('voids the votes that were cast on it in a session that is still open, and no others', async () => {
    const [touched, untouched] = [await Project.start(), await Project.start()];
    for (const [project, section] of [[touched, 'data'], [untouched, 'technology']] as const) {
      await project.completeness();
      for (const account of COMMITTEE.slice(0, 3)) await project.vote(account, 'APPROVE');
      const { id } = await project.step('ethicsReview');
      await project.must('technicalReview', 'tech-reviewer-1', 'RETURN');
      await project.correct(changed[section] ?? {});
      expect((await project.step('ethicsReview')).id).toBe(id);
    }
    const voted = async (project: Project): Promise<number> => (await (await as('ethics-chair')).get(`/sessions/${(await project.step('ethicsReview')).id}`)).body.members.filter((member: any) => member.voted).length;
    expect([await voted(touched), await voted(untouched)]).toEqual([0, 3]);
  });
});

it('at least one of the technical reviewers who agree is not of the applicant’s department', async () => {
  const intoDepartment = (account: string): Promise<unknown> =>
    api.owner.query(`INSERT INTO assignments (id, person_id, position, org_id, dept, valid_from) SELECT $1, $2, 'UNIT_STAFF', a.org_id, '心内科', a.valid_from FROM assignments a WHERE a.person_id = $2 LIMIT 1`, [randomUUID(), demoId('person', `hospital-a.${account}`)]);
  for (const account of ['tech-reviewer-1', 'tech-reviewer-2']) await intoDepartment(account);
  const project = await Project.start();
  await project.completeness();
  await project.review('tech-reviewer-1');
  expect(await project.decide('technicalReview', 'tech-reviewer-2', 'APPROVE', { evidence: given.TECHNICAL_REVIEW })).toMatchObject({ status: 403, body: { code: 'SEPARATION_OF_DUTIES', rule: { id: 'one-from-elsewhere' } } });
  await project.review('custodian-reviewer');
  expect(await project.askings('technicalReview')).toEqual(['APPROVE']);
});
