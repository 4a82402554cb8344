/** People who do not give up: the same request with the same key until it is answered, through every outage. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { USE_EVIDENCE, USE_SEATS, useForm } from './record-world';

export interface Answered {
  readonly status: number;
  readonly body: Record<string, any>;
}
export interface Acknowledged {
  readonly decisionId: string;
  readonly taskId: string;
  readonly outcome: string;
}

const AGAIN: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);
const GIVE_UP_MS = 120_000;

export class StubbornPeople {
  private readonly tokens = new Map<string, Promise<string>>();
  private readonly passwords: ReadonlyMap<string, string>;
  /** Every decision that was answered with success. */
  readonly acknowledged: Acknowledged[] = [];

  constructor(
    private readonly apiUrl: string,
    accountsFile: string,
  ) {
    const entries: { account: string; password: string }[] = JSON.parse(readFileSync(accountsFile, 'utf8'));
    this.passwords = new Map(entries.map(({ account, password }) => [account, password]));
  }

  /** Answers with the first answer that is not an outage. */
  async request(account: string | undefined, method: string, path: string, body?: unknown): Promise<Answered> {
    const key = randomUUID();
    const deadline = Date.now() + GIVE_UP_MS;
    for (let last = 'nothing'; ; await wait(100 + Math.random() * 200)) {
      try {
        const answer = await this.once(account, method, path, body, key);
        // Their session may be younger than the backup that the record was restored from: they sign in again.
        if (account !== undefined && answer.status === 401) this.tokens.delete(account);
        else if (!AGAIN.has(answer.status) && answer.body['code'] !== 'IDEMPOTENCY_IN_FLIGHT') return answer;
        last = `${answer.status} ${JSON.stringify(answer.body)}`;
      } catch (error) {
        // No connection, a connection that broke, or no answer in time: whatever it was, nobody knows whether it was heard.
        last = String(error);
      }
      if (Date.now() > deadline) throw new Error(`${method} ${path} was never answered: ${last}`);
    }
  }

  async start(account = 'hospital-a.staff-1', form: unknown = useForm()): Promise<string> {
    const { status, body } = await this.request(account, 'POST', '/cases', { processType: 'sensitive-data-use', form });
    if (status !== 201) throw new Error(`start: ${status} ${JSON.stringify(body)}`);
    return body['id'];
  }

  async view(caseId: string): Promise<Record<string, any>> {
    return (await this.request('hospital-a.data-admin', 'GET', `/cases/${caseId}`)).body;
  }

  async openSteps(caseId: string): Promise<string[]> {
    const { steps } = await this.view(caseId);
    return steps.filter((step: any) => step.status === 'OPEN' && step.tasks.some((task: any) => task.status === 'OPEN')).map((step: any) => step.key);
  }

  /** Decides an open step positively; an answer that it was decided already is this person's own retry, or somebody else's win. */
  async decide(caseId: string, stepKey: string, evidence: unknown = USE_EVIDENCE[stepKey]?.()): Promise<void> {
    const account = USE_SEATS[stepKey] ?? '';
    const { steps } = await this.view(caseId);
    const step = steps.find((one: any) => one.key === stepKey && one.status === 'OPEN');
    const taskId: string | undefined = step?.tasks.find((task: any) => task.status === 'OPEN')?.id;
    if (!taskId) return;
    const { body: task } = await this.request(account, 'GET', `/tasks/${taskId}`);
    const outcome: string = task['outcomes'][0].key;
    const { status, body } = await this.request(account, 'POST', `/tasks/${taskId}/decision`, { version: task['version'], seenDigest: task['shown'].digest, outcome, opinion: '同意', evidence });
    if (status === 200) this.acknowledged.push({ decisionId: body['decisionId'], taskId, outcome });
    else if (status !== 409) throw new Error(`${stepKey}: ${status} ${JSON.stringify(body)}`);
  }

  /** Takes a case on until this step is open, or nothing is. */
  async advance(caseId: string, until?: string): Promise<void> {
    for (let n = 0; n < 20; n++) {
      const open = await this.openSteps(caseId);
      if (open.length === 0 || (until !== undefined && open.includes(until))) return;
      for (const step of open) await this.decide(caseId, step);
    }
    throw new Error(`case ${caseId} does not come on`);
  }

  private async once(account: string | undefined, method: string, path: string, body: unknown, key: string): Promise<Answered> {
    const token = account === undefined ? undefined : await this.token(account);
    const response = await fetch(`${this.apiUrl}/api/v1${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(method === 'POST' && { 'content-type': 'application/json', 'idempotency-key': key }),
      },
      body: method === 'POST' ? JSON.stringify(body ?? {}) : null,
      signal: AbortSignal.timeout(15_000),
    });
    return { status: response.status, body: (await response.json()) as Record<string, any> };
  }

  private token(account: string): Promise<string> {
    const known = this.tokens.get(account);
    if (known) return known;
    const token = this.request(undefined, 'POST', '/auth/login', { account, password: this.passwords.get(account) }).then(({ status, body }) => {
      if (status !== 200 && status !== 201) throw new Error(`login ${account}: ${status} ${JSON.stringify(body)}`);
      return String(body['accessToken']);
    });
    token.catch(() => this.tokens.delete(account));
    this.tokens.set(account, token);
    return token;
  }
}
