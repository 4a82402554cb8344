import type { GradingStatus } from '@libs/domain/grading';
import type { DataLevel } from '@libs/domain/positions';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { wholeNumber } from './whole-number';

export type ResourceCategory = 'FOUNDATIONAL_RESOURCE' | 'BUSINESS_RESOURCE' | 'THEMATIC_RESOURCE';

/** 数据资源目录: one data set of a unit, with its grading as it stands. */
@Entity('resources')
export class ResourceEntity {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'text' }) code: string;
  @Column({ type: 'text' }) name: string;
  @Column({ name: 'org_id', type: 'uuid' }) orgId: string;
  @Column({ name: 'business_owner_dept', type: 'text' }) businessOwnerDept: string;
  @Column({ type: 'text' }) category: ResourceCategory;
  /** What the unit proposes (建议范围). */
  @Column({ name: 'proposed_level', type: 'text', nullable: true }) proposedLevel: DataLevel | null;
  /** What the authority has determined (第二十三至二十五条). */
  @Column({ name: 'determined_level', type: 'text', nullable: true }) determinedLevel: DataLevel | null;
  @Column({ name: 'grading_status', type: 'text' }) gradingStatus: GradingStatus;
  /** Holds 个人敏感信息. */
  @Column({ type: 'boolean' }) sensitive: boolean;
  /** People that the data is about. */
  @Column({ name: 'subject_count', type: 'bigint', transformer: wholeNumber }) subjectCount: number;
  /** Number of its newest grading. */
  @Column({ type: 'int' }) revision: number;
  /** 保存期满日. */
  @Column({ name: 'retain_until', type: 'date', nullable: true }) retainUntil: string | null;
  /** The four groups of 第三十条（二）. */
  @Column({ type: 'jsonb', nullable: true }) info: Record<string, unknown> | null;
  /** How it was made from other data (第二十八条). */
  @Column({ type: 'text', nullable: true }) derivation: string | null;
  @Column({ name: 'destroyed_at', type: 'timestamptz', nullable: true }) destroyedAt: Date | null;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
}
