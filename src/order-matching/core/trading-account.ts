import type { AccountPicture } from './events';
import { Holding } from './holding';
import type { Side } from './order-book';

/** What a participant has of one instrument, and how much of it was ever traded: what family limits count. */
export interface RightsPosition {
  readonly holding: Holding;
  boughtLots: number;
  soldLots: number;
  openBuyLots: number;
  openSellLots: number;
}

/** The trading account of one participant, as the venue keeps it. */
export class TradingAccount {
  readonly #rights = new Map<string, RightsPosition>();
  openOrderCount = 0;
  cash = new Holding();

  constructor(readonly participantCode: string) {}

  /** The position in an instrument; an empty one is made on first use. */
  position(instrumentCode: string): RightsPosition {
    const known = this.#rights.get(instrumentCode);
    if (known) return known;
    return this.restorePosition(instrumentCode, new Holding(), 0, 0);
  }

  restorePosition(
    instrumentCode: string,
    holding: Holding,
    boughtLots: number,
    soldLots: number,
  ): RightsPosition {
    const position = { holding, boughtLots, soldLots, openBuyLots: 0, openSellLots: 0 };
    this.#rights.set(instrumentCode, position);
    return position;
  }

  /** Sorted by instrument, so that every walk over an account has one order. */
  positions(): readonly (readonly [string, RightsPosition])[] {
    return [...this.#rights].sort(([one], [other]) => (one < other ? -1 : 1));
  }

  availableLots(instrumentCode: string): number {
    return this.#rights.get(instrumentCode)?.holding.available ?? 0;
  }

  /** Everything bought (sold) by this participant, open orders included. */
  committedLots(instrumentCode: string, side: Side): number {
    const position = this.#rights.get(instrumentCode);
    if (!position) return 0;
    return side === 'buy'
      ? position.boughtLots + position.openBuyLots
      : position.soldLots + position.openSellLots;
  }

  picture(): AccountPicture {
    return {
      participantCode: this.participantCode,
      cashAvailableCents: this.cash.available,
      cashReservedCents: this.cash.reserved,
      cashUnsettledInCents: this.cash.unsettledIn,
      cashUnsettledOutCents: this.cash.unsettledOut,
      rights: this.positions().map(([instrumentCode, { holding }]) => ({
        instrumentCode,
        availableLots: holding.available,
        reservedLots: holding.reserved,
        unsettledInLots: holding.unsettledIn,
        unsettledOutLots: holding.unsettledOut,
      })),
    };
  }
}
