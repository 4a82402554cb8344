import type { GradingStatus } from '@libs/domain/grading';
import type { DataLevel } from '@libs/domain/positions';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How a resource was graded, once a revision. Never changed. */
@Entity('resource_gradings')
export class ResourceGradingEntity {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ name: 'resource_id', type: 'uuid' }) resourceId: string;
  @Column({ type: 'int' }) revision: number;
  @Column({ name: 'proposed_level', type: 'text', nullable: true }) proposedLevel: DataLevel | null;
  @Column({ name: 'determined_level', type: 'text', nullable: true }) determinedLevel: DataLevel | null;
  @Column({ name: 'grading_status', type: 'text' }) gradingStatus: GradingStatus;
  @Column({ type: 'text' }) basis: string;
  /** What the engine was given and suggested, and why a person deviated from it. */
  @Column({ type: 'jsonb', nullable: true }) reasons: Record<string, unknown> | null;
  @Column({ name: 'case_id', type: 'uuid', nullable: true }) caseId: string | null;
  @Column({ type: 'timestamptz' }) at: Date;
}
