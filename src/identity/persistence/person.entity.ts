import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An account with a password: a trainer or a regulator. */
@Entity('identity_people')
@Check('identity_people_role', `role in ('trainer', 'regulator')`)
export class PersonEntity {
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'identity_people_pk' })
  personId!: string;

  /** lower case */
  @Index('identity_people_username', { unique: true })
  @Column('varchar', { length: 60 })
  username!: string;

  @Column('varchar', { name: 'display_name', length: 80 })
  displayName!: string;

  @Column('varchar', { length: 16 })
  role!: 'trainer' | 'regulator';

  @Column('varchar', { name: 'password_hash', length: 200 })
  passwordHash!: string;

  /** tokens that carry an older version are void */
  @Column('integer', { name: 'token_version', default: 1 })
  tokenVersion!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
