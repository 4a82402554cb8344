import { Injectable } from '@nestjs/common';
import { EntityManager, In, MoreThan } from 'typeorm';
import { ResourceCopyEntity } from '../entities/resource-copy.entity';
import { ResourceGradingEntity } from '../entities/resource-grading.entity';
import { ResourceEntity } from '../entities/resource.entity';

/** Whose resources may be seen: those of these organisations (by id), or everybody's. */
export type OrganisationScope = 'ALL' | readonly string[];

export interface ResourcePage {
  readonly items: readonly ResourceEntity[];
  /** The id to go on after; none on the last page. */
  readonly nextAfter?: string;
}

/** A resource with everything that was ever said about its grade, newest first, and its copies. */
export interface ResourceDetail {
  readonly resource: ResourceEntity;
  readonly gradings: readonly ResourceGradingEntity[];
  readonly copies: readonly ResourceCopyEntity[];
}

const scoped = (scope: OrganisationScope): { orgId?: ReturnType<typeof In<string>> } => (scope === 'ALL' ? {} : { orgId: In([...scope]) });

/** 数据资源目录. */
@Injectable()
export class ResourceRepository {
  constructor(private readonly manager: EntityManager) {}

  /** A page in the order of ids: stable under inserts. */
  async list({ scope, limit, after }: { scope: OrganisationScope; limit: number; after?: string }): Promise<ResourcePage> {
    const found = await this.manager.find(ResourceEntity, {
      where: { ...scoped(scope), ...(after === undefined ? {} : { id: MoreThan(after) }) },
      order: { id: 'ASC' },
      take: limit + 1,
    });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return found.length > limit && last !== undefined ? { items, nextAfter: last.id } : { items };
  }

  /** `undefined` also for a resource outside the scope: who may not see it does not learn that it exists. */
  async get(id: string, scope: OrganisationScope): Promise<ResourceDetail | undefined> {
    const resource = await this.manager.findOneBy(ResourceEntity, { id, ...scoped(scope) });
    if (resource === null) return undefined;
    const gradings = await this.manager.find(ResourceGradingEntity, { where: { resourceId: id }, order: { revision: 'DESC' } });
    const copies = await this.manager.find(ResourceCopyEntity, { where: { resourceId: id }, order: { createdAt: 'ASC', id: 'ASC' } });
    return { resource, gradings, copies };
  }

  /** By id; those that do not exist are missing. */
  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, ResourceEntity>> {
    const found = await this.manager.findBy(ResourceEntity, { id: In([...ids]) });
    return new Map(found.map((resource) => [resource.id, resource]));
  }
}
