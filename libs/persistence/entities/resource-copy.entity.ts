import { Column, Entity, PrimaryColumn } from 'typeorm';

export type CopyKind = 'BACKUP' | 'EXPORT' | 'DERIVED' | 'VENDOR';

/** A copy of a resource that its destruction has to reach (第二十条). */
@Entity('resource_copies')
export class ResourceCopyEntity {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ name: 'resource_id', type: 'uuid' }) resourceId: string;
  @Column({ type: 'text' }) kind: CopyKind;
  @Column({ type: 'text' }) location: string;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}
