import { DATA_LEVELS } from '@libs/domain/positions';
import { flag, list, object, oneOf, schema, text, whole } from '../openapi/schema';

const MESSAGE = object({ zh: text('中文'), en: text('英文') });
const PROBLEM = object({ sheet: text('工作表'), row: whole('行号'), column: text('列名'), code: text('错误代码'), message: MESSAGE }, ['column']);

export const WORKBOOK = { type: 'object', properties: { file: { type: 'string', contentMediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', description: '数据分类分级清单，xlsx' } }, required: ['file'] };

export const RESOURCE_IMPORT = schema(
  'ResourceImport',
  object({
    rows: whole('读取的行数'),
    tables: whole('归并的表数'),
    forms: list({ type: 'object', description: '分类分级清单的草稿，每份至多 50 项资源；其余各栏由填报人补齐' }),
    problems: list(PROBLEM),
    more: whole('未列出的错误数'),
    dropped: object({ samples: whole('已剔除的数据样本单元格数'), columns: list(text('未识别而剔除的列')) }),
  }),
);

const LEVEL = oneOf([...DATA_LEVELS], '数据级别');
export const GRADING_SUGGESTIONS = schema(
  'GradingSuggestions',
  object({
    items: list(
      object({
        suggestedLevel: LEVEL,
        suggestedBy: list(text('依据的规则')),
        remarks: list(text('须人工研判的事项')),
        binding: flag('已列入国家目录，不得偏离'),
        reasons: list(object({ rule: text('规则'), level: LEVEL, article: text('条款'), zh: text('理由'), en: text('理由（英文）') })),
        toJudge: list(object({ remark: text('事项'), article: text('条款'), zh: text('说明'), en: text('说明（英文）') })),
      }),
    ),
  }),
);
