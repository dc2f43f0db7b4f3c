import { assert } from '../../../kernel/errors';
import { FastBook } from '../book/fast-book';
import type { OrderBook } from '../book/order-book';
import type { AuctionRule } from '../call-auction';
import { MAX_PRICE_TICKS } from '../limits';
import type { PriceBand } from '../price-band';
import { type MarketPhase, PHASES } from './phases';
import { SlotHeap } from './slot-heap';
import { WideSum } from './wide-sum';

/** How orders meet: in the central book, or by picking a listing (挂牌协议). */
export type MarketModel = 'central-book' | 'listing';

export interface MarketSettings {
  readonly model: MarketModel;
  readonly centsPerTickLot: number;
  /** listing mode: an order is smaller than this (national ETS: 100,000 t); Infinity = no bound */
  readonly listingBelowLots: number;
  /** block trades and one-way bidding: from this quantity on; Infinity = not offered */
  readonly blockFromLots: number;
  /** block trades: inclusive distance from the reference price */
  readonly blockBandBasisPoints: number;
  /** seconds of the day between which block trades are made; null = whenever the market trades */
  readonly blockHours: readonly [from: number, to: number] | null;
  /** trades further than this from the last price stop the market; 0 = no dynamic band */
  readonly dynamicBandBasisPoints: number;
  /** how long such a halt collects orders */
  readonly haltSeconds: number;
  readonly auctionRule: AuctionRule;
  /** units bought today are not sold today */
  readonly resaleBarredToday: boolean;
  /** most that one participant may hold, open buy orders included; Infinity = no limit */
  readonly holdingLimitLots: number;
  /** a position from this size on is reported; Infinity = never */
  readonly largeHolderLots: number;
  /** whether a holding limit or the resale of today's purchases has to be looked at */
  readonly hasLimits: boolean;
}

export const CENTRAL_BOOK: MarketSettings = {
  model: 'central-book',
  centsPerTickLot: 1,
  listingBelowLots: Number.POSITIVE_INFINITY,
  blockFromLots: Number.POSITIVE_INFINITY,
  blockBandBasisPoints: 3_000,
  blockHours: null,
  dynamicBandBasisPoints: 0,
  haltSeconds: 300,
  auctionRule: 'sse',
  resaleBarredToday: false,
  holdingLimitLots: Number.POSITIVE_INFINITY,
  largeHolderLots: Number.POSITIVE_INFINITY,
  hasLimits: false,
};

/** One instrument while it is traded: its book, its waiting stops, its phase, bands and prices. */
export class Market {
  readonly buyStops = new SlotHeap();
  readonly sellStops = new SlotHeap();
  readonly dayTurnoverTickLots = new WideSum();
  readonly dayVolumeLots = new WideSum();

  /** null when the book is another one */
  readonly fastBook: FastBook | null;
  readonly centsPerTickLot: number;
  /** whether positions that pass a threshold are told */
  readonly watchesHolders: boolean;
  readonly hasDynamicBand: boolean;

  phase: MarketPhase = 'closed';
  accepts = false;
  matches = false;
  /** orders meet in the central book as they come: not in listing mode */
  matchesBook = false;
  /** while plain orders may go the short way (see PlainOrders) */
  plainBook: FastBook | null = null;
  collects = false;
  /** false in a window where nobody may cancel or amend */
  cancels = true;
  /** simulated second at which a volatility halt ends; 0 = none runs */
  haltEndsAt = 0;

  referenceTicks = 0;
  bandLowTicks = 1;
  bandHighTicks = MAX_PRICE_TICKS;
  /** trades outside these stop the market */
  dynamicLowTicks = 1;
  dynamicHighTicks = MAX_PRICE_TICKS;
  /** 0 = nothing traded yet */
  lastTicks = 0;
  /** extremes of the trades since stops were last looked at; 0 = none */
  tradedLowTicks = 0;
  tradedHighTicks = 0;
  /** some waiting stop has the flag `reached` */
  hasReachedStops = false;

  /**
   * By side, where orders need no cover: leaves of all its orders, hidden and waiting ones included: bounded, so that every
   * sum of lots is exact. Elsewhere the cover of all orders is bounded, and these stay 0.
   */
  readonly openLots = new Float64Array(2);
  icebergCount = 0;
  /** last indicative price told while collecting */
  indicativeTicks = 0;
  indicativeLots = 0;
  indicativeSurplusLots = 0;

  constructor(
    readonly handle: number,
    readonly book: OrderBook,
    readonly settings: MarketSettings,
  ) {
    assert(
      Number.isSafeInteger(settings.centsPerTickLot) && settings.centsPerTickLot > 0,
      'a tick of a lot is worth whole cents',
    );
    this.fastBook = book instanceof FastBook ? book : null;
    this.centsPerTickLot = settings.centsPerTickLot;
    this.watchesHolders = settings.largeHolderLots !== Number.POSITIVE_INFINITY;
    this.hasDynamicBand = settings.dynamicBandBasisPoints > 0;
  }

  get hasBand(): boolean {
    return this.bandLowTicks > 1 || this.bandHighTicks < MAX_PRICE_TICKS;
  }

  get isListing(): boolean {
    return this.settings.model === 'listing';
  }

  enter(phase: MarketPhase, cancels: boolean): void {
    const { accepts, matches, collects } = PHASES[phase];
    this.phase = phase;
    this.accepts = accepts;
    this.matches = matches;
    this.matchesBook = matches && !this.isListing;
    this.plainBook = this.matchesBook && !this.settings.hasLimits ? this.fastBook : null;
    this.collects = collects;
    this.cancels = cancels;
    this.haltEndsAt = 0;
    if (!collects) this.forgetIndicative();
  }

  /** Whoever sees the next call is told anew. */
  private forgetIndicative(): void {
    this.indicativeTicks = 0;
    this.indicativeLots = 0;
    this.indicativeSurplusLots = 0;
  }

  /** Nothing may rest outside the new band when this is called. */
  setReference(referenceTicks: number, band: PriceBand): void {
    this.referenceTicks = referenceTicks;
    this.bandLowTicks = band.lowTicks;
    this.bandHighTicks = band.highTicks;
    this.book.setRange(band.lowTicks, band.highTicks);
    this.centreDynamicBand();
  }

  /** The last price of the day; before its first trade the reference price. 0 = neither. */
  get presentTicks(): number {
    return this.dayVolumeLots.isZero ? this.referenceTicks : this.lastTicks;
  }

  /** The dynamic band moves with the present price, order by order: one order cannot drag its own band along. */
  centreDynamicBand(): void {
    const { dynamicBandBasisPoints } = this.settings;
    const centre = this.presentTicks;
    if (dynamicBandBasisPoints === 0 || centre === 0) return;
    this.dynamicLowTicks = Math.max(1, Math.ceil((centre * (10_000 - dynamicBandBasisPoints)) / 10_000));
    this.dynamicHighTicks = Math.min(
      MAX_PRICE_TICKS,
      Math.floor((centre * (10_000 + dynamicBandBasisPoints)) / 10_000),
    );
  }

  /** Inclusive band of block trades, rounded inward. */
  get blockLowTicks(): number {
    return Math.max(
      1,
      Math.ceil((this.referenceTicks * (10_000 - this.settings.blockBandBasisPoints)) / 10_000),
    );
  }

  get blockHighTicks(): number {
    const { blockBandBasisPoints } = this.settings;
    return Math.min(
      MAX_PRICE_TICKS,
      Math.floor((this.referenceTicks * (10_000 + blockBandBasisPoints)) / 10_000),
    );
  }

  /** A trade that belongs to the day's market: last price, extremes for stops, sums for the daily close. */
  recordTrade(priceTicks: number, lots: number): void {
    this.recordTrades(priceTicks, priceTicks, lots, priceTicks * lots);
  }

  /** The trades of one order, whose prices lie between the first and the last. */
  recordTrades(firstTicks: number, lastTicks: number, lots: number, tickLots: number): void {
    const low = firstTicks < lastTicks ? firstTicks : lastTicks;
    const high = firstTicks + lastTicks - low;
    this.lastTicks = lastTicks;
    if (this.tradedLowTicks === 0 || low < this.tradedLowTicks) this.tradedLowTicks = low;
    if (high > this.tradedHighTicks) this.tradedHighTicks = high;
    this.dayVolumeLots.add(lots);
    this.dayTurnoverTickLots.add(tickLots);
  }
}
