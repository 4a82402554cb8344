import { deskOf } from '@libs/forms/desk';
import type { Desks, ProcessDesk } from '@libs/record/desk';
import type { Process } from '@workflows/kit/fold';
import { BENCH_PROCESSES } from './approvals';
import { BenchForm } from './form';

const desk = (process: Process): ProcessDesk =>
  deskOf({
    process,
    forms: { form: BenchForm, evidence: {} },
    pins: [],
    datasetsOf: () => [],
    readForm: ({ request }: BenchForm) => ({
      value: { facts: {}, flags: { containsStateSecret: false, aggregatesToSecret: false, crossBorder: false }, title: `${process.definition.title} ${request.kind}` },
    }),
    readEvidence: () => ({ value: {} }),
  });

export const BENCH_DESKS: Desks = new Map(BENCH_PROCESSES.map((process) => [process.definition.id, desk(process)]));
