import type { SideCode } from '../book/order-book';
import type { AuctionQuestion } from '../call-auction';
import type { ReasonCode } from '../reasons';

/** Under which market model a trade was made. */
export const CONTINUOUS = 0;
export const AUCTION = 1;
export const LISTING = 2;
export const BLOCK = 3;
export const BIDDING = 4;

/**
 * What happens in a venue, told as primitive values in the order of `sequence` (I12). A sink may look up columns of
 * the order `slot` while it is being told, not later: slots are reused.
 */
export interface VenueSink {
  trade(
    sequence: number,
    tradeSequence: number,
    market: number,
    model: number,
    priceTicks: number,
    quantityLots: number,
    buySlot: number,
    sellSlot: number,
    aggressorSide: SideCode,
  ): void;
  /** The order after something happened to it; `cause` tells why it ended, or why a part of it did. */
  order(sequence: number, slot: number, cause: ReasonCode | null): void;
  /** The level after the command; 0 lots = it is gone. */
  level(
    sequence: number,
    market: number,
    side: SideCode,
    priceTicks: number,
    lots: number,
    orders: number,
  ): void;
  account(sequence: number, account: number): void;
  phase(sequence: number, market: number): void;
  /** At which price the collected orders would trade now; price 0 = nothing would. */
  indicative(sequence: number, market: number, priceTicks: number, lots: number, surplusLots: number): void;
  /** The market is uncrossed: what the auction was asked, before its trades. Rare, and so the only object here. */
  auction(sequence: number, market: number, question: AuctionQuestion): void;
  /** The position passed the reporting threshold of the instrument, or fell below it again. */
  largeHolder(sequence: number, account: number, market: number, lots: number, above: boolean): void;
  settled(sequence: number, tradeSequence: number): void;
}
