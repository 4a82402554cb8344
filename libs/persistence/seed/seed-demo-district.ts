import type { EntityManager } from 'typeorm';
import { AssignmentEntity } from '../entities/assignment.entity';
import { BodyMemberEntity } from '../entities/body-member.entity';
import { BodyEntity } from '../entities/body.entity';
import { LocalAccountEntity } from '../entities/local-account.entity';
import { MachineClientEntity } from '../entities/machine-client.entity';
import { OrganisationEntity } from '../entities/organisation.entity';
import { PersonEntity } from '../entities/person.entity';
import { DEMO_CLIENT, DEMO_ORGANISATIONS, DEMO_PASSWORD } from './demo/organisations';
import type { DemoBody, DemoOrganisation, DemoPerson } from './demo/model';
import { accountOf, nameOf } from './demo-accounts';
import { demoId } from './demo-id';
import { insertMissing } from './insert-missing';
import { hashPassword, type PasswordHash } from './password-hash';
import { seedResources } from './seed-resources';

/** The demonstration begins with the regulation (第四十一条). */
const VALID_FROM = new Date('2025-05-23T00:00:00+08:00');

/**
 * The demonstration district: organisations, people with accounts and positions, bodies, a machine client, resources.
 * Run by the owner. What is there already is left as it is, so a second run changes nothing.
 * @param hash argon2id unless given; tests that never log in may give a cheaper one
 */
export async function seedDemoDistrict(manager: EntityManager, hash: PasswordHash = hashPassword): Promise<void> {
  await insertMissing(
    manager,
    OrganisationEntity,
    DEMO_ORGANISATIONS.map(({ code, name, type }) => ({ id: demoId('organisation', code), code, name, type })),
  );
  for (const org of DEMO_ORGANISATIONS) {
    await seedPeople(manager, org);
    await seedBodies(manager, org);
    await seedResources(manager, org);
  }
  await seedPasswords(manager, hash);
  await seedClient(manager, hash);
}

async function seedPeople(manager: EntityManager, org: DemoOrganisation): Promise<void> {
  const persons = org.people.map((person) => ({ id: idOf(org, person), account: accountOf(org, person), name: nameOf(org, person) }));
  await insertMissing(manager, PersonEntity, persons);
  const assignments = org.people.flatMap((person) =>
    person.seats.map(({ position, dept }) => ({
      id: demoId('assignment', `${accountOf(org, person)}/${position}`),
      personId: idOf(org, person),
      position,
      orgId: demoId('organisation', org.code),
      dept: dept ?? null,
      documentNo: '演示任职',
      validFrom: VALID_FROM,
    })),
  );
  await insertMissing(manager, AssignmentEntity, assignments);
}

async function seedBodies(manager: EntityManager, org: DemoOrganisation): Promise<void> {
  const bodies = org.bodies ?? [];
  const bodyId = ({ code }: DemoBody): string => demoId('body', `${org.code}/${code}`);
  await insertMissing(
    manager,
    BodyEntity,
    bodies.map((body) => ({ id: bodyId(body), code: body.code, orgId: demoId('organisation', org.code), title: body.title })),
  );
  const members = bodies.flatMap((body) =>
    body.members.map((key, index) => ({ bodyId: bodyId(body), personId: idOf(org, { key }), chair: index === 0, validFrom: VALID_FROM })),
  );
  await insertMissing(manager, BodyMemberEntity, members);
}

/** A hash each, with a salt of its own; only for those who have none, as each costs time. */
async function seedPasswords(manager: EntityManager, hash: PasswordHash): Promise<void> {
  const have = new Set((await manager.find(LocalAccountEntity, { select: { personId: true } })).map(({ personId }) => personId));
  const missing = DEMO_ORGANISATIONS.flatMap((org) => org.people.map((person) => idOf(org, person))).filter((id) => !have.has(id));
  const rows: { personId: string; passwordHash: string }[] = [];
  for (const personId of missing) rows.push({ personId, passwordHash: await hash(DEMO_PASSWORD) });
  await insertMissing(manager, LocalAccountEntity, rows);
}

async function seedClient(manager: EntityManager, hash: PasswordHash): Promise<void> {
  const { clientId, secret, name, orgCode } = DEMO_CLIENT;
  if (await manager.existsBy(MachineClientEntity, { clientId })) return;
  const row = { id: demoId('client', clientId), clientId, secretHash: await hash(secret), name, orgId: demoId('organisation', orgCode) };
  await insertMissing(manager, MachineClientEntity, [row]);
}

const idOf = (org: DemoOrganisation, { key }: Pick<DemoPerson, 'key'>): string => demoId('person', accountOf(org, { key }));
