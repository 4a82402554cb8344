import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A form not yet submitted, seen by its owner alone. */
@Entity('drafts')
export class DraftEntity {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ name: 'owner_id', type: 'uuid' }) ownerId: string;
  @Column({ name: 'process_type', type: 'text' }) processType: string;
  @Column({ type: 'jsonb' }) form: object;
  @Column({ name: 'updated_at', type: 'timestamptz' }) updatedAt: Date;
}
