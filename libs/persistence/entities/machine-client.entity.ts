import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A platform that asks whether a grant is valid before it serves (第十九条). */
@Entity('machine_clients')
export class MachineClientEntity {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ name: 'client_id', type: 'text' }) clientId: string;
  /** argon2id, in PHC format. */
  @Column({ name: 'secret_hash', type: 'text' }) secretHash: string;
  @Column({ type: 'text' }) name: string;
  @Column({ name: 'org_id', type: 'uuid' }) orgId: string;
  @Column({ type: 'boolean' }) active: boolean;
}
