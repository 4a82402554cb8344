import { Column, Entity, PrimaryColumn } from 'typeorm';

export type CopyKind = 'BACKUP' | 'EXPORT' | 'DERIVED' | 'VENDOR' | 'RECIPIENT';

/** A copy of a resource that its destruction has to reach (第二十条). */
@Entity('resource_copies')
export class ResourceCopyEntity {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ name: 'resource_id', type: 'uuid' }) resourceId: string;
  @Column({ type: 'text' }) kind: CopyKind;
  @Column({ type: 'text' }) location: string;
  /** Medium, manufacturer, model, serial and asset number. */
  @Column({ type: 'jsonb', nullable: true }) details: Record<string, unknown> | null;
  /** The case that registered it. */
  @Column({ name: 'case_id', type: 'uuid', nullable: true }) caseId: string | null;
  @Column({ name: 'destroyed_at', type: 'timestamptz', nullable: true }) destroyedAt: Date | null;
  @Column({ name: 'destroyed_by', type: 'uuid', nullable: true }) destroyedBy: string | null;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}
