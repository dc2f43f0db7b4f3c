import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel';
import { Clock } from '../platform';
import { AccessEndings } from './access-endings';
import { makeJoinCode, normalizeJoinCode } from './core/join-code';
import { seatIds, type WantedSeat } from './core/seat-ids';
import type { Actor, Seat } from './identity.contract';
import { type SeatRecord, SeatsRepository } from './persistence/seats.repository';

/** A fresh code meets an existing one about once in 10^9 seats; three rounds are plenty. */
const CODE_ROUNDS = 3;

/** Places in a session that are taken with a join code. */
@Injectable()
export class SeatsService {
  constructor(
    private readonly repository: SeatsRepository,
    private readonly clock: Clock,
    private readonly endings: AccessEndings,
  ) {}

  async open(sessionId: string, wanted: readonly WantedSeat[]): Promise<readonly Seat[]> {
    const ids = seatIds(wanted);
    for (let round = 0; round < CODE_ROUNDS; round += 1) {
      const existing = new Set((await this.repository.ofSession(sessionId)).map((seat) => seat.seatId));
      const missing = ids.filter(({ seatId }) => !existing.has(seatId));
      if (missing.length === 0) break;
      await this.repository.add(
        missing.map(({ seatId, role, participantCode }) => ({
          sessionId,
          seatId,
          role,
          participantCode,
          joinCode: makeJoinCode(randomBytes),
          tokenVersion: 1,
          takenBy: null,
          takenAt: null,
        })),
      );
    }
    return this.ofSession(sessionId);
  }

  async ofSession(sessionId: string): Promise<readonly Seat[]> {
    return (await this.repository.ofSession(sessionId)).map(plain);
  }

  async actorOf(sessionId: string, seatId: string, version: number): Promise<Actor | null> {
    const seat = await this.repository.find(sessionId, seatId);
    return seat && seat.tokenVersion === version ? actor(seat) : null;
  }

  /** Sits down, or comes back with the same code. @throws DomainError `auth.unknown-join-code` */
  async take(
    joinCode: string,
    displayName: string,
  ): Promise<{
    readonly actor: Actor;
    readonly sessionId: string;
    readonly seatId: string;
    readonly version: number;
  }> {
    const seat = await this.repository.take(normalizeJoinCode(joinCode), displayName, this.clock.now());
    if (seat === null)
      throw new DomainError(
        'auth.unknown-join-code',
        { en: 'No seat has this join code.', zh: '没有席位使用此加入码。' },
        {},
        {
          kind: 'unauthenticated',
          remedy: { en: 'Ask the trainer for the present code.', zh: '请向培训教师索取当前的加入码。' },
        },
      );
    return {
      actor: actor(seat),
      sessionId: seat.sessionId,
      seatId: seat.seatId,
      version: seat.tokenVersion,
    };
  }

  /**
   * Gives the seat up: its tokens end, the same code takes it again, and a robot may act for the participant meanwhile.
   * @throws DomainError `seat.none` for somebody with an account, who sits nowhere
   */
  async leave({ actorId, sessionId }: Actor): Promise<void> {
    const prefix = seatActorId(sessionId ?? '', '');
    if (sessionId === null || !actorId.startsWith(prefix))
      throw new DomainError(
        'seat.none',
        {
          en: 'You sit on no seat: accounts and observers have none.',
          zh: '您没有席位：账户登录者和观摩者不占席位。',
        },
        {},
        { kind: 'conflict' },
      );
    await this.repository.leave(sessionId, actorId.slice(prefix.length));
    this.endings.publish(actorId);
  }

  /** @throws DomainError `seat.unknown` */
  async revoke(sessionId: string, seatId: string): Promise<Seat> {
    const seat = await this.repository.revoke(sessionId, seatId, makeJoinCode(randomBytes));
    if (seat === null)
      throw new DomainError(
        'seat.unknown',
        { en: `There is no seat ${seatId} in this session.`, zh: `本场次没有席位 ${seatId}。` },
        { seatId },
        { kind: 'not-found' },
      );
    this.endings.publish(seatActorId(sessionId, seatId));
    return plain(seat);
  }
}

const plain = ({ sessionId, seatId, role, participantCode, joinCode, takenBy }: SeatRecord): Seat => ({
  sessionId,
  seatId,
  role,
  participantCode,
  joinCode,
  takenBy,
});

const seatActorId = (sessionId: string, seatId: string): string => `seat:${sessionId}:${seatId}`;

const actor = (seat: SeatRecord): Actor => ({
  actorId: seatActorId(seat.sessionId, seat.seatId),
  kind: 'person',
  role: seat.role,
  displayName: seat.takenBy ?? seat.seatId,
  sessionId: seat.sessionId,
  participantCode: seat.participantCode,
});
