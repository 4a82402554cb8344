import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A definition as it was when its first case started: older cases are read by it. */
@Entity('definitions')
export class DefinitionEntity {
  @PrimaryColumn({ name: 'process_type', type: 'text' }) processType: string;
  @PrimaryColumn({ type: 'int' }) version: number;
  @Column({ type: 'text' }) digest: string;
  @Column({ type: 'jsonb' }) body: object;
  @Column({ name: 'form_schema', type: 'jsonb', nullable: true }) formSchema: object | null;
  @Column({ name: 'ui_schema', type: 'jsonb', nullable: true }) uiSchema: object | null;
  @Column({ name: 'pinned_at', type: 'timestamptz' }) pinnedAt: Date;
}
