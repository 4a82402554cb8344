import { processOf, type Process } from '@workflows/kit/fold';
import type { Definition, OutcomeSpec } from '@workflows/kit/definition';
import type { Ask, Words } from '@workflows/kit/story';
import { POLICY_SET } from '@libs/policy/policy-set';
import { PROCESSES, processFor } from '@workflows/processes/index';
import { checkDefinition } from './definition-checks';
import { lint, LINT_BOUNDS, type LintBounds } from './lint';
import { twisted, type Twist } from './watch';

const POLICY_KEYS = new Set(POLICY_SET.map(({ key }) => key));
/** Its nine facts and thirteen duties in parallel multiply: one thing at a time there, pairs elsewhere. */
const BOUNDS: Readonly<Record<string, Partial<LintBounds>>> = { 'incident-response': { together: 1 } };
/** States below which the lint has seen too little; a process of few steps has few. */
const FEWEST: Readonly<Record<string, number>> = { 'annual-risk-assessment': 150, 'bulk-operation-grant': 300, 'catalogue-change': 25, 'classification-grading': 80, 'district-inventory-review': 25, 'special-review-gate': 5 };
const QUICK: LintBounds = { ...LINT_BOUNDS, together: 1, seeds: [] };

describe.each([...PROCESSES])('%s', (id, process) => {
  it('reaches no grant and no terminal with a requirement unmet, and its definition holds together', async () => {
    const { findings, explorations, surveyed } = await lint(process, { ...LINT_BOUNDS, ...BOUNDS[id] });
    expect(findings).toEqual([]);
    expect(Math.min(...explorations.map(({ states }) => states))).toBeGreaterThan(FEWEST[id] ?? 400);
    expect(checkDefinition(process.definition, surveyed, { policyKeys: POLICY_KEYS })).toEqual([]);
  }, 120_000);
});

/** A story that goes past a step without asking for it, as long as the condition holds. */
const skipping =
  (key: string, outcome: string, condition: (c: Words<Definition>, subject?: string) => boolean = () => true): Twist =>
  (c) => {
    const skip =
      (word: 'approve' | 'complete' | 'session') =>
      (asked: string, ask?: Ask): Promise<never> =>
        (asked === key && condition(c, ask?.for) ? Promise.resolve({ outcome }) : c[word](asked as never, ask)) as Promise<never>;
    return { approve: skip('approve'), complete: skip('complete'), session: skip('session') };
  };

/** A definition in which an outcome of a step goes on although it is no consent. */
function goingOn({ definition, story }: Process, step: string, outcome: string, outcomes: Readonly<Record<string, OutcomeSpec>>): Process {
  const spec = definition.steps[step];
  if (!spec) throw new Error(`no step ${step}`);
  const spoiled: OutcomeSpec = { title: '退回补正', then: 'GO', positive: false, reasonRequired: true };
  return processOf({ ...definition, steps: { ...definition.steps, [step]: { ...spec, outcomes: { ...outcomes, [outcome]: spoiled } } } }, story);
}

const APPROVE: OutcomeSpec = { title: '同意', then: 'GO', positive: true, reasonRequired: false };
const use = processFor('sensitive-data-use');
const sharing = processFor('unit-data-sharing');
const access = processFor('regional-data-access');
const bulk = processFor('bulk-operation-grant');
const open = processFor('open-data-dual-review');
const provision = processFor('data-provision');
const incident = processFor('incident-response');
const destruction = processFor('data-destruction');
const grading = processFor('classification-grading');
const change = processFor('catalogue-change');
const assessment = processFor('annual-risk-assessment');
const inventory = processFor('district-inventory-review');
const outsourcing = processFor('outsourcing-supervision');
const trace = processFor('accountability-trace');
const special = processFor('special-review-gate');

describe('planted leaks are found', () => {
  it.each<[leak: string, process: Process, what: string]>([
    ['W01 skips the verification', twisted(use, skipping('desensitizationVerification', 'APPROVE')), 'use opens without desensitizationVerification'],
    ['W01 opens the grant when returned', goingOn(use, 'secondaryAssessment', 'RETURN', { APPROVE }), 'use opens without secondaryAssessment'],
    ['W01 forgets the group leader for important data', twisted(use, skipping('leaderAuthorization', 'APPROVE', (c) => c.facts.level === 'IMPORTANT')), 'use opens without leaderAuthorization'],
    ['W03 shares what the district has not received', twisted(sharing, skipping('filingReceipt', 'APPROVE')), 'sharing opens without filingReceipt'],
    ['W04 gives access that the district has not decided upon', twisted(access, skipping('districtReview', 'APPROVE')), 'access opens without districtReview'],
    ['W02 grants what nobody has assessed', twisted(bulk, skipping('assessment', 'APPROVE')), 'operation opens without assessment'],
    ['W05 takes one review for both', twisted(open, skipping('technicalReview', 'APPROVE')), 'opening opens without technicalReview'],
    ['W05 forgets the group leader for core data', twisted(open, skipping('leaderSignOff', 'APPROVE', (c) => c.facts.level === 'CORE')), 'opening opens without leaderSignOff'],
    ['W06 provides important data without the assessment of its risks', twisted(provision, skipping('riskAssessment', 'APPROVE', (c) => c.facts.level === 'IMPORTANT')), 'provision opens without riskAssessment'],
    ['W08 closes without the police report', twisted(incident, skipping('policeReport', 'DONE', (c) => c.facts.suspectedCrime === true)), 'CLOSED without policeReport'],
    ['W08 skips the confirmation of the district', twisted(incident, skipping('districtClosure', 'APPROVE')), 'CLOSED without districtClosure'],
    ['W09 verifies only the first copy', twisted(destruction, skipping('verification', 'IRREVERSIBLE', (_c, copy) => copy === 'id-2')), 'DESTROYED without verification/id-2'],
    ['W09 takes a recoverable copy for destroyed', goingOn(destruction, 'verification', 'IRREVERSIBLE', {}), 'DESTROYED without verification/id-1'],
    ['W10 takes a lowered level without a second reviewer', twisted(grading, skipping('secondReview', 'APPROVE')), 'EFFECTIVE without secondReview'],
    ['W11 takes a report for received that nobody has received', twisted(change, skipping('districtReceipt', 'APPROVE')), 'REPORTED without districtReceipt'],
    ['W12 forgets what the national authority determines', twisted(inventory, skipping('nationalDecision', 'DONE')), 'ACCEPTED without nationalDecision'],
    ['W13 accepts a report that the group leader has not signed', twisted(assessment, skipping('signature', 'APPROVE')), 'ACCEPTED without signature'],
    ['W13 leaves a problem of two unremedied', twisted(assessment, skipping('remediation', 'DONE', (_c, issue) => issue === 'id-2')), 'ACCEPTED without remediation/id-2'],
    ['W17 opens access that the leader has not approved', twisted(outsourcing, skipping('leaderApproval', 'APPROVE')), 'vendorAccess opens without leaderApproval'],
    ['W29 clears without the answer of the authority', twisted(special, skipping('externalReply', 'CLEARED')), 'CLEARED without externalReply'],
    ['W28 concludes past a level', twisted(trace, skipping('administratorLevel', 'APPROVE')), 'CONCLUDED without administratorLevel'],
  ])('%s', async (_leak, process, what) => {
    const { findings } = await lint(process, QUICK);
    expect(findings.filter(({ rule }) => rule === 'REQUIREMENT_UNMET').map((one) => one.what)).toContain(what);
    expect(findings.find((one) => one.what === what)?.path.length).toBeGreaterThan(1);
  }, 60_000);

  it('a grant that goes on after its level rose, without any new decision', async () => {
    const hasty = twisted(use, (c) => ({ granted: (key, terms, body) => c.granted(key, { ...terms, reauthorize: () => Promise.resolve() }, body) }));
    expect(await rules(hasty)).toContain('NOT_DECIDED_ANEW');
  });

  it('a renewed authorization that forgets one of its deciders now and then', async () => {
    const forgetful = twisted(use, skipping('secondaryAssessment', 'APPROVE', (c) => c.facts.level === 'CORE' && c.facts.validUntil !== undefined));
    const { findings } = await lint(forgetful, { ...QUICK, together: 2 });
    expect(findings.map(({ what }) => what)).toContain('use goes on without a new secondaryAssessment');
  });

  it('a grant that opens after its own end', async () => {
    expect(await rules(twisted(use, () => ({ now: 0 })))).toContain('ALREADY_OVER');
  });

  it('a story that breaks a rule of the kit', async () => {
    const hurried = twisted(use, (c) => ({ gate: (key) => (void c.gate(key), c.gate(key)) }));
    expect(await rules(hurried)).toContain('DEFECT');
  });

  it('and a bound that is too small is reported', async () => {
    expect(await rules(use, { ...QUICK, maxStates: 50 })).toContain('BOUND_EXCEEDED');
  });
});

const rules = async (process: Process, bounds = QUICK): Promise<string[]> => (await lint(process, bounds)).findings.map(({ rule }) => rule);
