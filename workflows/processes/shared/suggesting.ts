/** What the rules suggest for a resource as a form describes it, and what its proposal is checked against (第二十三至二十九条). */
import { compareLevels, protectiveLevel } from '@libs/domain/grading';
import { deviationOf, suggestGrading, type GradingRemark, type GradingSuggestion } from '@libs/domain/grading-engine';
import { DATA_LEVEL_TITLES, type DataLevel } from '@libs/domain/positions';
import { item, member } from '@libs/forms/guard';
import { gradingTables } from '@libs/policy/grading-tables';
import type { Dataset, FieldError, Surroundings } from '@libs/record/desk';
import { fieldError, notInCatalogue } from './datasets';
import type { ResourceGrading } from './form.grading';
import type { SharedResource } from './form.resource';

type Around = Pick<Surroundings, 'datasets' | 'orgId' | 'policies'>;
/** As much of a resource as its level is judged by. */
export interface Judged {
  readonly basicInfo: Pick<SharedResource['basicInfo'], 'resourceId' | 'subjectCount' | 'personalSubjectCount' | 'sensitiveSubjectCount'>;
  readonly grading: Omit<ResourceGrading, 'suggestedLevel' | 'suggestedBy' | 'remarks' | 'proposedLevel' | 'factors'>;
}

export function suggestionFor({ basicInfo, grading }: Judged, { datasets, policies }: Pick<Around, 'datasets' | 'policies'>): GradingSuggestion {
  const levelOf = (id: string): DataLevel | undefined => {
    const dataset = datasets.find((one) => one.id === id);
    const level = dataset ? protectiveLevel(dataset) : 'UNGRADED';
    return level === 'UNGRADED' ? undefined : level;
  };
  return suggestGrading(
    {
      counts: { subjects: basicInfo.subjectCount, personalInfoSubjects: basicInfo.personalSubjectCount ?? 0, sensitivePersonalInfoSubjects: basicInfo.sensitiveSubjectCount ?? 0 },
      dataTypes: grading.dataTypes ?? [],
      flags: grading.flags ?? [],
      impacts: grading.impacts,
      assessedAs: (grading.assessments ?? []).map(({ level }) => level),
      sources: (grading.derivedFrom ?? []).map(levelOf).filter((level) => level !== undefined),
      catalogue: grading.catalogues ?? [],
      standing: levelOf(basicInfo.resourceId),
    },
    gradingTables(policies),
  );
}

/** The rules that a suggestion rests on, each once. */
export const rulesOf = ({ reasons }: GradingSuggestion): string[] => [...new Set(reasons.map(({ rule }) => rule))];

/** What a person has to judge, each once. */
export const remarksOf = ({ remarks }: GradingSuggestion): GradingRemark['remark'][] => [...new Set(remarks.map(({ remark }) => remark))];

const sameOf = (given: readonly string[], wanted: readonly string[]): boolean => given.length === wanted.length && wanted.every((one) => given.includes(one));

/** What is wrong with the level that is proposed for a resource of the unit; `path` is where the resource stands. */
export function gradingErrors(path: string, { basicInfo, grading }: SharedResource, around: Around): FieldError[] {
  const at = member(path, 'grading');
  const known = around.datasets.find(({ id }) => id === basicInfo.resourceId);
  if (known && known.orgId !== around.orgId) return [fieldError(member(path, 'basicInfo.resourceId'), 'NOT_IN_CATALOGUE', '不是本单位的数据资源', 'Not a resource of your unit')];
  if (known?.derived && !grading.derivedFrom?.length) return [fieldError(member(at, 'derivedFrom'), 'REQUIRED', '衍生数据须列明其来源数据（第二十八条）', 'Derived data names its sources')];
  const sources = sourceErrors(member(at, 'derivedFrom'), basicInfo.resourceId, grading.derivedFrom ?? [], around);
  if (sources.length) return sources;
  const suggestion = suggestionFor({ basicInfo, grading }, around);
  const misread = suggestionErrors(at, grading, suggestion);
  return misread.length ? misread : proposalErrors(at, grading, suggestion, known);
}

/** 第二十八条: 在原始数据定级的基础上. */
function sourceErrors(path: string, id: string, sources: readonly string[], around: Around): FieldError[] {
  const missing = notInCatalogue(path, sources, around);
  if (missing.length) return missing;
  return sources.flatMap((source, index) => {
    if (source === id) return [fieldError(item(path, index), 'INCONSISTENT', '数据不能由其自身衍生', 'Data is not derived from itself')];
    const dataset = around.datasets.find((one) => one.id === source);
    return dataset && protectiveLevel(dataset) !== 'UNGRADED' ? [] : [fieldError(item(path, index), 'SOURCE_UNGRADED', '来源数据尚未定级（第二十八条）', 'The source is not graded yet')];
  });
}

/** What approvers read as suggested is what the rules suggest. */
function suggestionErrors(at: string, { suggestedLevel, suggestedBy, remarks = [] }: ResourceGrading, suggestion: GradingSuggestion): FieldError[] {
  const rules = rulesOf(suggestion);
  const why = { zh: suggestion.reasons.map(({ article, zh }) => `${article} ${zh}`).join('；'), en: suggestion.reasons.map(({ rule, en }) => `${rule} ${en}`).join('; ') };
  if (suggestedLevel !== suggestion.level)
    return [fieldError(member(at, 'suggestedLevel'), 'NOT_AS_SUGGESTED', `系统建议为${DATA_LEVEL_TITLES[suggestion.level]}：${why.zh}`, `The rules suggest ${suggestion.level}: ${why.en}`)];
  if (!sameOf(suggestedBy, rules)) return [fieldError(member(at, 'suggestedBy'), 'NOT_AS_SUGGESTED', `系统建议的依据为：${why.zh}`, `The rules of the suggestion are: ${rules.join(', ')}`)];
  const toJudge = remarksOf(suggestion);
  return sameOf(remarks, toJudge) ? [] : [fieldError(member(at, 'remarks'), 'NOT_AS_SUGGESTED', `须人工研判：${suggestion.remarks.map(({ zh }) => zh).join('；') || '无'}`, `To be judged by a person: ${toJudge.join(', ') || 'nothing'}`)];
}

function proposalErrors(at: string, { proposedLevel, deviationReason }: ResourceGrading, suggestion: GradingSuggestion, known: Dataset | undefined): FieldError[] {
  const path = member(at, 'proposedLevel');
  if (known?.determinedLevel && compareLevels(proposedLevel, known.determinedLevel) < 0)
    return [fieldError(path, 'BELOW_DETERMINED', '低于主管部门已确定的级别，须由主管部门重新确定（第二十三条）', 'Below the level that the authority has determined: only the authority can lower it')];
  switch (deviationOf(suggestion, proposedLevel)) {
    case 'AGAINST_NATIONAL':
      return [fieldError(path, 'BOUND_BY_NATIONAL', '已列入国家目录，以国家主管部门发布的级别为准（第二十三条）', 'The national catalogue lists it: its level binds')];
    case 'DOWNWARD':
      return deviationReason === undefined ? [fieldError(member(at, 'deviationReason'), 'REQUIRED', '低于系统建议级别的，须说明理由', 'A level below the suggestion needs a reason')] : [];
    default:
      return [];
  }
}
