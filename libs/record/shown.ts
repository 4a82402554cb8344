/** What a decision is bound to: the form sections that its step reads, and the evidence that it judges. */
import { digestOf } from '@libs/domain/digests';
import { readsOf, type Definition } from '@workflows/kit/definition';
import type { DecisionRow, StepRow } from './rows';

export interface ShownIn {
  readonly definition: Definition;
  readonly steps: readonly Pick<StepRow, 'key' | 'status' | 'evidence_digest'>[];
  /** Digests of the sections of the current revision. */
  readonly sections: Readonly<Record<string, string>>;
}

/** The sections that a step shows; a correction shows all of the form. */
export function sectionsShown(definition: Definition, key: string): readonly string[] {
  const spec = definition.steps[key];
  return spec ? readsOf(definition, spec) : Object.keys(definition.sections);
}

/** The steps whose evidence a step judges. */
export const evidenceShown = (definition: Definition, key: string): readonly string[] => definition.steps[key]?.judges ?? [];

export const shownDigest = ({ definition, steps, sections }: ShownIn, key: string): string =>
  digestOf({
    sections: Object.fromEntries(sectionsShown(definition, key).map((name) => [name, sections[name] ?? null])),
    evidence: Object.fromEntries(evidenceShown(definition, key).map((judged) => [judged, currentEvidence(steps, judged)])),
  });

/** The evidence of a step that stands now, whether its own or a correction's: the one that a judgement of it is bound to. */
export function standingEvidence({ steps, decisions }: Pick<ShownIn, 'steps'> & { readonly decisions: readonly Pick<DecisionRow, 'evidence'>[] }, key: string): DecisionRow['evidence'] {
  const digest = currentEvidence(steps, key);
  return digest === null ? null : (decisions.filter(({ evidence }) => evidence !== null && digestOf(evidence) === digest).at(-1)?.evidence ?? null);
}

const currentEvidence = (steps: ShownIn['steps'], key: string): string | null => steps.filter((step) => step.key === key && step.status === 'SETTLED').at(-1)?.evidence_digest ?? null;
