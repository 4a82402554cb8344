/**
 * How severe an incident is, as a suggestion: of the criteria of the national guide, one that is reached is enough, and the
 * strictest that is reached counts. A person decides (第十条: 研判).
 */

/** 一般、较大、重大、特别重大, the mildest first. */
export const SEVERITIES = ['ORDINARY', 'SIGNIFICANT', 'MAJOR', 'EXTREMELY_MAJOR'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const SEVERITY_TITLES = { ORDINARY: '一般', SIGNIFICANT: '较大', MAJOR: '重大', EXTREMELY_MAJOR: '特别重大' } as const satisfies Record<Severity, string>;

/** Negative if `a` is milder than `b`, zero if they are the same, positive if it is more severe. */
export const compareSeverities = (a: Severity, b: Severity): number => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);

export const isSeverity = (value: unknown): value is Severity => SEVERITIES.some((severity) => severity === value);

/** 对国家安全和社会稳定构成的威胁, the mildest first. */
export const THREATS = ['NO_SUCH_THREAT', 'RELATIVELY_SEVERE_THREAT', 'SEVERE_THREAT', 'EXTREMELY_SEVERE_THREAT'] as const;
export type Threat = (typeof THREATS)[number];

/** The area of whose people a share is affected, the smallest first. */
export const AREAS = ['DISTRICT', 'PREFECTURE', 'PROVINCE'] as const;
export type Area = (typeof AREAS)[number];

/** What is known of an incident. What is left out is not known yet: it reaches nothing, and is named as unknown. */
export interface IncidentMeasures {
  /** 泄露个人信息人数. */
  readonly personalInfo?: number;
  readonly threat?: Threat;
  /** 关键信息基础设施整体中断、主要功能中断, in minutes. */
  readonly ciiOutage?: number;
  readonly ciiMainFunction?: number;
  /** 就医等受影响人口比例, in percent of the people of an area. */
  readonly affectedShare?: { readonly percent: number; readonly of: Area };
  readonly affectedPeople?: number;
  /** 直接经济损失, in 元. */
  readonly directLoss?: number;
}
export type Measure = keyof IncidentMeasures;
export const MEASURES = ['personalInfo', 'threat', 'ciiOutage', 'ciiMainFunction', 'affectedShare', 'affectedPeople', 'directLoss'] as const satisfies readonly Measure[];

/** One cell of the table: what this measure has to reach for this severity. 以上 includes the number. */
export interface SeverityCriterion {
  /** The row that gives the figure. */
  readonly key: string;
  readonly severity: Severity;
  readonly measure: Measure;
  readonly reach: number | Threat | { readonly percent: number; readonly of: Area };
  /** Whether the figure was read in the text in force. */
  readonly verified: boolean;
}

export interface SeveritySuggestion {
  readonly severity: Severity;
  /** What was reached, the most severe first. */
  readonly reached: readonly SeverityCriterion[];
  /** The suggestion by the verified figures alone; where it is milder, the suggestion rests on figures that are not. */
  readonly verifiedSeverity: Severity;
  /** Criteria of which nothing is known yet. */
  readonly unknown: readonly Measure[];
}

export function suggestSeverity(measures: IncidentMeasures, criteria: readonly SeverityCriterion[]): SeveritySuggestion {
  const reached = criteria.filter((criterion) => isReached(measures, criterion)).toSorted((a, b) => compareSeverities(b.severity, a.severity));
  return {
    severity: mostSevere(reached.map(({ severity }) => severity)),
    reached,
    verifiedSeverity: mostSevere(reached.filter(({ verified }) => verified).map(({ severity }) => severity)),
    unknown: MEASURES.filter((measure) => measures[measure] === undefined),
  };
}

/** 就高; 一般 where none of them is more severe. */
export const mostSevere = (severities: readonly Severity[]): Severity => severities.reduce<Severity>((top, one) => (compareSeverities(one, top) > 0 ? one : top), 'ORDINARY');

function isReached(measures: IncidentMeasures, { measure, reach }: SeverityCriterion): boolean {
  const value = measures[measure];
  if (value === undefined) return false;
  if (typeof value === 'number') return typeof reach === 'number' && value >= reach;
  if (typeof value === 'string') return typeof reach === 'string' && THREATS.indexOf(value) >= THREATS.indexOf(reach);
  // A share of a smaller area says nothing of a larger one.
  return typeof reach === 'object' && value.percent >= reach.percent && AREAS.indexOf(value.of) >= AREAS.indexOf(reach.of);
}

/** What is known beside the national criteria, for the district's own escalation. */
export interface LocalMeasures {
  readonly sensitiveSubjects?: number;
  readonly importantData?: boolean;
}
export interface LocalFloor {
  readonly sensitiveSubjects: number;
  readonly anyImportantData: boolean;
  readonly floor: Severity;
}

/** How the district treats it internally (regulation.md §5.3, local overlay): never milder than it is, and no statutory grade. */
export function internalSeverity(severity: Severity, { sensitiveSubjects, importantData }: LocalMeasures, local: LocalFloor): Severity {
  const raised = (sensitiveSubjects !== undefined && sensitiveSubjects >= local.sensitiveSubjects) || (local.anyImportantData && importantData === true);
  return mostSevere([severity, ...(raised ? [local.floor] : [])]);
}
