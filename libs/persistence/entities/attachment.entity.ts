import { Column, Entity, PrimaryColumn } from 'typeorm';
import { wholeNumber } from './whole-number';

/** A file that was uploaded; its bytes lie in the shared store under its digest. */
@Entity('attachments')
export class AttachmentEntity {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'text' }) name: string;
  @Column({ name: 'media_type', type: 'text' }) mediaType: string;
  /** Bytes. */
  @Column({ type: 'bigint', transformer: wholeNumber }) size: number;
  /** Hexadecimal. */
  @Column({ type: 'text' }) sha256: string;
  /** None for what the system made itself. */
  @Column({ name: 'uploaded_by', type: 'uuid', nullable: true }) uploadedBy: string | null;
  @Column({ name: 'uploaded_at', type: 'timestamptz' }) uploadedAt: Date;
  @Column({ name: 'case_id', type: 'uuid', nullable: true }) caseId: string | null;
  @Column({ name: 'decision_id', type: 'uuid', nullable: true }) decisionId: string | null;
}
