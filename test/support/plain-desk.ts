import type { FactValues } from '@workflows/kit/definition';
import type { Process } from '@workflows/kit/fold';
import type { ProcessDesk } from '@libs/record/desk';

const isPlain = (value: unknown): value is { facts?: FactValues } => typeof value === 'object' && value !== null;

/** A desk for a process whose forms are not made yet: its form and evidence are the facts themselves. */
export const plainDesk = (process: Process, offered = true): ProcessDesk => ({
  process: { ...process, definition: { ...process.definition, offered } },
  formSchema: { type: 'object' },
  uiSchema: {},
  pins: [],
  evidenceSchema: () => undefined,
  datasetsOf: () => [],
  checkForm: (form) => ({ value: isPlain(form) ? { ...form } : {} }),
  checkEvidence: (_step, evidence) => ({ value: isPlain(evidence) ? { ...evidence } : undefined }),
  readForm: (form) => ({
    value: { facts: isPlain(form) && form.facts ? form.facts : {}, flags: { containsStateSecret: false, aggregatesToSecret: false, crossBorder: false }, title: '测试办件' },
  }),
  readEvidence: (_step, _outcome, evidence) => ({ value: isPlain(evidence) && evidence.facts ? evidence.facts : {} }),
});
