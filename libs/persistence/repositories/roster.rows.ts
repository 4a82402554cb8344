import type { OrganisationType, PositionCode } from '@libs/domain/positions';

/** A person as far as others see them. */
export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly account: string;
}

export interface OrganisationRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly type: OrganisationType;
}

/** 任职, with the organisation that it is in. */
export interface AssignmentRow {
  readonly id: string;
  readonly position: PositionCode;
  /** zh-CN */
  readonly positionTitle: string;
  readonly org: OrganisationRow;
  readonly dept?: string;
  readonly validFrom: Date;
  readonly validTo?: Date;
}

export interface BodyMemberRow extends PersonRow {
  readonly chair: boolean;
}

export interface BodyRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  /** The chair first. */
  readonly members: readonly BodyMemberRow[];
}

/** A position in an organisation and, where one is named, a department of it. */
export interface SeatQuery {
  readonly position: PositionCode;
  readonly orgId: string;
  readonly dept?: string;
}
