import { AssignmentEntity } from './assignment.entity';
import { AttachmentEntity } from './attachment.entity';
import { BodyMemberEntity } from './body-member.entity';
import { BodyEntity } from './body.entity';
import { CalendarDayEntity } from './calendar-day.entity';
import { CalendarYearEntity } from './calendar-year.entity';
import { LocalAccountEntity } from './local-account.entity';
import { MachineClientEntity } from './machine-client.entity';
import { OrganisationEntity } from './organisation.entity';
import { PersonEntity } from './person.entity';
import { ResourceCopyEntity } from './resource-copy.entity';
import { ResourceGradingEntity } from './resource-grading.entity';
import { ResourceEntity } from './resource.entity';

/**
 * The tables that TypeORM knows. Cases, steps, tasks, decisions and the journal are not among them: what changes a case
 * is hand-written SQL in `libs/record`.
 */
export const ENTITIES = [
  AssignmentEntity,
  AttachmentEntity,
  BodyMemberEntity,
  BodyEntity,
  CalendarDayEntity,
  CalendarYearEntity,
  LocalAccountEntity,
  MachineClientEntity,
  OrganisationEntity,
  PersonEntity,
  ResourceCopyEntity,
  ResourceGradingEntity,
  ResourceEntity,
] as const;
