import { Column, Entity, PrimaryColumn } from 'typeorm';

/** 委员会: an ethics committee or a technical review group. */
@Entity('bodies')
export class BodyEntity {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'text' }) code: string;
  @Column({ name: 'org_id', type: 'uuid' }) orgId: string;
  @Column({ type: 'text' }) title: string;
}
