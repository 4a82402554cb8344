import { PERSON } from '../cases/case.schemas';
import { flag, instant, list, nullable, object, pageOfSchema, schema, text, uuid, whole } from '../openapi/schema';

const SUMMARY = {
  id: text('流程'),
  code: text('流程编号'),
  title: text('名称'),
  articles: list(text('条款')),
  starters: list(object({ position: text('岗位代码'), title: text('岗位') })),
  outcomes: list(object({ key: text('结论'), title: text('名称') })),
  summary: text('说明'),
};
const SEAT = object({ position: text('岗位代码'), body: text('委员会'), applicant: text('申请人'), title: text('名称') }, ['position', 'body', 'applicant']);

export const PROCESS_TYPES = schema('ProcessTypes', object({ items: list(schema('ProcessTypeSummary', object(SUMMARY))) }));
export const DEFINITION = schema(
  'ProcessType',
  object({
    ...SUMMARY,
    version: whole('版本'),
    sections: list(object({ key: text('代码'), title: text('名称') })),
    gates: list(object({ key: text('代码'), title: text('名称'), rules: list(object({ id: text('规则'), title: text('名称'), article: text('依据') }, ['title', 'article'])) })),
    steps: list(
      object({
        key: text('环节'),
        title: text('名称'),
        kind: text('种类'),
        article: text('依据'),
        seats: list(SEAT),
        outcomes: list(object({ key: text('结论'), title: text('名称'), reasonRequired: flag('须说明理由') })),
        clock: nullable(object({ policy: text('政策'), nature: text('性质'), duration: text('ISO 8601'), text: text('期限') })),
      }),
    ),
    formSchema: { type: 'object', description: 'JSON Schema 2020-12' },
    uiSchema: { type: 'object' },
  }),
);
export const DATASET_PAGE = pageOfSchema(
  'ApplicableDatasetPage',
  schema('ApplicableDataset', object({ id: uuid, code: text('资源代码'), name: text('资源名称'), org: object({ code: text('单位代码'), name: text('单位') }), category: text('资源类别'), level: text('级别'), sensitive: flag('含个人敏感信息') })),
);
export const DEFINITION_VERSION = schema(
  'ProcessTypeVersion',
  object({ id: text('流程'), version: whole('版本'), digest: text('摘要'), definition: { type: 'object' }, formSchema: { type: 'object' }, uiSchema: { type: 'object' } }),
);
export const PREVIEW = schema(
  'Preview',
  object({
    gates: list(object({ id: text('规则'), passed: flag('通过'), reason: text('说明'), article: text('依据') })),
    steps: list(
      object(
        {
          key: text('环节'),
          title: text('名称'),
          kind: text('种类'),
          group: text('并行组'),
          onlyIf: text('出现条件'),
          seats: list(object({ position: nullable(text('岗位代码')), title: text('岗位'), org: text('单位'), eligible: list(PERSON) })),
          dueBy: instant,
          within: text('ISO 8601 期限'),
        },
        ['group', 'onlyIf', 'dueBy', 'within'],
      ),
    ),
    unstaffed: list(text('环节')),
  }),
);
