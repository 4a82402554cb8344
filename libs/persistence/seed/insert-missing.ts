import type { EntityManager, EntityTarget, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';

/** Inserts rows; those whose key is taken are left as they are. Columns that are not given take their defaults. */
export async function insertMissing<E extends ObjectLiteral>(manager: EntityManager, entity: EntityTarget<E>, rows: QueryDeepPartialEntity<E>[]): Promise<void> {
  if (rows.length === 0) return;
  await manager.createQueryBuilder().insert().into(entity).values(rows).orIgnore().updateEntity(false).execute();
}
