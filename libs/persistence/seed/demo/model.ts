import type { GradingStatus } from '@libs/domain/grading';
import type { DataLevel, OrganisationType, PositionCode } from '@libs/domain/positions';
import type { CopyKind } from '../../entities/resource-copy.entity';
import type { ResourceCategory } from '../../entities/resource.entity';

export interface DemoSeat {
  readonly position: PositionCode;
  readonly dept?: string;
}

export interface DemoPerson {
  /** Their account is `<prefix of the organisation>.<key>`. */
  readonly key: string;
  /** zh-CN, says that it is a demonstration: 数据管理员 演示一. */
  readonly label: string;
  readonly seats: readonly DemoSeat[];
}

export interface DemoBody {
  readonly code: 'UNIT_ETHICS_COMMITTEE' | 'UNIT_TECH_REVIEW_GROUP';
  readonly title: string;
  /** Keys of people of the organisation; the first is the chair. */
  readonly members: readonly string[];
}

export interface DemoResource {
  readonly code: string;
  readonly name: string;
  readonly dept: string;
  readonly category: ResourceCategory;
  readonly sensitive?: boolean;
  readonly subjectCount: number;
  /** How it was graded, the oldest first; the last one stands. */
  readonly gradings: readonly DemoGrading[];
  readonly copies?: readonly CopyKind[];
}

export interface DemoGrading {
  readonly status: GradingStatus;
  readonly proposed?: DataLevel;
  readonly determined?: DataLevel;
  readonly basis: string;
}

export interface DemoOrganisation {
  readonly code: string;
  readonly name: string;
  readonly type: OrganisationType;
  readonly accountPrefix: string;
  /** Begins the names of its people. */
  readonly shortName: string;
  readonly people: readonly DemoPerson[];
  readonly bodies?: readonly DemoBody[];
  readonly resources?: readonly DemoResource[];
}

/** A person in one or more positions: `UNIT_STAFF`, or `['UNIT_STAFF', '心内科']` in a department. */
export const person = (key: string, label: string, ...seats: readonly (PositionCode | readonly [PositionCode, string])[]): DemoPerson => ({
  key,
  label,
  seats: seats.map((seat) => (typeof seat === 'string' ? { position: seat } : { position: seat[0], dept: seat[1] })),
});
