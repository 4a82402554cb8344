import type { EntityManager } from 'typeorm';
import { ResourceCopyEntity } from '../entities/resource-copy.entity';
import { ResourceGradingEntity } from '../entities/resource-grading.entity';
import { ResourceEntity } from '../entities/resource.entity';
import type { DemoGrading, DemoOrganisation, DemoResource } from './demo/model';
import { demoId } from './demo-id';
import { insertMissing } from './insert-missing';

/** The catalogue of a demo organisation: its resources, how they came to their grades, and their copies. */
export async function seedResources(manager: EntityManager, org: DemoOrganisation): Promise<void> {
  const resources = org.resources ?? [];
  const key = ({ code }: DemoResource): string => `${org.code}/${code}`;
  const idOf = (resource: DemoResource): string => demoId('resource', key(resource));
  await insertMissing(
    manager,
    ResourceEntity,
    resources.map((resource) => ({ id: idOf(resource), orgId: demoId('organisation', org.code), ...described(resource), ...graded(resource.gradings.at(-1)) })),
  );
  const gradings = resources.flatMap((resource) =>
    resource.gradings.map((grading, index) => ({
      id: demoId('grading', `${key(resource)}/${index + 1}`),
      resourceId: idOf(resource),
      revision: index + 1,
      basis: grading.basis,
      ...graded(grading),
    })),
  );
  await insertMissing(manager, ResourceGradingEntity, gradings);
  const copies = resources.flatMap((resource) =>
    (resource.copies ?? []).map((kind) => ({
      id: demoId('copy', `${key(resource)}/${kind}`),
      resourceId: idOf(resource),
      kind,
      location: `演示存储区/${key(resource)}/${kind}`,
    })),
  );
  await insertMissing(manager, ResourceCopyEntity, copies);
}

const described = ({ code, name, dept, category, sensitive = false, subjectCount, gradings }: DemoResource) => ({
  code,
  name,
  businessOwnerDept: dept,
  category,
  sensitive,
  subjectCount,
  revision: gradings.length,
});

const graded = (grading: DemoGrading | undefined) => ({
  proposedLevel: grading?.proposed ?? null,
  determinedLevel: grading?.determined ?? null,
  gradingStatus: grading?.status ?? ('UNGRADED' as const),
});
