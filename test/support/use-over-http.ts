/** W01 over HTTP, as its people drive it. */
import { randomUUID } from 'node:crypto';
import { startApi, type Answer, type ApiClient, type StartApiOptions, type TestApi } from './api';
import { USE_EVIDENCE, USE_SEATS, useForm } from './record-world';

export interface Decide {
  readonly account?: string;
  readonly outcome?: string;
  readonly change?: Readonly<Record<string, unknown>>;
  readonly key?: string;
}

/** Accounts are of hospital A unless they say of whom. */
const named = (account: string): string => (account.includes('.') ? account : `hospital-a.${account}`);

export class UseOverHttp {
  private constructor(readonly api: TestApi) {}

  static async start(options: StartApiOptions = {}): Promise<UseOverHttp> {
    return new UseOverHttp(await startApi(options));
  }

  as(account: string): Promise<ApiClient> {
    return this.api.loginAs(named(account));
  }

  /** Gives a person a further position, as a roster may: a business owner's is of a department. */
  async alsoHolds(account: string, position: string, { orgCode = 'HOSPITAL-A', dept = position === 'UNIT_BUSINESS_OWNER' ? '心内科' : null }: { readonly orgCode?: string; readonly dept?: string | null } = {}): Promise<void> {
    await this.api.owner.query(
      `INSERT INTO assignments (id, person_id, position, org_id, dept, valid_from) SELECT gen_random_uuid(), p.id, $2, o.id, $3, now() FROM persons p, organisations o WHERE p.account = $1 AND o.code = $4
       AND NOT EXISTS (SELECT FROM assignments a WHERE a.person_id = p.id AND a.position = $2 AND a.org_id = o.id)`,
      [named(account), position, dept, orgCode],
    );
  }

  async open(form: unknown = useForm(), account = 'staff-1'): Promise<string> {
    const { status, body } = await (await this.as(account)).post('/cases', { processType: 'sensitive-data-use', form });
    if (status !== 201) throw new Error(`start: ${status} ${JSON.stringify(body)}`);
    return body.id;
  }

  async view(caseId: string, account = 'data-admin'): Promise<any> {
    return (await (await this.as(account)).get(`/cases/${caseId}`)).body;
  }

  async openSteps(caseId: string): Promise<string[]> {
    const { steps } = await this.view(caseId);
    return steps.filter((step: any) => step.status === 'OPEN' && step.tasks.some((task: any) => task.status === 'OPEN')).map((step: any) => step.key);
  }

  async task(caseId: string, stepKey: string): Promise<any> {
    const { steps } = await this.view(caseId);
    const step = steps.find((one: any) => one.key === stepKey && one.status === 'OPEN');
    const open = step?.tasks.find((one: any) => one.status === 'OPEN');
    if (!open) throw new Error(`${stepKey} is not open`);
    return (await (await this.as(USE_SEATS[stepKey] ?? '')).get(`/tasks/${open.id}`)).body;
  }

  /** The request that decides a step as it usually is decided. */
  async decision(caseId: string, stepKey: string, { outcome, change }: Decide = {}): Promise<{ taskId: string; body: any }> {
    const task = await this.task(caseId, stepKey);
    const chosen = outcome ?? task.outcomes[0].key;
    const positive = !['RETURN', 'REJECT', 'RESUBMIT'].includes(chosen);
    const body = { version: task.version, seenDigest: task.shown.digest, outcome: chosen, opinion: '意见', ...(positive && USE_EVIDENCE[stepKey] && { evidence: USE_EVIDENCE[stepKey]() }), ...change };
    return { taskId: task.id, body };
  }

  async try(caseId: string, stepKey: string, decide: Decide = {}): Promise<Answer> {
    const { taskId, body } = await this.decision(caseId, stepKey, decide);
    const client = await this.as(decide.account ?? USE_SEATS[stepKey] ?? '');
    return client.post(`/tasks/${taskId}/decision`, body, { 'idempotency-key': decide.key ?? randomUUID() });
  }

  async decide(caseId: string, stepKey: string, decide: Decide = {}): Promise<any> {
    const { status, body } = await this.try(caseId, stepKey, decide);
    if (status !== 200) throw new Error(`${stepKey}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  async advance(caseId: string, until?: string): Promise<void> {
    for (let open = await this.openSteps(caseId); open.length && !(until && open.includes(until)); open = await this.openSteps(caseId)) for (const step of open) await this.decide(caseId, step);
  }

  async grant(caseId: string): Promise<string> {
    await this.advance(caseId);
    return (await this.view(caseId)).grants[0].id;
  }

  /** Rows of every table: what a refused request must leave as it was. */
  async rowCounts(): Promise<Record<string, number>> {
    const tables: { table_name: string }[] = await this.api.owner.query(`SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`);
    const counts: [string, number][] = [];
    for (const { table_name } of tables) counts.push([table_name, (await this.api.owner.query(`SELECT count(*)::int AS n FROM ${table_name}`))[0].n]);
    return Object.fromEntries(counts);
  }
}
