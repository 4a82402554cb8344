/** The forms of the special review: they set no facts, and nothing of them leaves the record. */
import { civilDateOf } from '@libs/domain/calendar';
import { deskOf } from '@libs/forms/desk';
import type { Checked, FieldError, ProcessDesk, Surroundings } from '@libs/record/desk';
import type { FactValues } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { specialReviewGate } from './definition';
import { FORMS } from './form';
import { story } from './story';

const DATES = ['referredOn', 'repliedOn'] as const;

/** A document that is noted has been sent or received. */
function readEvidence(_step: string, _outcome: string, evidence: Readonly<Record<string, unknown>> = {}, { now }: Surroundings): Checked<FactValues> {
  const today = civilDateOf(now);
  const errors = DATES.flatMap((path): FieldError[] => {
    const given = evidence[path];
    return typeof given === 'string' && given > today ? [{ path, code: 'IN_THE_FUTURE', message: { zh: '不得晚于今日', en: 'Must not lie in the future' } }] : [];
  });
  return errors.length ? { errors } : { value: {} };
}

export const specialReviewGateDesk: ProcessDesk = deskOf({
  process: processOf(specialReviewGate, story),
  forms: FORMS,
  pins: [],
  datasetsOf: () => [],
  readForm: () => ({ value: { facts: {}, flags: { containsStateSecret: false, aggregatesToSecret: false, crossBorder: false }, title: specialReviewGate.title } }),
  readEvidence,
});
