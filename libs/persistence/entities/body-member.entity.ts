import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('body_members')
export class BodyMemberEntity {
  @PrimaryColumn({ name: 'body_id', type: 'uuid' }) bodyId: string;
  @PrimaryColumn({ name: 'person_id', type: 'uuid' }) personId: string;
  @Column({ type: 'boolean' }) chair: boolean;
  @PrimaryColumn({ name: 'valid_from', type: 'timestamptz' }) validFrom: Date;
  /** The first instant at which it no longer holds. */
  @Column({ name: 'valid_to', type: 'timestamptz', nullable: true }) validTo: Date | null;
}
