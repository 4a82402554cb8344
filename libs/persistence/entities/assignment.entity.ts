import { Column, Entity, PrimaryColumn } from 'typeorm';

/** 任职: a person in a position of an organisation, for a time. */
@Entity('assignments')
export class AssignmentEntity {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
  @Column({ type: 'text' }) position: string;
  @Column({ name: 'org_id', type: 'uuid' }) orgId: string;
  /** None for a position of the whole organisation. */
  @Column({ type: 'text', nullable: true }) dept: string | null;
  /** Number of the document that appoints. */
  @Column({ name: 'document_no', type: 'text', nullable: true }) documentNo: string | null;
  @Column({ name: 'valid_from', type: 'timestamptz' }) validFrom: Date;
  /** The first instant at which it no longer holds. */
  @Column({ name: 'valid_to', type: 'timestamptz', nullable: true }) validTo: Date | null;
}
