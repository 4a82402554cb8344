/** The severity rows of the policy table as the criteria of the engine, and what it suggests in words. */
import {
  internalSeverity,
  isSeverity,
  MEASURES,
  SEVERITY_TITLES,
  suggestSeverity,
  THREATS,
  type IncidentMeasures,
  type LocalFloor,
  type LocalMeasures,
  type Measure,
  type Severity,
  type SeverityCriterion,
  type SeveritySuggestion,
} from '@libs/domain/severity';
import type { PolicyValue } from './policy';
import { policyRow } from './policy-set';
import { CRITERION_TITLES, GRADED_SEVERITIES, SHARE_AREAS } from './severity';
import { codeOf, countOf, flagOf, millisecondsOf, type PolicyValues } from './typed-values';
import { policyValueText } from './value-text';

type Graded = keyof typeof GRADED_SEVERITIES;
const GRADED: readonly Graded[] = ['EXTREMELY_MAJOR', 'MAJOR', 'SIGNIFICANT'];

const LOCAL_KEYS = ['severity.local.sensitiveSubjects', 'severity.local.anyImportantData', 'severity.local.floor'] as const;

const keyOf = (severity: Graded, measure: Measure): string => `severity.${severity}.${measure}`;

/** Every row that the engine reads. */
export const SEVERITY_KEYS: readonly string[] = [...MEASURES.flatMap((measure) => GRADED.map((severity) => keyOf(severity, measure))), ...LOCAL_KEYS];

/** @throws Error where a row is missing or holds another kind of value */
export const severityCriteria = (policies: PolicyValues): readonly SeverityCriterion[] =>
  MEASURES.flatMap((measure) =>
    GRADED.map((severity) => {
      const key = keyOf(severity, measure);
      const value = policies[key];
      if (value === undefined) throw new Error(`no policy ${key}`);
      return { key, severity, measure, reach: reachOf(policies, key, severity, value), verified: isAsVerified(key, value) };
    }),
  );

/** A figure that a site has set otherwise is nobody's reading of the text. */
const isAsVerified = (key: string, value: PolicyValue): boolean => {
  const row = policyRow(key);
  return row.verified && policyValueText(row.value) === policyValueText(value);
};

function reachOf(policies: PolicyValues, key: string, severity: Graded, value: PolicyValue): SeverityCriterion['reach'] {
  if (value.type === 'COUNT') return value.value;
  if (value.type === 'DURATION') return millisecondsOf(policies, key) / 60_000;
  if (value.type === 'RATIO') return { percent: (value.numerator * 100) / value.denominator, of: SHARE_AREAS[severity] };
  const threat = value.type === 'CODE' ? THREATS.find((one) => one === value.value) : undefined;
  if (threat === undefined) throw new Error(`the policy ${key} holds nothing that can be reached`);
  return threat;
}

export interface SeverityAdvice extends SeveritySuggestion {
  /** How the district treats it internally; no statutory grade. */
  readonly internal: Severity;
  /** zh-CN, for who decides. */
  readonly reasons: readonly string[];
}

/** What the table in force says of an incident. */
export function adviseSeverity(measures: IncidentMeasures & LocalMeasures, policies: PolicyValues): SeverityAdvice {
  const { sensitiveSubjects, importantData, ...national } = measures;
  const suggestion = suggestSeverity(national, severityCriteria(policies));
  const internal = internalSeverity(suggestion.severity, { sensitiveSubjects, importantData }, localFloor(policies));
  return { ...suggestion, internal, reasons: [...reasonsOf(suggestion, policies), ...internalReasons(suggestion, internal)] };
}

function localFloor(policies: PolicyValues): LocalFloor {
  const [subjects, important, floor] = LOCAL_KEYS;
  const severity = codeOf(policies, floor);
  if (!isSeverity(severity)) throw new Error(`the policy ${floor} holds no severity`);
  return { sensitiveSubjects: countOf(policies, subjects), anyImportantData: flagOf(policies, important), floor: severity };
}

function reasonsOf({ severity, reached, verifiedSeverity, unknown }: SeveritySuggestion, policies: PolicyValues): string[] {
  const lines = reached.map(({ key, measure, severity: grade, verified }) => {
    const value = policies[key];
    return `${CRITERION_TITLES[measure]}达到${SEVERITY_TITLES[grade]}的标准（${value ? policyValueText(value) : key}）${verified ? '' : '，该数字未经正式文本核实'}`;
  });
  return [
    ...(reached.length === 0 ? ['未达到较大以上事件的任何一项标准，建议为一般。'] : lines),
    ...(severity === verifiedSeverity ? [] : [`仅按已核实的数字为${SEVERITY_TITLES[verifiedSeverity]}；按未核实的数字从严建议为${SEVERITY_TITLES[severity]}。`]),
    ...(unknown.length === 0 ? [] : [`尚未填报：${unknown.map((measure) => CRITERION_TITLES[measure]).join('、')}。`]),
  ];
}

const internalReasons = ({ severity }: SeveritySuggestion, internal: Severity): string[] =>
  severity === internal ? [] : [`涉及重要数据或者较多敏感个人信息，区内按不低于${SEVERITY_TITLES[internal]}升级处置；不是法定分级。`];
