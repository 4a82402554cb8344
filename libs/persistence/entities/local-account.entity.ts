import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who logs in here and not at an external issuer. */
@Entity('local_accounts')
export class LocalAccountEntity {
  @PrimaryColumn({ name: 'person_id', type: 'uuid' }) personId: string;
  /** argon2id, in PHC format. */
  @Column({ name: 'password_hash', type: 'text' }) passwordHash: string;
  /** Failures in a row. */
  @Column({ type: 'int' }) failures: number;
  @Column({ name: 'locked_until', type: 'timestamptz', nullable: true }) lockedUntil: Date | null;
}
