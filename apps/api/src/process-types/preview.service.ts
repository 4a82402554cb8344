import { Injectable } from '@nestjs/common';
import { dueAt } from '@libs/domain/clock-arithmetic';
import { toIso8601Duration } from '@libs/domain/duration';
import { DomainError } from '@libs/platform/errors/domain-error';
import { startContext, startSurroundings, type StartContext } from '@libs/record/acts/start';
import { clearanceFor } from '@libs/record/clearance';
import { readForm, submissionGates } from '@libs/record/acts/submission';
import type { ProcessDesk } from '@libs/record/desk';
import { rolls } from '@libs/record/clock-book';
import { CaseRecord } from '@libs/record/record';
import { personsOf } from '@libs/record/seats';
import type { PositionScope } from '@libs/domain/positions';
import type { Seat } from '@workflows/kit/definition';
import { GLOSSARY } from '@workflows/rehearsal/glossary';
import { preview, type PreviewStep } from '@workflows/rehearsal/preview';
import type { PersonPrincipal } from '../auth/principal';
import type { PreviewRequest } from './process-types.dto';

interface EligibleSeat {
  readonly position: string | null;
  readonly title: string;
  readonly org: string;
  readonly eligible: readonly { readonly id: string; readonly name: string }[];
}
export interface Preview {
  readonly gates: readonly { readonly id: string; readonly passed: boolean; readonly reason: string; readonly article: string }[];
  readonly steps: readonly (Omit<PreviewStep, 'seats'> & { readonly seats: readonly EligibleSeat[] })[];
  /** Keys of steps that nobody could decide now. */
  readonly unstaffed: readonly string[];
}

/** Who will decide, in which order and by when, before anything is submitted. Changes nothing. */
@Injectable()
export class PreviewService {
  constructor(private readonly record: CaseRecord) {}

  async preview(desk: ProcessDesk, { personId }: PersonPrincipal, request: PreviewRequest): Promise<Preview> {
    const { definition } = desk.process;
    const context = await this.context(definition.id, personId, request);
    const { loaded, policies, around, checked } = context;
    const { form, reading } = readForm(desk, checked, startSurroundings(context));
    const named = desk.datasetsOf(form);
    const cleared = (await clearanceFor(this.record.pool, reading.flags, { applicantId: personId, processType: definition.id, orgId: context.of.org_id, caseId: null })) !== undefined;
    const gates = submissionGates(desk, reading, { now: loaded.now, cleared, policies, around: { ...around, datasets: loaded.datasets.filter(({ id }) => named.includes(id)) } });
    const calendar = await this.record.calendars.at(loaded.revisions, this.record.pool);
    const steps = await preview(desk.process, reading.facts, {
      orgTerms: orgTerms(context),
      glossary: GLOSSARY,
      dueOf: ({ spec, opensAtOnce }) => {
        const limit = policies[spec.clocks?.[0]?.policy ?? ''];
        if (limit?.type !== 'DURATION') return undefined;
        if (!opensAtOnce) return { within: toIso8601Duration(limit) };
        return { dueBy: new Date(dueAt({ base: loaded.now, duration: limit, calendar, roll: rolls(policies) }).dueAt).toISOString() };
      },
    });
    const names = await this.names(steps.flatMap(({ key }) => (definition.steps[key]?.seats ?? []).flatMap((seat) => personsOf(seat, around))));
    const seated = steps.map((step) => ({ ...step, seats: step.seats.map((seat, index) => eligibleSeat(seat, definition.steps[step.key]?.seats[index], context, names)) }));
    return {
      gates: gates.map(({ id, passed, reason, article }) => ({ id, passed, reason, article })),
      steps: seated,
      unstaffed: seated.filter(({ seats }) => seats.some(({ eligible }) => eligible.length === 0)).map(({ key }) => key),
    };
  }

  private async context(processType: string, personId: string, request: PreviewRequest): Promise<StartContext> {
    const client = await this.record.pool.connect();
    try {
      return await startContext(this.record, client, { personId, processType, form: request.form, orgCode: request.orgCode, actingAs: request.actingAs });
    } finally {
      client.release();
    }
  }

  private async names(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.record.pool.query<{ id: string; name: string }>('SELECT id, name FROM persons WHERE id = ANY($1::uuid[])', [[...new Set(ids)]]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}

function eligibleSeat(view: PreviewStep['seats'][number], seat: Seat | undefined, { around }: StartContext, names: ReadonlyMap<string, string>): EligibleSeat {
  const persons = seat ? personsOf(seat, around) : [];
  return {
    position: 'position' in view ? view.position : null,
    title: view.title,
    org: 'org' in view ? view.org : '',
    eligible: persons.map((id) => ({ id, name: names.get(id) ?? '' })),
  };
}

function orgTerms({ around, held, of }: StartContext): Readonly<Record<PositionScope, string>> {
  const named = (test: (org: StartContext['around']['orgs'][number]) => boolean): string => around.orgs.find(test)?.name ?? '';
  return { UNIT: named(({ id }) => id === of.org_id), OWN_ORG: named(({ id }) => id === held.orgId), DISTRICT: named(({ type }) => type === 'DISTRICT_COMMISSION'), CENTER: named(({ type }) => type === 'DISTRICT_CENTER'), SYSTEM: '' };
}

/** @throws DomainError NOT_FOUND for a process that does not exist or is not offered */
export function offered(record: CaseRecord, id: string): ProcessDesk {
  const desk = record.desks.get(id);
  if (!desk?.process.definition.offered) throw new DomainError('NOT_FOUND');
  return desk;
}
