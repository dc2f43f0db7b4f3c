import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel';
import type { HolderFacts, RightInstrument, Zone } from '../right-family';
import { holderFacts } from './core/holder-facts';
import type { Participant } from './core/register';
import type { Saving } from './core/saving-file';
import { type RegisterContents, RegisterRepository } from './persistence/register.repository';

/** Participants kept in memory over all sessions (about 1 kB each); the sessions read longest ago go first. */
const MAX_CACHED_PARTICIPANTS = 250_000;
/** Sessions kept in memory, however small they are. */
const MAX_CACHED_SESSIONS = 200;

/** What the register says about a session, ready to be asked by code. */
export interface SessionRegister {
  readonly zones: ReadonlyMap<string, Zone>;
  readonly participants: ReadonlyMap<string, Participant>;
  readonly instruments: ReadonlyMap<string, RightInstrument>;
  readonly holders: ReadonlyMap<string, HolderFacts>;
  readonly savings: readonly Saving[];
}

export function sessionRegister(contents: RegisterContents): SessionRegister {
  const zones = new Map(contents.zones.map((zone) => [zone.code, zone]));
  return {
    zones,
    participants: new Map(contents.participants.map((each) => [each.participantCode, each])),
    instruments: new Map(contents.instruments.map((each) => [each.code, each])),
    holders: holderFacts(contents.participants, zones, contents.savings),
    savings: contents.savings,
  };
}

const unknown = (what: 'participant' | 'instrument', code: string): DomainError =>
  new DomainError(
    `${what}.unknown`,
    what === 'participant'
      ? { en: `participant "${code}" is not registered`, zh: `参与方“${code}”未登记` }
      : { en: `instrument "${code}" is not registered`, zh: `标的“${code}”未登记` },
    { code },
    { kind: 'not-found' },
  );

/**
 * The register in memory, a session at a time, so that an order's eligibility costs no query. An import in this process
 * forgets the session; a second process would have to be told through the queue.
 */
@Injectable()
export class RegisterDirectory {
  readonly #sessions = new Map<string, SessionRegister>();
  readonly #loading = new Map<string, Promise<SessionRegister>>();
  #changes = 0;

  constructor(private readonly repository: RegisterRepository) {}

  async of(sessionId: string): Promise<SessionRegister> {
    const kept = this.#sessions.get(sessionId);
    if (kept) return kept;
    const underWay = this.#loading.get(sessionId);
    if (underWay !== undefined) return underWay;
    const loading = this.#load(sessionId);
    this.#loading.set(sessionId, loading);
    try {
      return await loading;
    } finally {
      if (this.#loading.get(sessionId) === loading) this.#loading.delete(sessionId);
    }
  }

  async #load(sessionId: string): Promise<SessionRegister> {
    const changes = this.#changes;
    const register = sessionRegister(await this.repository.load(sessionId));
    // an import that came while we read has called forget(): then this picture may be old and is not kept
    if (changes === this.#changes) this.#keep(sessionId, register);
    return register;
  }

  #keep(sessionId: string, register: SessionRegister): void {
    this.#sessions.set(sessionId, register);
    let participants = 0;
    for (const each of this.#sessions.values()) participants += each.participants.size;
    for (const [oldest, each] of this.#sessions) {
      if (participants <= MAX_CACHED_PARTICIPANTS && this.#sessions.size <= MAX_CACHED_SESSIONS) return;
      this.#sessions.delete(oldest);
      participants -= each.participants.size;
    }
  }

  /** Called after every change of the register. */
  forget(sessionId: string): void {
    this.#changes += 1;
    this.#sessions.delete(sessionId);
    this.#loading.delete(sessionId);
  }

  /** @throws DomainError `participant.unknown` */
  async holder(sessionId: string, participantCode: string): Promise<HolderFacts> {
    const holder = (await this.of(sessionId)).holders.get(participantCode);
    if (!holder) throw unknown('participant', participantCode);
    return holder;
  }

  /** @throws DomainError `instrument.unknown` */
  async instrument(sessionId: string, instrumentCode: string): Promise<RightInstrument> {
    const instrument = (await this.of(sessionId)).instruments.get(instrumentCode);
    if (!instrument) throw unknown('instrument', instrumentCode);
    return instrument;
  }
}
