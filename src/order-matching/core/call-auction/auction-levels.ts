import { assert } from '../../../kernel';
import { BUY, NO_PRICE, SELL, type SideCode } from '../book/order-book';

/**
 * The price levels of both sides as an auction walks them. An `OrderBook` is one; where orders hide a part of
 * themselves, `lotsAt` must count it too, because in an auction all of an order takes part.
 */
export interface AuctionLevels {
  /** Best occupied price; NO_PRICE when the side is empty. */
  best(side: SideCode): number;
  /** The next occupied price that is worse than this one; NO_PRICE after the last. */
  worse(side: SideCode, priceTicks: number): number;
  /** All lots that stand at this price. */
  lotsAt(side: SideCode, priceTicks: number): number;
}

/** `[priceTicks, quantityLots]` */
export type AuctionLevel = readonly [priceTicks: number, quantityLots: number];

/** Levels from two lists, best first. Each side's total stays within 2^53 − 1 lots. */
export class ListedLevels implements AuctionLevels {
  readonly #sides: readonly [readonly AuctionLevel[], readonly AuctionLevel[]];

  constructor(bids: readonly AuctionLevel[], asks: readonly AuctionLevel[]) {
    this.#sides = [bids, asks];
    for (const side of [BUY, SELL] as const) {
      let total = 0;
      this.#sides[side].forEach(([price, lots], place) => {
        assert(
          Number.isSafeInteger(price) && price > 0,
          'the price of a level is a positive number of ticks',
        );
        assert(Number.isSafeInteger(lots) && lots > 0, 'a level has a positive number of lots');
        assert(
          place === 0 || isWorse(side, price, this.#priceAt(side, place - 1)),
          'levels stand best first',
        );
        total += lots;
      });
      assert(Number.isSafeInteger(total), 'the lots of a side can be counted');
    }
  }

  best(side: SideCode): number {
    return this.#priceAt(side, 0);
  }

  worse(side: SideCode, priceTicks: number): number {
    return this.#priceAt(
      side,
      this.#firstPlace(side, (price) => isWorse(side, price, priceTicks)),
    );
  }

  lotsAt(side: SideCode, priceTicks: number): number {
    const level = this.#sides[side][this.#firstPlace(side, (price) => !isWorse(side, priceTicks, price))];
    return level && level[0] === priceTicks ? level[1] : 0;
  }

  #priceAt(side: SideCode, place: number): number {
    return this.#sides[side][place]?.[0] ?? NO_PRICE;
  }

  /** First place from which on the levels pass; binary search. */
  #firstPlace(side: SideCode, passes: (priceTicks: number) => boolean): number {
    let from = 0;
    let to = this.#sides[side].length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (passes(this.#priceAt(side, middle))) to = middle;
      else from = middle + 1;
    }
    return from;
  }
}

const isWorse = (side: SideCode, price: number, than: number): boolean =>
  side === BUY ? price < than : price > than;
