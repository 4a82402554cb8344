import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A day that departs from the plain week: a day off by notice, or a weekend day that is worked (调休). */
@Entity('calendar_days')
export class CalendarDayEntity {
  /** `YYYY-MM-DD` in Asia/Shanghai */
  @PrimaryColumn({ type: 'date' }) day: string;
  @Column({ type: 'text' }) kind: 'HOLIDAY' | 'WORKDAY';
  @Column({ type: 'text' }) name: string;
}
