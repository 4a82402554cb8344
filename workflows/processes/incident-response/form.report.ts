/** The report of an incident. Its first version is the 首报; 续报 and 终报 are further revisions of the same report. */
import { instantOf } from '@libs/forms/calendar-date';
import { Field, Form } from '@libs/forms/field';
import type { FormProblem } from '@libs/forms/problem';
import { Nested } from '@libs/forms/rules';
import * as sections from './form.sections';

const earlier = (a: string, b: string): boolean => (instantOf(a) ?? 0) < (instantOf(b) ?? 0);

function discoveredAfterwards({ event }: IncidentReportForm): readonly FormProblem[] {
  if (!earlier(event.discoveredAt, event.occurredAt)) return [];
  return [{ path: 'event.discoveredAt', code: 'NOT_AFTER', params: { otherZh: '「发生时间」', otherEn: '"event.occurredAt"' } }];
}

/** A vendor says whose incident it is; the unit's own people report their own. */
function affectedNamed({ event }: IncidentReportForm): readonly FormProblem[] {
  if (event.reporter === 'VENDOR') return event.affectedOrg === undefined ? [{ path: 'event.affectedOrg', code: 'REQUIRED' }] : [];
  return event.affectedOrg === undefined ? [] : [{ path: 'event.affectedOrg', code: 'NOT_APPLICABLE' }];
}

function dataAgree({ data }: IncidentReportForm): readonly FormProblem[] {
  const protectedLevel = data.level === 'IMPORTANT' || data.level === 'CORE';
  return [
    ...(protectedLevel && !data.important ? [{ path: 'data.important', code: 'INCONSISTENT', params: { otherZh: '最高级别', otherEn: 'data.level' } } as const] : []),
    ...(data.sensitive && !data.personalInfo ? [{ path: 'data.sensitive', code: 'INCONSISTENT', params: { otherZh: '是否涉及个人信息', otherEn: 'data.personalInfo' } } as const] : []),
  ];
}

/** A share is one of something. */
function shareNamed({ impact }: IncidentReportForm): readonly FormProblem[] {
  if ((impact.affectedPercent === undefined) === (impact.affectedArea === undefined)) return [];
  return [{ path: impact.affectedArea === undefined ? 'impact.affectedArea' : 'impact.affectedPercent', code: 'REQUIRED' }];
}

/** 国家网络安全事件报告管理办法 第七条: items one and two may be reported first, the others follow. */
@Form('数据安全事件报告表', discoveredAfterwards, affectedNamed, dataAgree, shareNamed)
export class IncidentReportForm {
  @Field('保密申明') @Nested(() => sections.IncidentGuards) guards: sections.IncidentGuards;
  @Field('事件') @Nested(() => sections.IncidentEvent) event: sections.IncidentEvent;
  @Field('单位') @Nested(() => sections.IncidentUnit) unit: sections.IncidentUnit;
  @Field('系统') @Nested(() => sections.IncidentSystem) system: sections.IncidentSystem;
  @Field('涉及数据') @Nested(() => sections.IncidentData) data: sections.IncidentData;
  @Field('影响和危害') @Nested(() => sections.IncidentImpact) impact: sections.IncidentImpact;
  @Field('已采取措施') @Nested(() => sections.IncidentMeasures) measures: sections.IncidentMeasures;
  @Field('有关情形') @Nested(() => sections.IncidentCircumstances) circumstances: sections.IncidentCircumstances;
  @Field('发展趋势', { optional: true }) @Nested(() => sections.IncidentTrend) trend?: sections.IncidentTrend;
  @Field('原因分析', { optional: true }) @Nested(() => sections.IncidentCause) cause?: sections.IncidentCause;
  @Field('溯源线索', { optional: true }) @Nested(() => sections.IncidentTracing) tracing?: sections.IncidentTracing;
  @Field('请求支援', { optional: true }) @Nested(() => sections.IncidentSupport) support?: sections.IncidentSupport;
  @Field('现场保护', { optional: true }) @Nested(() => sections.IncidentScene) scene?: sections.IncidentScene;
  @Field('其他情况', { optional: true }) @Nested(() => sections.IncidentOther) other?: sections.IncidentOther;
}

/** What 第七条 asks for beyond the first two items. 其他情况 there need not be. */
export const REMAINDER = ['trend', 'cause', 'tracing', 'support', 'scene'] as const satisfies readonly (keyof IncidentReportForm)[];

export const isComplete = (report: IncidentReportForm): boolean => REMAINDER.every((section) => report[section] !== undefined);
