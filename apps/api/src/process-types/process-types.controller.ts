import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CaseRecord } from '@libs/record/record';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { NumberParam } from '../http/id-param';
import { Operation } from '../openapi/operation';
import type { Page } from '../http/paging';
import { type ApplicableDataset, DatasetReader } from './dataset.reader';
import { definitionView, summaryView } from './definition.view';
import { offered, type Preview, PreviewService } from './preview.service';
import { DatasetQuery, PreviewRequest, ProcessTypeQuery } from './process-types.dto';
import { DATASET_PAGE, DEFINITION, DEFINITION_VERSION, PREVIEW, PROCESS_TYPES } from './process-types.schemas';

@Controller('process-types')
export class ProcessTypesController {
  constructor(
    private readonly record: CaseRecord,
    private readonly previews: PreviewService,
    private readonly datasets: DatasetReader,
  ) {}

  @Operation({ id: 'listProcessTypes', tag: 'process-types', summary: '可办理的流程', query: ProcessTypeQuery, ok: { status: 200, schema: PROCESS_TYPES }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  list(@CurrentPerson() { assignments }: PersonPrincipal, @Query() { startable }: ProcessTypeQuery): { items: unknown[] } {
    const all = [...this.record.desks.values()].map(({ process }) => process.definition).filter((definition) => definition.offered);
    const mine = all.filter(({ starters }) => assignments.some(({ position }) => starters.includes(position)));
    return { items: (startable ? mine : all).map(summaryView) };
  }

  @Operation({ id: 'getProcessType', tag: 'process-types', summary: '流程定义与申请表', ok: { status: 200, schema: DEFINITION }, problems: ['NOT_ELIGIBLE'] })
  @Get(':processType')
  async get(@CurrentPerson() _person: PersonPrincipal, @Param('processType') id: string): Promise<unknown> {
    const { process, formSchema, uiSchema } = offered(this.record, id);
    return { ...definitionView(process.definition, await this.record.policies.inForce(this.record.pool)), formSchema, uiSchema };
  }

  @Operation({ id: 'getProcessTypeVersion', tag: 'process-types', summary: '较早办件所依据的定义', ok: { status: 200, schema: DEFINITION_VERSION }, problems: ['NOT_ELIGIBLE'] })
  @Get(':processType/versions/:version')
  async version(@CurrentPerson() _person: PersonPrincipal, @Param('processType') id: string, @NumberParam('version') version: number): Promise<unknown> {
    const { rows } = await this.record.pool.query<{ body: unknown; digest: string; form_schema: unknown; ui_schema: unknown }>(
      'SELECT body, digest, form_schema, ui_schema FROM definitions WHERE process_type = $1 AND version = $2',
      [id, version],
    );
    const row = rows[0];
    if (!row) throw new DomainError('NOT_FOUND');
    return { id, version, digest: row.digest, definition: row.body, formSchema: row.form_schema, uiSchema: row.ui_schema };
  }

  @Operation({ id: 'listApplicableDatasets', tag: 'process-types', summary: '可申请的数据集：已定级的目录条目，供申请人选择', query: DatasetQuery, ok: { status: 200, schema: DATASET_PAGE }, problems: ['NOT_ELIGIBLE', 'NOT_A_STARTER'] })
  @Get(':processType/datasets')
  applicable(@CurrentPerson() person: PersonPrincipal, @Param('processType') id: string, @Query() query: DatasetQuery): Promise<Page<ApplicableDataset>> {
    return this.datasets.list(offered(this.record, id), person, query);
  }

  @Operation({
    id: 'previewProcess',
    tag: 'process-types',
    summary: '提交前预览：校验结果、办理环节与办理人',
    body: PreviewRequest,
    ok: { status: 200, schema: PREVIEW },
    problems: ['NOT_ELIGIBLE', 'NOT_A_STARTER', 'OUT_OF_SCOPE', 'AMBIGUOUS_POSITION'],
  })
  @Post(':processType/preview')
  @HttpCode(200)
  preview(@CurrentPerson() person: PersonPrincipal, @Param('processType') id: string, @Body() body: PreviewRequest): Promise<Preview> {
    return this.previews.preview(offered(this.record, id), person, body);
  }
}
