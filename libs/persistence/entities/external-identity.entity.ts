import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who a subject of an external OIDC issuer is here. */
@Entity('external_identities')
export class ExternalIdentityEntity {
  @PrimaryColumn({ type: 'text' }) issuer: string;
  @PrimaryColumn({ type: 'text' }) subject: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
}
