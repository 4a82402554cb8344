import { EXAMPLE_FORM } from '@workflows/processes/sensitive-data-use/form.example';
import type { SensitiveDataUseForm } from '@workflows/processes/sensitive-data-use/form';
import { objectOf } from '../json-file';
import type { Json, Sessions } from './client';
import { listOf, textOf } from './json';

const DAY_MS = 86_400_000;
const UNIT = 'hospital-a';
const DEADLINE_MS = 60_000;

/** Days from today, by the calendar of Asia/Shanghai. */
const day = (offset: number): string => new Date(Date.now() + 8 * 3_600_000 + offset * DAY_MS).toISOString().slice(0, 10);

/** Who sits where in the demonstration: nobody twice. */
const SEATS: Readonly<Record<string, string>> = {
  initialAssessment: 'owner-cardiology',
  secondaryAssessment: 'data-admin',
  secondaryAuthorization: 'designated-leader',
  leaderAuthorization: 'group-leader',
  desensitization: 'custodian-1',
  preparation: 'custodian-1',
  desensitizationVerification: 'tech-reviewer-1',
  leakControlAttestation: 'security-officer',
  application: 'staff-1',
  reauthorization: 'staff-1',
  closure: 'staff-1',
};

const DESENSITIZED = { method: 'MASKING', fields: ['姓名', '证件号码', '住址'], tool: '演示脱敏工具 1.0', reportRef: 'DEMO-DES-1', performedOn: day(0) };
const EVIDENCE: Readonly<Record<string, () => Json>> = {
  initialAssessment: () => ({ purposeLegitimate: true, minimal: true, permissionExists: true, recipientsJustified: true }),
  secondaryAssessment: () => ({ purposeLegitimate: true, minimal: true, levelConfirmed: true, desensitizationAdequate: true, environmentAdequate: true, piaReviewed: true }),
  secondaryAuthorization: () => ({ validUntil: day(20) }),
  desensitization: () => DESENSITIZED,
  preparation: () => ({ ...DESENSITIZED, fields: [...DESENSITIZED.fields, '电话号码'], reportRef: 'DEMO-DES-2' }),
  desensitizationVerification: () => ({ sampledCount: 200, residualRisk: 'LOW', conclusion: '抽样未发现可识别个人的信息。' }),
  leakControlAttestation: () => ({ antiScreenshot: true, clipboardBlocked: true, watermark: true, exportBlocked: true }),
  closure: () => ({ disposition: 'DESTROY', disposedOn: day(0), remainingCopies: 0 }),
};

const OPINIONS: Readonly<Record<string, string>> = { APPROVE: '同意。', DONE: '已完成。', RESUBMIT: '已按意见补正。', RETURN: '请补充说明。', REJECT: '用途不明确，不同意。' };

export interface Act {
  readonly outcome?: string;
  readonly evidence?: Json;
  readonly form?: SensitiveDataUseForm;
  readonly opinion?: string;
}

/** One use of sensitive data, driven through the API as its people would drive it. */
export class UseCase {
  private constructor(
    private readonly sessions: Sessions,
    readonly id: string,
    readonly number: string,
    readonly form: SensitiveDataUseForm,
  ) {}

  /** Starts a case about one data set of the catalogue, by its code. */
  static async start(sessions: Sessions, resourceCode: string, change: Partial<SensitiveDataUseForm> = {}): Promise<UseCase> {
    const applicant = await sessions.of(`${UNIT}.staff-1`);
    const { items } = await applicant.get('/resources?limit=100');
    const resource = listOf(items).find(({ code }) => code === resourceCode);
    if (!resource) throw new Error(`no data set ${resourceCode} in the catalogue`);
    const important = (textOf(resource['determinedLevel']) || textOf(resource['proposedLevel'])) === 'IMPORTANT';
    const form: SensitiveDataUseForm = {
      ...EXAMPLE_FORM,
      data: { ...EXAMPLE_FORM.data, datasetIds: [textOf(resource['id'])] },
      level: important ? { declaredLevel: 'IMPORTANT', important } : EXAMPLE_FORM.level,
      period: { ...EXAMPLE_FORM.period, from: day(0), to: day(30) },
      ...change,
    };
    const { id, number } = await applicant.post('/cases', { processType: 'sensitive-data-use', form });
    return new UseCase(sessions, textOf(id), textOf(number), form);
  }

  async view(account = 'staff-1'): Promise<Json> {
    return (await this.sessions.of(`${UNIT}.${account}`)).get(`/cases/${this.id}`);
  }

  /** The audit events of the case, oldest first. */
  async events(): Promise<Json[]> {
    const { items } = await (await this.sessions.of(`${UNIT}.data-admin`)).get(`/cases/${this.id}/events?limit=100`);
    return listOf(items);
  }

  /** Decides the open task of a step, as the person who sits there. */
  async decide(step: string, act: Act = {}): Promise<void> {
    const session = await this.sessions.of(`${UNIT}.${SEATS[step] ?? ''}`);
    const task = await session.get(`/tasks/${await this.openTask(step)}`);
    const outcome = act.outcome ?? textOf(listOf(task['outcomes'])[0]?.['key']);
    const positive = outcome !== 'RETURN' && outcome !== 'REJECT';
    const evidence = act.evidence ?? (positive ? EVIDENCE[step]?.() : undefined);
    await session.post(`/tasks/${textOf(task['id'])}/decision`, {
      version: task['version'],
      seenDigest: objectOf(task['shown'])['digest'],
      outcome,
      opinion: act.opinion ?? OPINIONS[outcome],
      ...(evidence && { evidence }),
      ...(act.form && { form: act.form }),
    });
  }

  /** Decides what is open, positively, until this step opens or nothing is open. */
  async advanceTo(step?: string): Promise<void> {
    for (let open = await this.openSteps(); open.length > 0 && !(step !== undefined && open.includes(step)); open = await this.openSteps()) for (const one of open) await this.decide(one);
  }

  /** Takes the case to its grant and returns the grant's id. */
  async grant(): Promise<string> {
    await this.advanceTo();
    const grant = listOf((await this.view())['grants'])[0];
    if (!grant) throw new Error(`${this.number} has no grant`);
    return textOf(grant['id']);
  }

  async post(account: string, path: string, body: Json = {}): Promise<Json> {
    return (await this.sessions.of(`${UNIT}.${account}`)).post(path, body);
  }

  /** Waits until the case looks like this: the engine works beside the people. */
  async until(what: string, test: (view: Json) => boolean): Promise<void> {
    const deadline = Date.now() + DEADLINE_MS;
    while (!test(await this.view())) {
      if (Date.now() > deadline) throw new Error(`${this.number}: ${what} did not happen`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  async openSteps(): Promise<string[]> {
    return listOf((await this.view())['steps']).filter(({ status, tasks }) => status === 'OPEN' && listOf(tasks).some((task) => task['status'] === 'OPEN')).map(({ key }) => textOf(key));
  }

  private async openTask(step: string): Promise<string> {
    const found = listOf((await this.view())['steps']).find(({ key, status }) => key === step && status === 'OPEN');
    const task = listOf(found?.['tasks']).find(({ status }) => status === 'OPEN');
    if (!task) throw new Error(`${this.number}: ${step} is not open`);
    return textOf(task['id']);
  }
}
