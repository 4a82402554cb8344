import type { OrganisationType } from '@libs/domain/positions';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('organisations')
export class OrganisationEntity {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  /** Short and stable, e.g. `QP-COMMISSION`: people and tests name organisations by it. */
  @Column({ type: 'text' }) code: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text' }) type: OrganisationType;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}
