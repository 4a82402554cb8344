import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { Dataset, FieldError } from '@libs/record/desk';
import { CaseRecord } from '@libs/record/record';
import { DATASETS_BY_ID } from '@libs/record/statements';
import { fieldError } from '@workflows/processes/shared/datasets';
import { remarksOf, rulesOf, suggestionFor } from '@workflows/processes/shared/suggesting';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { Operation } from '../openapi/operation';
import { GradingStarters } from './grading-starters';
import { GradingSuggestionsRequest, type JudgedResource } from './grading-suggestions.dto';
import { GRADING_SUGGESTIONS } from './grading.schemas';

/** What the rules suggest before a list is submitted, by the figures in force. It decides nothing and keeps nothing. */
@Controller('grading-suggestions')
export class GradingSuggestionsController {
  constructor(
    private readonly record: CaseRecord,
    private readonly starters: GradingStarters,
  ) {}

  @Operation({ id: 'suggestGrading', tag: 'resources', summary: '定级测算：按第二十三至二十九条得出建议级别、依据和须人工研判的事项；只供填报，不作决定', body: GradingSuggestionsRequest, ok: { status: 200, schema: GRADING_SUGGESTIONS }, problems: ['NOT_ELIGIBLE', 'FORM_INVALID'] })
  @Post()
  @HttpCode(200)
  async suggest(@CurrentPerson() person: PersonPrincipal, @Body() { resources }: GradingSuggestionsRequest): Promise<{ items: object[] }> {
    const units = (await this.starters.unitsOf(person, 'GRADING_SUGGESTED')).map(({ id }) => id);
    const datasets = (await this.datasets(resources)).filter(({ orgId }) => units.includes(orgId));
    const errors = resources.flatMap(({ derivedFrom = [] }, index) => unknownSources(`resources[${index}].derivedFrom`, derivedFrom, datasets));
    if (errors.length > 0) throw new DomainError('FORM_INVALID', { errors });
    const policies = await this.record.policies.inForce(this.record.pool);
    return {
      items: resources.map((resource) => {
        const suggestion = suggestionFor(judged(resource), { datasets, policies });
        return { suggestedLevel: suggestion.level, suggestedBy: rulesOf(suggestion), remarks: remarksOf(suggestion), binding: suggestion.binding, reasons: suggestion.reasons, toJudge: suggestion.remarks };
      }),
    };
  }

  private async datasets(resources: readonly JudgedResource[]): Promise<readonly Dataset[]> {
    const ids = resources.flatMap(({ resourceId, derivedFrom = [] }) => [...(resourceId === undefined ? [] : [resourceId]), ...derivedFrom]);
    const { rows } = await this.record.pool.query<{ datasets: Dataset[] }>(DATASETS_BY_ID, [ids]);
    return rows[0]?.datasets ?? [];
  }
}

const unknownSources = (path: string, ids: readonly string[], datasets: readonly Dataset[]): FieldError[] =>
  ids.flatMap((id, at) => (datasets.some((dataset) => dataset.id === id) ? [] : [fieldError(`${path}[${at}]`, 'NOT_IN_CATALOGUE', '本单位数据资源目录中没有此数据集', 'Not a data set of your unit’s catalogue')]));

const judged = ({ resourceId = '', subjectCount, personalSubjectCount, sensitiveSubjectCount, ...grading }: JudgedResource): Parameters<typeof suggestionFor>[0] => ({
  basicInfo: { resourceId, subjectCount, personalSubjectCount, sensitiveSubjectCount },
  grading,
});
