import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('persons')
export class PersonEntity {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text' }) account: string;
  /** Where mail reaches them; for messages alone, never to sign in. */
  @Column({ type: 'text', nullable: true }) email: string | null;
  /** Somebody who left keeps their past and can no longer act. */
  @Column({ type: 'boolean' }) active: boolean;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}
