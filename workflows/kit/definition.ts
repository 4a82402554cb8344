/**
 * The definition of a process: who, by which article, with which clocks, outcomes and requirements. Plain data.
 * What happens in which order is the story (`story.ts`); how a form looks is the form (`form.ts`).
 */
import type { OrganisationType, PositionCode } from '@libs/domain/positions';
import type { DiversionCause } from '@libs/domain/special-review';

/** What a fact may be. `samples` are the values that the safety lint explores: thresholds and their neighbours. */
export type FactSpec =
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'count'; readonly samples: readonly number[] }
  /** Milliseconds since the epoch. */
  | { readonly kind: 'instant' }
  /** Ids of people, organisations, data sets or cases: never free text. */
  | { readonly kind: 'id' }
  | { readonly kind: 'ids' };

export type FactValue = string | number | boolean | readonly string[];
export type FactValues = Readonly<Record<string, FactValue>>;

export type FactOf<S extends FactSpec> = S extends { kind: 'enum'; values: readonly (infer V)[] }
  ? V
  : S extends { kind: 'boolean' }
    ? boolean
    : S extends { kind: 'count' | 'instant' }
      ? number
      : S extends { kind: 'ids' }
        ? readonly string[]
        : string;

/** Who sits on a step: a position in the organisation that the position's scope names, a body's members, or the applicant. */
export type Seat = { readonly position: PositionCode } | { readonly body: BodyCode } | { readonly applicant: true };

export const BODY_CODES = ['UNIT_ETHICS_COMMITTEE', 'UNIT_TECH_REVIEW_GROUP'] as const;
export type BodyCode = (typeof BODY_CODES)[number];

/** How many of the seats must agree. `policy` names a number of `libs/policy`, pinned to the case. */
export type TallyRule =
  /** 或签: the first decision settles. */
  | { readonly kind: 'ONE' }
  /** 会签: every seat. */
  | { readonly kind: 'ALL' }
  /** 依次: every seat, one after another. */
  | { readonly kind: 'IN_TURN' }
  | { readonly kind: 'AT_LEAST'; readonly policy: string }
  /** More than this part of all members; at least `present` of them voting, of a body that has `members` at least. */
  | { readonly kind: 'RATIO_OF_ALL'; readonly policy: string; readonly present: string; readonly members?: string }
  | { readonly kind: 'RATIO_OF_PRESENT'; readonly policy: string; readonly present: string };

/** What an outcome does to the story. */
export type OutcomeThen =
  /** The story goes on. */
  | 'GO'
  /** The case ends; during a grant, the grant ends as revoked and the story goes on behind it. */
  | 'END'
  /** The review asks for a correction, and the step is asked again afterwards. */
  | 'CORRECT'
  /** The review asks for a correction, and the outcome stands afterwards (修改后批准). */
  | 'REVISE'
  /** The grant during which the step was asked is suspended until it is resumed; the story goes on. */
  | 'SUSPEND'
  /** The grant during which the step was asked takes over its new end; the story goes on. */
  | 'RENEW';

export interface OutcomeSpec {
  readonly title: string;
  readonly then: OutcomeThen;
  /** Counts towards a grant's or a terminal's requirements. */
  readonly positive: boolean;
  readonly reasonRequired: boolean;
  /** What the step asks for has to be filled in for this outcome too, although it is no positive one: what is missing, where something is returned. */
  readonly evidence?: true;
  /** The terminal of an outcome that ends the case; `REJECTED` unless given. */
  readonly terminal?: string;
}

export interface ClockSpec {
  /** The row of `libs/policy` that gives the limit: a length of time, or days of the year whose last one it is. */
  readonly policy: string;
  /** `openedAt` of the want, or the fact that holds the base instant, which may lie in the past. */
  readonly base: 'openedAt' | { readonly fact: string };
  /** Soft: a breach is recorded and escalated, the step stays open. Hard: SYSTEM settles the step as EXPIRED. */
  readonly nature: 'SOFT' | 'HARD';
  /** A number, date or duty of the regulation itself: its scope may not be left while it is open. */
  readonly statutory?: boolean;
  /** The policy row with the instants of reminders before the due instant. */
  readonly reminders?: string;
  /** Whether the clock stands still while a correction of the same review is open. */
  readonly pausedByCorrection?: boolean;
  /** Runs only while these facts have one of these values, as they stand when what it limits is asked. */
  readonly when?: Readonly<Record<string, readonly FactValue[]>>;
}

export type StepKind = 'APPROVE' | 'COMPLETE' | 'SESSION' | 'ON_DEMAND';

export interface StepSpec {
  readonly title: string;
  readonly kind: StepKind;
  readonly article: string;
  readonly seats: readonly Seat[];
  readonly rule?: TallyRule;
  /** The form sections that the step judges: its decision is bound to their digest. All of them unless given. */
  readonly reads?: readonly string[];
  /** Steps whose evidence it judges: their evidence belongs to what its decision is bound to. */
  readonly judges?: readonly string[];
  /** Outcomes beside or instead of the kind's own. */
  readonly outcomes?: Readonly<Record<string, OutcomeSpec>>;
  readonly clocks?: readonly ClockSpec[];
  /** The escalation chain: positions in the order in which they are told. */
  readonly escalation?: readonly PositionCode[];
  /** Facts that the step's evidence may set. */
  readonly yields?: readonly string[];
  /** The evidence class of `form.ts`. */
  readonly evidence?: string;
  /** The member of its evidence that holds the form anew: settling it writes a further revision (首报、续报、终报). */
  readonly revises?: string;
  /** 受理: it lets the case in. Once passed it stands, whatever is corrected later: that is for those who judge after it. */
  readonly admits?: true;
  /** Of those who agree, one at least is not of the applicant's own department: the agreement that would settle it without one is refused. */
  readonly oneFromElsewhere?: true;
  /** Done only while this grant is valid: not while it is suspended, nor before it begins. */
  readonly under?: string;
  /** A gate that must pass once more when it is settled positively: what has changed since stops it. */
  readonly passes?: string;
  /** Asks for re-authentication before a decision. */
  readonly sensitive?: boolean;
  /** May be decided in bulk. */
  readonly bulk?: boolean;
}

export interface ReviewSpec {
  readonly title: string;
  /** Who corrects. */
  readonly correctedBy: Seat;
  /** What is corrected: the application form, or the evidence of this step. */
  readonly corrects: 'form' | { readonly evidenceOf: string };
  readonly clocks?: readonly ClockSpec[];
  readonly article: string;
}

/** A requirement of a grant or a terminal: the step was decided by a person, positively, on what is current. */
export interface Requirement {
  readonly step: string;
  /** For steps that are asked once a subject: how many must stand. One unless given. */
  readonly each?: { readonly fact: string };
  /** Holds only while these facts have one of these values. */
  readonly when?: Readonly<Record<string, readonly FactValue[]>>;
}

export interface GrantSpec {
  readonly title: string;
  readonly article: string;
  /** Facts that the platforms are shown as the scope of the grant. */
  readonly scope: readonly string[];
  readonly requires: readonly Requirement[];
  readonly suspendedBy: readonly PositionCode[];
  readonly revokedBy: readonly PositionCode[];
  readonly handedBackBy: 'APPLICANT';
}

export interface GateSpec {
  readonly title: string;
  /** Rules of `regulation.md` §5.4. */
  readonly rules: readonly GateRuleId[];
  /** The steps that prove desensitization (G7): who did it, and who verified it. */
  readonly desensitization?: { readonly done: string; readonly verified: string };
  /** The steps that conclude the two reviews of an open project (G12). */
  readonly dualReview?: { readonly ethics: string; readonly technical: string };
  /** The steps in which the need for a destruction was assessed, and reviewed (G13). */
  readonly destruction?: { readonly assessed: string; readonly reviewed: string };
  /** The terminal when a rule fails that nobody can heal; a rule that blocks leaves the gate open instead. */
  readonly failsAs?: string;
}
export type GateRuleId = `G${number}`;

export interface ChildSpec {
  readonly title: string;
  readonly process: string;
  /** What the parent's own end does to a child that is still open. */
  readonly onParentEnd: 'LEAVE' | 'TERMINATE';
  /** Who stands for its applicant, whoever holds it then; the parent's applicant unless given. */
  readonly position?: PositionCode;
  /** The terminals of the child that the story tells apart. */
  readonly outcomes?: readonly string[];
  /** By when it has to be through where somebody waits for it, on whose authority, and who is told of reminders and breaches. */
  readonly limit?: { readonly article: string; readonly clocks: readonly ClockSpec[]; readonly escalation: readonly PositionCode[] };
}

export interface TerminalSpec {
  readonly title: string;
  readonly positive: boolean;
  readonly requires?: readonly Requirement[];
}

export interface Definition {
  readonly id: string;
  /** `W01` … `W36` of the catalogue. */
  readonly code: string;
  readonly version: number;
  readonly title: string;
  readonly summary: string;
  readonly articles: readonly string[];
  readonly starters: readonly PositionCode[];
  /** Offered by the API. A definition that is not offered is folded, linted and tested all the same. */
  readonly offered: boolean;
  /** False where what the case is about must not be stored (第三十九条): no opinion, comment or file is taken. */
  readonly recordsWords?: false;
  readonly facts: Readonly<Record<string, FactSpec>>;
  /** Form sections, in the order of the paper. */
  readonly sections: Readonly<Record<string, string>>;
  readonly steps: Readonly<Record<string, StepSpec>>;
  readonly reviews: Readonly<Record<string, ReviewSpec>>;
  readonly gates: Readonly<Record<string, GateSpec>>;
  readonly grants: Readonly<Record<string, GrantSpec>>;
  readonly effects: Readonly<Record<string, { readonly title: string; readonly kind: string }>>;
  readonly children: Readonly<Record<string, ChildSpec>>;
  readonly diversions: Readonly<Record<string, { readonly title: string; readonly article: string; readonly cause: DiversionCause }>>;
  readonly periods: Readonly<Record<string, { readonly title: string; readonly policy: string; readonly article: string }>>;
  readonly terminals: Readonly<Record<string, TerminalSpec>>;
  /** Sets of step keys (`APPLICANT` for who started): no natural person fills two of one set. */
  readonly distinct: readonly DistinctRule[];
  readonly holds: { readonly by: readonly PositionCode[] };
  /** Withdrawal is possible until this grant opens, until this step is first asked, or until the end. */
  readonly withdrawUntil: { readonly grant: string } | { readonly step: string } | 'END' | 'NEVER';
  /** Begun by the clock, once a year for each organisation of these types, when the window of this policy opens. */
  readonly yearly?: {
    readonly window: string;
    readonly of: readonly OrganisationType[];
    /** Organisations of a type that a policy, set to true, includes. */
    readonly also?: { readonly type: OrganisationType; readonly policy: string };
    /** Who stands for the applicant. */
    readonly position: PositionCode;
    /** The fact that holds the year. */
    readonly year: string;
  };
  /** Facts that a change in a register may raise while the case runs, and what that does. */
  readonly reactsTo?: {
    /** The fact that holds the level, and the form section whose readers judge anew (every judgement unless given); until this step is first asked, throughout the case unless given. */
    readonly regrade?: { readonly fact: string; readonly section?: string; readonly until?: { readonly step: string } };
  };
}

export interface DistinctRule {
  readonly id: string;
  readonly title: string;
  readonly among: readonly string[];
  /** Two seats of one of these steps need two people as well, each time it is asked. */
  readonly onceEach?: boolean;
  /** A policy row that, set to true, relaxes the rule (regulation.md §3.1), visible on the case. */
  readonly relaxedBy?: string;
}

/** One role apart from each of several: as many rules under one id. */
export const apart = (id: string, title: string, role: string, from: readonly string[], relaxedBy?: string): DistinctRule[] =>
  from.map((other) => ({ id, title, among: [role, other], ...(relaxedBy === undefined ? {} : { relaxedBy }) }));

/** The usual limit of a step: counted from its opening, soft, reminded of, and standing still while a correction is open. */
export const within = (policy: string): ClockSpec => ({ policy, base: 'openedAt', nature: 'SOFT', reminders: 'step.reminders', pausedByCorrection: true });

/** A limit after which SYSTEM lets the case lapse: never an approval. */
export const lapsing = (policy: string): ClockSpec => ({ policy, base: 'openedAt', nature: 'HARD', reminders: 'step.reminders' });

/** The gate that the record checks before it starts a case: its events come before the story, so no story says it. */
export const SUBMISSION_GATE = 'submission';

/** Who is told of a breach, one after another (regulation.md §3.1): within the unit, its leaders alone, within the district, above its daily management department. */
export const UNIT_CHAIN = ['UNIT_DATA_ADMINISTRATOR', 'UNIT_DESIGNATED_LEADER', 'UNIT_GROUP_LEADER'] as const satisfies readonly PositionCode[];
export const UNIT_LEADERS = ['UNIT_DESIGNATED_LEADER', 'UNIT_GROUP_LEADER'] as const satisfies readonly PositionCode[];
export const DISTRICT_LEADERS = ['DISTRICT_DIRECT_RESPONSIBLE', 'DISTRICT_GROUP_LEADER'] as const satisfies readonly PositionCode[];
export const DISTRICT_CHAIN = ['DISTRICT_INFO_DEPT', ...DISTRICT_LEADERS] as const satisfies readonly PositionCode[];

/** May hold a case of a unit and suspend or revoke what it grants: who answers for it there, and the 科 over it. */
export const UNIT_OVERSEERS = ['UNIT_DATA_ADMINISTRATOR', 'UNIT_DESIGNATED_LEADER', 'DISTRICT_INFO_DEPT'] as const satisfies readonly PositionCode[];

/** Keeps the literal types of a definition, so that a story can name only what its definition has. */
export const define = <const D extends Definition>(definition: D): D => definition;

export const APPROVE_OUTCOMES = {
  APPROVE: { title: '同意', then: 'GO', positive: true, reasonRequired: false },
  REJECT: { title: '不同意', then: 'END', positive: false, reasonRequired: true },
  RETURN: { title: '退回补正', then: 'CORRECT', positive: false, reasonRequired: true },
} as const satisfies Record<string, OutcomeSpec>;

export const COMPLETE_OUTCOMES = {
  DONE: { title: '完成', then: 'GO', positive: true, reasonRequired: false },
} as const satisfies Record<string, OutcomeSpec>;

export const SESSION_OUTCOMES = {
  APPROVE: { title: '批准', then: 'GO', positive: true, reasonRequired: false },
  REJECT: { title: '不批准', then: 'END', positive: false, reasonRequired: true },
  APPROVE_AFTER_REVISION: { title: '修改后批准', then: 'REVISE', positive: true, reasonRequired: true },
  REVIEW_AGAIN: { title: '修改后再审', then: 'CORRECT', positive: false, reasonRequired: true },
} as const satisfies Record<string, OutcomeSpec>;

/** A judgement without a refusal: it confirms, or has something corrected. */
export const CONFIRM_OUTCOMES = {
  APPROVE: { title: '确认', then: 'GO', positive: true, reasonRequired: false },
  RETURN: APPROVE_OUTCOMES.RETURN,
} as const satisfies Record<string, OutcomeSpec>;

const OUTCOMES: Record<StepKind, Readonly<Record<string, OutcomeSpec>>> = {
  APPROVE: APPROVE_OUTCOMES,
  COMPLETE: COMPLETE_OUTCOMES,
  SESSION: SESSION_OUTCOMES,
  ON_DEMAND: COMPLETE_OUTCOMES,
};

/** Whether an outcome can only be given with what its step asks for. */
export const asksForEvidence = ({ positive, evidence }: OutcomeSpec): boolean => positive || evidence === true;

/** The outcomes that a step offers: its own where it names any, else those of its kind. */
export const outcomesOf = (step: StepSpec): Readonly<Record<string, OutcomeSpec>> => step.outcomes ?? OUTCOMES[step.kind];

/** Sections that a step reads; all sections of the form where the definition names none. */
export const readsOf = (definition: Definition, step: StepSpec): readonly string[] => step.reads ?? Object.keys(definition.sections);

/** Whether a requirement or a clock applies under these facts. */
export const applies = ({ when }: Pick<Requirement, 'when'>, facts: FactValues): boolean =>
  Object.entries(when ?? {}).every(([fact, values]) => {
    const value = facts[fact];
    return value !== undefined && values.includes(value);
  });

export const policiesOfClocks = (clocks: readonly ClockSpec[] = []): string[] => clocks.flatMap(({ policy, reminders }) => [policy, ...(reminders === undefined ? [] : [reminders])]);

/** Every clock that a definition names: of steps, of corrections, of linked cases. */
export const clocksIn = ({ steps, reviews, children }: Pick<Definition, 'steps' | 'reviews' | 'children'>): ClockSpec[] =>
  [...Object.values(steps), ...Object.values(reviews), ...Object.values(children).map(({ limit }) => limit ?? {})].flatMap((one: { readonly clocks?: readonly ClockSpec[] }) => one.clocks ?? []);

/** Of its clocks and of how its votes are counted. */
export const policiesOfStep = ({ clocks, rule }: StepSpec): string[] => [
  ...policiesOfClocks(clocks),
  ...(rule && 'policy' in rule ? [rule.policy, ...('present' in rule ? [rule.present] : []), ...('members' in rule && rule.members !== undefined ? [rule.members] : [])] : []),
];

/** Every policy row that a definition names: clocks, reminders, tallies, periods, relaxations. */
export function policiesNamedBy(definition: Definition): string[] {
  const names = [
    ...Object.values(definition.steps).flatMap(policiesOfStep),
    ...policiesOfClocks(clocksIn(definition)),
    ...Object.values(definition.periods).map(({ policy }) => policy),
    ...definition.distinct.flatMap(({ relaxedBy }) => (relaxedBy === undefined ? [] : [relaxedBy])),
    ...(definition.yearly ? [definition.yearly.window] : []),
  ];
  return [...new Set(names)].sort();
}
