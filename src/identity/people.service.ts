import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../kernel';
import { Clock, CONFIGURATION, type Configuration } from '../platform';
import { AccessEndings } from './access-endings';
import type { Actor } from './identity.contract';
import { Passwords } from './passwords';
import { PeopleRepository, type PersonRecord } from './persistence/people.repository';

/** The name of the first account of an installation. */
const FIRST_TRAINER = 'trainer';

export interface NewPerson {
  readonly username: string;
  readonly displayName: string;
  readonly role: 'trainer' | 'regulator';
  /** null: one is made */
  readonly password: string | null;
}

/** One answer for an unknown name and for a wrong password. */
const badCredentials = (): DomainError =>
  new DomainError(
    'auth.bad-credentials',
    { en: 'The user name or the password is wrong.', zh: '用户名或密码错误。' },
    {},
    { kind: 'unauthenticated' },
  );

/** Accounts with a password: trainers and regulators. They belong to no session and may enter any. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly people: PeopleRepository,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
    private readonly endings: AccessEndings,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  async actorOf(personId: string, version: number): Promise<Actor | null> {
    const person = await this.people.byId(personId);
    return person && person.tokenVersion === version ? actor(person) : null;
  }

  /** @throws DomainError `auth.bad-credentials` */
  async login(
    username: string,
    password: string,
  ): Promise<{ readonly actor: Actor; readonly personId: string; readonly version: number }> {
    const person = await this.people.byUsername(username);
    if (!(await this.passwords.matches(person?.passwordHash ?? null, password)) || person === null)
      throw badCredentials();
    return { actor: actor(person), personId: person.personId, version: person.tokenVersion };
  }

  /** @returns the account, with the password when it was made here; @throws DomainError `person.username-taken` */
  async add(
    wanted: NewPerson,
  ): Promise<{ readonly actor: Actor; readonly generatedPassword: string | null }> {
    const generatedPassword = wanted.password === null ? this.passwords.generate() : null;
    const person = await this.#record(wanted, wanted.password ?? generatedPassword ?? '');
    if (!(await this.people.add(person)))
      throw new DomainError(
        'person.username-taken',
        { en: `The user name "${wanted.username}" is taken.`, zh: `用户名“${wanted.username}”已被使用。` },
        { username: wanted.username },
        { kind: 'conflict', remedy: { en: 'Choose another name.', zh: '请换一个用户名。' } },
      );
    return { actor: actor(person), generatedPassword };
  }

  /** A configured password is the truth: it replaces a lost one at the next start, and old tokens end. */
  async ensureTrainer(): Promise<{ readonly username: string; readonly password: string } | null> {
    const configured = this.configuration.trainerPassword;
    const existing = await this.people.byUsername(FIRST_TRAINER);
    if (existing) {
      if (configured !== null && !(await this.passwords.matches(existing.passwordHash, configured))) {
        await this.people.setPassword(existing.personId, await this.passwords.hash(configured));
        this.endings.publish(actor(existing).actorId);
      }
      return null;
    }
    const password = configured ?? this.passwords.generate();
    const added = await this.people.add(
      await this.#record(
        { username: FIRST_TRAINER, displayName: 'Trainer', role: 'trainer', password },
        password,
      ),
    );
    return added && configured === null ? { username: FIRST_TRAINER, password } : null;
  }

  async #record(person: NewPerson, password: string): Promise<PersonRecord> {
    return {
      personId: randomUUID(),
      username: person.username.toLowerCase(),
      displayName: person.displayName,
      role: person.role,
      passwordHash: await this.passwords.hash(password),
      tokenVersion: 1,
      createdAt: this.clock.now(),
    };
  }
}

const actor = (person: PersonRecord): Actor => ({
  actorId: `person:${person.personId}`,
  kind: 'person',
  role: person.role,
  displayName: person.displayName,
  sessionId: null,
  participantCode: null,
});
