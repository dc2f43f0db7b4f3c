import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform';
import { InstrumentEntity } from './instrument.entity';
import { ParticipantEntity } from './participant.entity';

@Entity({ name: 'registry_savings' })
@ForeignKey(() => ParticipantEntity, ['sessionId', 'participantCode'], ['sessionId', 'code'], {
  name: 'registry_savings_participant',
})
@ForeignKey(() => InstrumentEntity, ['sessionId', 'instrumentCode'], ['sessionId', 'code'], {
  name: 'registry_savings_instrument',
})
@Check('registry_savings_positive', 'saved_lots BETWEEN 1 AND 9007199254740991')
export class SavingEntity {
  @PrimaryColumn('varchar', {
    name: 'session_id',
    length: 40,
    primaryKeyConstraintName: 'registry_savings_pk',
  })
  sessionId!: string;

  @PrimaryColumn('varchar', {
    name: 'approval_number',
    length: 100,
    primaryKeyConstraintName: 'registry_savings_pk',
  })
  approvalNumber!: string;

  @PrimaryColumn('varchar', {
    name: 'participant_code',
    length: 40,
    primaryKeyConstraintName: 'registry_savings_pk',
  })
  participantCode!: string;

  @PrimaryColumn('varchar', {
    name: 'instrument_code',
    length: 40,
    primaryKeyConstraintName: 'registry_savings_pk',
  })
  instrumentCode!: string;

  @Column('bigint', { name: 'saved_lots', transformer: safeInteger })
  savedLots!: number;
}
