import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { SeatEntity } from './seat.entity';

/** A row of `identity_seats` as plain data. */
export type SeatRecord = Readonly<SeatEntity>;

@Injectable()
export class SeatsRepository {
  constructor(@InjectRepository(SeatEntity) private readonly seats: Repository<SeatEntity>) {}

  ofSession(sessionId: string): Promise<readonly SeatRecord[]> {
    return this.seats.find({ where: { sessionId }, order: { seatId: 'ASC' } });
  }

  find(sessionId: string, seatId: string): Promise<SeatRecord | null> {
    return this.seats.findOneBy({ sessionId, seatId });
  }

  /** Inserts those that do not exist; a row that meets an existing seat or join code is left out. */
  async add(rows: readonly SeatRecord[]): Promise<void> {
    if (rows.length === 0) return;
    await this.seats
      .createQueryBuilder()
      .insert()
      .values([...rows])
      .orIgnore()
      .execute();
  }

  /** null when nobody issued this code */
  async take(joinCode: string, takenBy: string, takenAt: Date): Promise<SeatRecord | null> {
    await this.seats.update({ joinCode }, { takenBy, takenAt });
    return this.seats.findOneBy({ joinCode });
  }

  /** Nobody sits there any more; the code stays, the tokens end. */
  async leave(sessionId: string, seatId: string): Promise<void> {
    await this.seats.update(
      { sessionId, seatId },
      { takenBy: null, takenAt: null, tokenVersion: () => 'token_version + 1' },
    );
  }

  /** A fresh code and a higher token version: who sat there is out, and the old code opens nothing. */
  async revoke(sessionId: string, seatId: string, joinCode: string): Promise<SeatRecord | null> {
    await this.seats.update(
      { sessionId, seatId },
      { joinCode, takenBy: null, takenAt: null, tokenVersion: () => 'token_version + 1' },
    );
    return this.find(sessionId, seatId);
  }
}
