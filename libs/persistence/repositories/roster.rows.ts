import type { OrganisationType, PositionCode } from '@libs/domain/positions';

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
