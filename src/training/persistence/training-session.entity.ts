import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { safeInteger } from '../../platform';

@Entity({ name: 'training_sessions' })
@Unique('training_sessions_number', ['scenario', 'sessionNumber'])
@Check('training_sessions_stage', `stage IN ('setup', 'trading', 'monitoring', 'surrender', 'debrief')`)
@Check('training_sessions_date', `simulated_date ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'`)
@Check('training_sessions_day', `day_milliseconds > 0`)
@Check('training_sessions_verified', `reports_imported OR NOT reports_verified`)
export class TrainingSessionEntity {
  @PrimaryColumn('varchar', {
    name: 'session_id',
    length: 40,
    primaryKeyConstraintName: 'training_sessions_pk',
  })
  sessionId!: string;

  @Column('bigint', { name: 'session_number', transformer: safeInteger })
  sessionNumber!: number;

  @Column('varchar', { length: 40 })
  scenario!: string;

  @Column('varchar', { name: 'title_en', length: 200 })
  titleEn!: string;

  @Column('varchar', { name: 'title_zh', length: 200 })
  titleZh!: string;

  @Column('varchar', { length: 20 })
  stage!: string;

  /** how far the building of the session has come; a stopped one goes on from here */
  @Column('bigint', { name: 'setup_steps_done', transformer: safeInteger, default: 0 })
  setupStepsDone!: number;

  @Column('boolean', { default: false })
  paused!: boolean;

  /** its clock will not run again */
  @Column('boolean', { default: false })
  ended!: boolean;

  /** its present stage is being ended: that comes first, whatever stopped it in between */
  @Column('boolean', { default: false })
  leaving!: boolean;

  @Column('varchar', { name: 'simulated_date', length: 10 })
  simulatedDate!: string;

  @Column('varchar', { length: 10 })
  period!: string;

  @Column('bigint', { transformer: safeInteger })
  seed!: number;

  @Column('bigint', { name: 'day_milliseconds', transformer: safeInteger })
  dayMilliseconds!: number;

  @Column('boolean')
  bots!: boolean;

  @Column('boolean', { name: 'reports_imported', default: false })
  reportsImported!: boolean;

  @Column('boolean', { name: 'reports_verified', default: false })
  reportsVerified!: boolean;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
