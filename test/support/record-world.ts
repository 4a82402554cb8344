/** A seeded database and the record on it, with the demo people by their account names. */
import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { DAY_MS } from '@libs/domain/calendar';
import { digestOf } from '@libs/domain/digests';
import { createOwnerDataSource } from '@libs/persistence/data-source';
import { demoId } from '@libs/persistence/seed/demo-id';
import { seedDemoDistrict } from '@libs/persistence/seed/seed-demo-district';
import { seedFoundation } from '@libs/persistence/seed/seed-foundation';
import { decide, type DecideAnswer, type DecideRequest } from '@libs/record/acts/decide';
import { start, type Started } from '@libs/record/acts/start';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CaseRecord } from '@libs/record/record';
import { createRecordPool } from '@libs/record/pool';
import { pinDefinitions } from '@libs/record/pin-definitions';
import { DESKS } from '@workflows/processes/desks';
import { EXAMPLE_FORM } from '@workflows/processes/sensitive-data-use/form.example';
import type { SensitiveDataUseForm } from '@workflows/processes/sensitive-data-use/form';
import { createDatabase, type TestDatabase } from './stack/databases';
import { seenOn } from './seen-on';

export const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** A valid application of hospital A's staff for its graded, sensitive follow-up data, for the coming month. */
export const useForm = (change: Partial<SensitiveDataUseForm> = {}): SensitiveDataUseForm => ({
  ...EXAMPLE_FORM,
  data: { ...EXAMPLE_FORM.data, datasetIds: [demoId('resource', 'HOSPITAL-A/FOLLOW-UP')] },
  period: { ...EXAMPLE_FORM.period, from: dayFromNow(0), to: dayFromNow(30) },
  ...change,
});

/** The same for important data, which the group leader authorises too. */
export const importantForm = (): SensitiveDataUseForm =>
  useForm({ data: { ...EXAMPLE_FORM.data, datasetIds: [demoId('resource', 'HOSPITAL-A/OUTPATIENT-RECORDS')] }, level: { declaredLevel: 'IMPORTANT', important: true } });

/** Evidence that lets each step of the use settle positively. */
export const USE_EVIDENCE: Readonly<Record<string, () => unknown>> = {
  initialAssessment: () => ({ purposeLegitimate: true, minimal: true, permissionExists: true, recipientsJustified: true }),
  secondaryAssessment: () => ({ purposeLegitimate: true, minimal: true, levelConfirmed: true, desensitizationAdequate: true, environmentAdequate: true, piaReviewed: true }),
  secondaryAuthorization: () => ({ validUntil: dayFromNow(20) }),
  leaderAuthorization: () => ({}),
  desensitization: () => ({ method: 'MASKING', fields: ['姓名'], tool: 'demo 1.0', reportRef: 'DEMO-D-1', performedOn: dayFromNow(0) }),
  desensitizationVerification: () => ({ sampledCount: 100, residualRisk: 'LOW', conclusion: '符合要求' }),
  leakControlAttestation: () => ({ antiScreenshot: true, clipboardBlocked: true, watermark: true, exportBlocked: true }),
  closure: () => ({ disposition: 'DESTROY', disposedOn: dayFromNow(0), remainingCopies: 0 }),
};

/** Who of hospital A fills which seat of the use, all different people. */
export const USE_SEATS: Readonly<Record<string, string>> = {
  application: 'hospital-a.staff-1',
  initialAssessment: 'hospital-a.owner-cardiology',
  secondaryAssessment: 'hospital-a.data-admin',
  secondaryAuthorization: 'hospital-a.designated-leader',
  leaderAuthorization: 'hospital-a.group-leader',
  desensitization: 'hospital-a.custodian-1',
  preparation: 'hospital-a.custodian-1',
  desensitizationVerification: 'hospital-a.tech-reviewer-1',
  leakControlAttestation: 'hospital-a.security-officer',
  closure: 'hospital-a.staff-1',
  reauthorization: 'hospital-a.staff-1',
};

export const personId = (account: string): string => demoId('person', account);
export const resourceId = (code: string): string => demoId('resource', code);
export const freshKey = (path: string, body: unknown = {}): IdempotencyKey => ({ path, key: randomUUID(), bodyDigest: digestOf(JSON.parse(JSON.stringify(body))) });

export interface OpenTask {
  readonly id: string;
  readonly step_id: string;
  readonly step_key: string;
  readonly want_id: string;
  readonly version: number;
}

export class RecordWorld {
  private constructor(
    readonly database: TestDatabase,
    readonly pool: Pool,
    /** The owner's connection: for looking at what the application may not see, and for changing policies. */
    readonly owner: Pool,
    readonly record: CaseRecord,
  ) {}

  static async create(): Promise<RecordWorld> {
    const database = await createDatabase();
    const source = await createOwnerDataSource(database.ownerUrl).initialize();
    await source.transaction(async (manager) => {
      await seedFoundation(manager);
      await seedDemoDistrict(manager, async () => 'no login in this test');
    });
    await source.destroy();
    const pool = createRecordPool({ url: database.appUrl, size: 20, name: 'qingdun test' });
    await pinDefinitions(pool, DESKS);
    const owner = new Pool({ connectionString: database.ownerUrl, max: 2 });
    return new RecordWorld(database, pool, owner, new CaseRecord(pool, DESKS));
  }

  async destroy(): Promise<void> {
    await this.pool.end();
    await this.owner.end();
    await this.database.drop();
  }

  /** Sets a policy for cases that start from now on. */
  async setPolicy(key: string, value: unknown): Promise<void> {
    await this.owner.query(
      `INSERT INTO policies (key, effective_from, title, value, basis, basis_class, verified) SELECT key, effective_from, title, $2, basis, basis_class, verified FROM policies WHERE key = $1 ORDER BY recorded_at DESC LIMIT 1`,
      [key, JSON.stringify(value)],
    );
  }

  async start(form: unknown = useForm(), account = 'hospital-a.staff-1'): Promise<Started> {
    const { body } = await start(this.record, { personId: personId(account), processType: 'sensitive-data-use', form, idempotency: freshKey('/cases', form) });
    return body;
  }

  async openTasks(caseId: string): Promise<OpenTask[]> {
    const { rows } = await this.owner.query<OpenTask>(
      `SELECT t.id, t.step_id, s.key AS step_key, s.want_id, t.version FROM tasks t JOIN steps s ON s.id = t.step_id WHERE t.case_id = $1 AND t.status = 'OPEN' ORDER BY s.want_id, t.id`,
      [caseId],
    );
    return rows;
  }

  async taskOf(caseId: string, stepKey: string): Promise<OpenTask> {
    const task = (await this.openTasks(caseId)).find(({ step_key }) => step_key === stepKey);
    if (!task) throw new Error(`no open task ${stepKey}`);
    return task;
  }

  /** What a person would be shown now. */
  async shownDigest(caseId: string, stepId: string): Promise<string> {
    return seenOn(this.record, caseId, stepId);
  }

  /** Decides the open task of a step as the person who usually sits there. */
  async decide(caseId: string, stepKey: string, change: Partial<DecideRequest> & { readonly account?: string } = {}): Promise<DecideAnswer> {
    const task = await this.taskOf(caseId, stepKey);
    const { account = USE_SEATS[stepKey] ?? '', ...rest } = change;
    const outcome = rest.outcome ?? (stepKey in this.corrections ? 'RESUBMIT' : this.usualOutcome(stepKey));
    const evidence = 'evidence' in rest ? rest.evidence : outcome === 'APPROVE' || outcome === 'DONE' ? USE_EVIDENCE[stepKey]?.() : undefined;
    const request: DecideRequest = {
      personId: personId(account),
      taskId: task.id,
      version: task.version,
      seenDigest: await this.shownDigest(caseId, task.step_id),
      authenticatedAt: Date.now(),
      idempotency: freshKey(`/tasks/${task.id}/decision`, { outcome }),
      ...rest,
      outcome,
      evidence,
    };
    return (await decide(this.record, request)).body;
  }

  /** Takes a case as far as the given step is open. */
  async advanceTo(caseId: string, stepKey: string): Promise<void> {
    for (let n = 0; n < 20; n++) {
      const open = await this.openTasks(caseId);
      if (open.some(({ step_key }) => step_key === stepKey) || open.length === 0) return;
      for (const { step_key } of open) await this.decide(caseId, step_key);
    }
    throw new Error(`${stepKey} never opened`);
  }

  /** Takes a case to its grant. */
  async grant(caseId: string): Promise<string> {
    await this.advanceTo(caseId, 'nothing');
    const { rows } = await this.owner.query<{ id: string }>('SELECT id FROM grants WHERE case_id = $1', [caseId]);
    if (!rows[0]) throw new Error('no grant');
    return rows[0].id;
  }

  async caseRow(caseId: string): Promise<Record<string, unknown>> {
    const { rows } = await this.owner.query('SELECT * FROM cases WHERE id = $1', [caseId]);
    return rows[0];
  }

  async count(table: string, condition = 'true'): Promise<number> {
    const { rows } = await this.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE ${condition}`);
    return rows[0]?.n ?? 0;
  }

  private readonly corrections: Readonly<Record<string, true>> = { application: true, preparation: true, reauthorization: true };

  private usualOutcome(stepKey: string): string {
    return this.record.desk('sensitive-data-use').process.definition.steps[stepKey]?.kind === 'APPROVE' ? 'APPROVE' : 'DONE';
  }
}
