import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('persons')
export class PersonEntity {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text' }) account: string;
  /** Somebody who left keeps their past and can no longer act. */
  @Column({ type: 'boolean' }) active: boolean;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}
