import type { BasisClass, PolicyValue } from '@libs/policy/policy';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One figure of the law as it stood from a day on. Rows are added, never changed: the newest record of a day counts. */
@Entity('policies')
export class PolicyEntity {
  @PrimaryColumn({ type: 'text' }) key: string;
  /** `YYYY-MM-DD` */
  @PrimaryColumn({ name: 'effective_from', type: 'date' }) effectiveFrom: string;
  @Column({ type: 'text' }) title: string;
  @Column({ type: 'jsonb' }) value: PolicyValue;
  @Column({ type: 'text' }) basis: string;
  @Column({ name: 'basis_class', type: 'text' }) basisClass: BasisClass;
  @Column({ type: 'boolean' }) verified: boolean;
  @Column({ type: 'text', nullable: true }) note: string | null;
  @PrimaryColumn({ name: 'recorded_at', type: 'timestamptz' }) recordedAt: Date;
  /** None for what was there from the beginning. */
  @Column({ name: 'recorded_by', type: 'uuid', nullable: true }) recordedBy: string | null;
}
