/** What must hold within the description of a data resource, and between it and the systems that are listed. */
import { member, item } from '@libs/forms/guard';
import type { FormProblem } from '@libs/forms/problem';
import type { SharedResource } from './form.resource';

/** @param systems names of the network systems that are listed beside it */
export function resourceProblems(at: string, { basicInfo, processingInfo, grading }: SharedResource, systems: readonly string[]): readonly FormProblem[] {
  const differs = (path: string, otherZh: string, otherEn: string): FormProblem => ({ path: member(at, path), code: 'INCONSISTENT', params: { otherZh, otherEn } });
  const { personal, sensitive, subjectCount, personalSubjectCount = 0, sensitiveSubjectCount = 0 } = basicInfo;
  const { derivedFrom, derivation, impacts } = grading;
  return [
    ...(sensitive && !personal ? [differs('basicInfo.sensitive', '是否含个人信息', 'basicInfo.personal')] : []),
    ...(personalSubjectCount > subjectCount ? [differs('basicInfo.personalSubjectCount', '涉及人数', 'basicInfo.subjectCount')] : []),
    ...(sensitiveSubjectCount > personalSubjectCount ? [differs('basicInfo.sensitiveSubjectCount', '个人信息涉及人数', 'basicInfo.personalSubjectCount')] : []),
    ...(processingInfo.system !== undefined && !systems.includes(processingInfo.system) ? [differs('processingInfo.system', '网络系统', 'systems')] : []),
    ...((derivedFrom === undefined) === (derivation === undefined) ? [] : [differs('grading.derivation', '来源数据', 'grading.derivedFrom')]),
    ...impacts.flatMap(({ object }, index): FormProblem[] =>
      impacts.findIndex((other) => other.object === object) < index ? [{ path: member(member(at, item('grading.impacts', index)), 'object'), code: 'DUPLICATE' }] : [],
    ),
  ];
}
