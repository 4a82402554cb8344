import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A year whose holidays are published and imported. */
@Entity('calendar_years')
export class CalendarYearEntity {
  @PrimaryColumn({ type: 'int' }) year: number;
  @Column({ type: 'text' }) source: string;
  @Column({ name: 'imported_at', type: 'timestamptz' }) importedAt: Date;
}
