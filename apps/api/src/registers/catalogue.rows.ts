/** 区级数据目录: what stands for a resource, from all that was entered for it. */
const entry = (condition: string, order = ''): string => `LEFT JOIN LATERAL (SELECT e.id, e.source, e.level, e.document_no, e.at FROM catalogue_entries e WHERE e.resource_id = r.id AND ${condition} ORDER BY ${order}e.id DESC LIMIT 1)`;
const rank = (level: string): string => `array_position(ARRAY['GENERAL', 'IMPORTANT', 'CORE'], ${level})`;
const shown = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NOT NULL THEN jsonb_build_object('level', ${alias}.level, 'source', ${alias}.source, 'documentNo', ${alias}.document_no, 'at', ${alias}.at) END`;

/** What was proposed after the last determination is still to be decided. */
const PENDING = '(p.id IS NOT NULL AND (d.id IS NULL OR p.id > d.id))';

/**
 * One row a resource. What was determined stands, by the State before the city (第二十三条); before that, and while a
 * newer proposal is undecided, the stricter of what stands and what is proposed (就高从严).
 */
export const CATALOGUE = `(SELECT r.id, r.org_id, r.code, r.name, r.category,
    (ARRAY['GENERAL', 'IMPORTANT', 'CORE'])[greatest(${rank('coalesce(d.level, a.level)')}, CASE WHEN ${PENDING} THEN ${rank('p.level')} END)] AS level,
    CASE WHEN ${PENDING} AND ${rank('p.level')} > coalesce(${rank('coalesce(d.level, a.level)')}, 0) THEN p.source ELSE coalesce(d.source, a.source) END AS source,
    CASE WHEN ${PENDING} THEN 'PROPOSED' WHEN d.id IS NOT NULL THEN 'DETERMINED' ELSE 'ACCEPTED' END AS status,
    ${shown('a')} AS accepted, CASE WHEN ${PENDING} THEN ${shown('p')} END AS proposed, ${shown('d')} AS determined
  FROM resources r
  ${entry(`e.status = 'ACCEPTED'`)} a ON true
  ${entry(`e.status = 'PROPOSED'`)} p ON true
  ${entry(`e.status = 'DETERMINED'`, `array_position(ARRAY['NATIONAL', 'MUNICIPAL', 'UNIT'], e.source), `)} d ON true
  WHERE EXISTS (SELECT FROM catalogue_entries e WHERE e.resource_id = r.id))`;

export const levelRank = rank;
