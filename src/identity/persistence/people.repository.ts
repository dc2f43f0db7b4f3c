import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { PersonEntity } from './person.entity';

/** A row of `identity_people` as plain data. */
export type PersonRecord = Readonly<PersonEntity>;

@Injectable()
export class PeopleRepository {
  constructor(@InjectRepository(PersonEntity) private readonly people: Repository<PersonEntity>) {}

  byUsername(username: string): Promise<PersonRecord | null> {
    return this.people.findOneBy({ username: username.toLowerCase() });
  }

  byId(personId: string): Promise<PersonRecord | null> {
    return this.people.findOneBy({ personId });
  }

  /** false when the username is taken */
  async add(person: PersonRecord): Promise<boolean> {
    const inserted = await this.people
      .createQueryBuilder()
      .insert()
      .values({ ...person, username: person.username.toLowerCase() })
      .orIgnore()
      .returning('person_id')
      .execute();
    return (inserted.raw as readonly unknown[]).length === 1;
  }

  /** A new password voids every token that was issued with the old one. */
  async setPassword(personId: string, passwordHash: string): Promise<void> {
    await this.people.update({ personId }, { passwordHash, tokenVersion: () => 'token_version + 1' });
  }
}
