import type { ClockSpec, Definition, StepSpec } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { processFor } from '@workflows/processes/index';
import { POLICY_SET } from '@libs/policy/policy-set';
import { checkDefinition } from './definition-checks';
import { survey, type Survey } from './survey';
import { twisted } from './watch';

const known = { policyKeys: new Set(POLICY_SET.map(({ key }) => key)) };
const { definition, story } = processFor('accountability-trace');
const step = (key: string, patch: Partial<StepSpec>): Definition => {
  const spec = definition.steps[key];
  if (!spec) throw new Error(`no step ${key}`);
  return { ...definition, steps: { ...definition.steps, [key]: { ...spec, ...patch } } };
};
/** With a linked case that has a limit. */
const limited = (clock: ClockSpec): Definition => ({ ...definition, children: { follower: { title: '', process: 'log-audit', onParentEnd: 'LEAVE', limit: { article: '第三十八条', clocks: [clock], escalation: [] } } } });

describe('every rule of a definition has something that breaks it', () => {
  let surveyed: Survey;
  beforeAll(async () => {
    surveyed = await survey({ definition, story });
  });

  it('the definition itself breaks none', () => {
    expect(checkDefinition(definition, surveyed, known)).toEqual([]);
  });

  it.each<[Definition, string]>([
    [step('opening', { article: ' ' }), 'step opening names no article'],
    [step('opening', { seats: [] }), 'step opening has no seat'],
    [step('opening', { bulk: true }), 'step opening may not be decided in bulk'],
    [step('opening', { seats: [{ position: 'NOBODY' as never }] }), 'step opening has an unknown seat {"position":"NOBODY"}'],
    [step('opening', { seats: [{ body: 'NO_BODY' as never }] }), 'step opening has an unknown seat {"body":"NO_BODY"}'],
    [step('opening', { evidence: undefined, outcomes: { RETURN: { title: '', then: 'CORRECT', positive: false, reasonRequired: false, evidence: true } } }), 'step opening asks for evidence with RETURN, and has none'],
    [step('opening', { sensitive: true, bulk: true }), 'step opening is sensitive and may not be decided in bulk'],
    [step('opening', { escalation: ['NOBODY' as never] }), 'step opening escalates to NOBODY, which is no position'],
    [step('opening', { yields: ['weather'] }), 'step opening uses the unknown fact weather'],
    [step('opening', { clocks: [{ policy: 'no.such.row', base: 'openedAt', nature: 'SOFT' }] }), 'step opening uses the unknown policy no.such.row'],
    [step('opening', { clocks: [{ policy: 'step.reminders', base: { fact: 'weather' }, nature: 'SOFT' }] }), 'step opening uses the unknown fact weather'],
    [step('opening', { clocks: [{ policy: 'step.reminders', base: 'openedAt', nature: 'SOFT', when: { weather: ['FAIR'] } }] }), 'step opening uses the unknown fact weather'],
    [limited({ policy: 'no.such.row', base: 'openedAt', nature: 'SOFT' }), 'unknown policy no.such.row'],
    [limited({ policy: 'step.reminders', base: { fact: 'weather' }, nature: 'SOFT' }), 'a clock names the unknown fact weather'],
    [step('opening', { rule: { kind: 'AT_LEAST', policy: 'no.such.row' } }), 'step opening uses the unknown policy no.such.row'],
    [step('opening', { rule: { kind: 'RATIO_OF_PRESENT', policy: 'ethics.passRule', present: 'ethics.present.min' } }), 'step opening may end without a majority, and does not offer REVIEW_AGAIN'],
    [step('opening', { reads: ['horoscope'] }), 'step opening reads the unknown section horoscope'],
    [step('opening', { passes: 'nothing' }), 'step opening passes nothing, which is no gate'],
    [step('opening', { under: 'nothing' }), 'step opening is done under nothing, which is no grant'],
    [step('opening', { revises: 'report', evidence: undefined }), 'step opening revises the form and is not filled in by one person'],
    [step('opening', { revises: 'report', evidence: 'Report', rule: { kind: 'ALL' } }), 'step opening revises the form and is not filled in by one person'],
    [{ ...definition, articles: [] }, 'the definition names no article'],
    [{ ...definition, distinct: [{ id: 'r', title: '', among: ['opening', 'nothing'] }] }, 'rule r names nothing, which is no step, review or APPLICANT'],
    [{ ...definition, distinct: [{ id: 'r', title: '', among: ['opening'], relaxedBy: 'no.such.row' }] }, 'unknown policy no.such.row'],
    [{ ...definition, terminals: { ...definition.terminals, LOST: { title: '', positive: false } } }, 'terminals/LOST is never reached'],
    [{ ...definition, terminals: { ...definition.terminals, CONCLUDED: { title: '', positive: true, requires: [{ step: 'nothing' }] } } }, 'CONCLUDED requires nothing, which is no step'],
    [{ ...definition, terminals: { ...definition.terminals, EXPIRED: { title: '', positive: true } } }, 'EXPIRED is no positive end'],
    [{ ...definition, effects: { letter: { title: '', kind: 'DOCUMENT' } } }, 'effects/letter is never reached'],
    [{ ...step('opening', {}), reviews: { ...definition.reviews, opening: { title: '', correctedBy: { applicant: true }, corrects: 'form', article: '' } } }, 'opening is both a review and a step'],
    [{ ...step('opening', {}), gates: { opening: { title: '', rules: [] } } }, 'opening is both a gate and a step'],
    [{ ...definition, reviews: { trace: { title: '', correctedBy: { applicant: true }, corrects: { evidenceOf: 'nothing' }, article: '' } } }, 'review trace corrects the evidence of nothing, which is no step'],
    [{ ...definition, offered: true, gates: { entry: { title: '', rules: ['G99'] } } }, 'gate entry names G99, which is not written'],
    [{ ...definition, offered: true, gates: { entry: { title: '', rules: ['G7'] } } }, 'gate entry names G7 and no steps of desensitization'],
    [{ ...definition, offered: true, gates: { entry: { title: '', rules: ['G12'] } } }, 'gate entry names G12 and no steps of dualReview'],
    [{ ...definition, offered: true, gates: { entry: { title: '', rules: ['G13'] } } }, 'gate entry names G13 and no steps of destruction'],
    [{ ...definition, offered: true, gates: { entry: { title: '', rules: ['G3'] } } }, 'gate entry names G3, which looks at the fact impact'],
    [{ ...definition, offered: true, gates: { entry: { title: '', rules: ['G7'], desensitization: { done: 'nothing', verified: 'opening' } } } }, 'gate entry looks at nothing, which is no step'],
  ])('%#: %j', (broken, problem) => {
    expect(checkDefinition(broken, surveyed, known)).toContain(problem);
  });

  it('a word with a key that the definition does not have', () => {
    const { referral: _dropped, ...steps } = definition.steps;
    expect(checkDefinition({ ...definition, steps }, surveyed, known)).toContain('the story says steps/referral, which the definition does not have');
  });

  it('a step that no path reaches', async () => {
    const short = twisted(processOf(definition, story), (c) => ({ complete: (key, ask) => (key === 'referral' ? c.end('REFERRED') : c.complete(key, ask)) }));
    expect(checkDefinition(definition, await survey(short), known)).toContain('steps/referral is never reached');
  });

  it('a step that may be returned outside a review', async () => {
    const loose = twisted(processOf(definition, story), (c) => ({ review: (_key, body) => body(c) }));
    expect(checkDefinition(definition, await survey(loose), known)).toContain('step operatorLevel may be returned, but is asked outside a review');
  });
});
