import { CATALOGUE_SOURCES } from '@libs/domain/grading-rules';
import { ORGANISATION_NAME } from '../auth/auth.schemas';
import { instant, list, nullable, object, oneOf, pageOfSchema, schema, text, uuid, whole } from '../openapi/schema';
import { CATEGORIES, LEVELS } from '../resources/resource.dto';
import { STATUSES } from './catalogue.dto';

const LEVEL = oneOf(Object.keys(LEVELS), '数据级别');
const SOURCE = oneOf(Object.keys(CATALOGUE_SOURCES), '级别的来源');
const ENTRY = schema('CatalogueEntry', object({ level: LEVEL, source: SOURCE, documentNo: nullable(text('文号')), at: instant }));
const fields = {
  status: oneOf(Object.keys(STATUSES), '状态：已汇总、已建议待确定、已确定'),
  level: LEVEL,
  source: SOURCE,
  accepted: nullable(ENTRY),
  proposed: nullable(ENTRY),
  determined: nullable(ENTRY),
};
/** As a resource shows it. */
export const OWN_CATALOGUE = schema('ResourceCatalogue', object(fields));
export const CATALOGUE_PAGE = pageOfSchema('CataloguePage', schema('CatalogueItem', object({ id: { ...uuid, description: '数据资源编号' }, code: text('资源代码'), name: text('资源名称'), category: oneOf(Object.keys(CATEGORIES), '资源类别'), org: ORGANISATION_NAME, ...fields })));

const COUNTS = (keys: readonly string[]): ReturnType<typeof object> => object(Object.fromEntries(keys.map((key) => [key, whole('项数')])));
export const CATALOGUE_SUMMARY = schema(
  'CatalogueSummary',
  object({
    total: whole('项数'),
    byLevel: COUNTS(Object.keys(LEVELS)),
    byCategory: COUNTS(Object.keys(CATEGORIES)),
    byStatus: COUNTS(Object.keys(STATUSES)),
    byUnit: list(object({ org: ORGANISATION_NAME, total: whole('项数'), byLevel: COUNTS(Object.keys(LEVELS)) })),
  }),
);
