import { useSyncExternalStore } from 'react';
import type { FeedMessage } from '../api/feed';
import type { Auction, Candle, Indicative, Level, MarketPhase, Side, TapeTrade } from '../api/types';
import { add, compare } from '../numbers/decimal';
import { notifyOnFrame } from './store';

const TAPE_LENGTH = 300;

/** What the page shows of one market; a new object per animation frame at most. */
export interface Market {
  readonly ready: boolean;
  /** best first */
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly last: string | null;
  readonly reference: string | null;
  readonly bandLow: string | null;
  readonly bandHigh: string | null;
  /** null: not known yet */
  readonly phase: MarketPhase | null;
  readonly indicative: Indicative | null;
  /** the uncrossing that led to the present phase; null = none did, or nobody watched it */
  readonly auction: Auction | null;
  /** newest first */
  readonly trades: readonly TapeTrade[];
  /** oldest first, one per simulated day */
  readonly candles: readonly Candle[];
}
const NO_MARKET: Market = {
  ready: false,
  bids: [],
  asks: [],
  last: null,
  reference: null,
  bandLow: null,
  bandHigh: null,
  phase: null,
  indicative: null,
  auction: null,
  trades: [],
  candles: [],
};

interface SnapshotMessage extends FeedMessage {
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly last: string | null;
  readonly reference: string;
  readonly bandLow: string;
  readonly bandHigh: string;
  readonly phase?: MarketPhase;
  readonly indicative?: Indicative | null;
  readonly trades: readonly TapeTrade[];
}
interface DeltaMessage extends FeedMessage {
  readonly levels?: readonly (readonly [Side | 'bid' | 'ask', string, string, number])[];
  readonly trades?: readonly TapeTrade[];
  readonly reference?: string;
  readonly bandLow?: string;
  readonly bandHigh?: string;
  readonly phase?: MarketPhase;
  readonly indicative?: Indicative | null;
  readonly auction?: Auction;
  readonly last?: string | null;
}

const best = (levels: ReadonlyMap<string, Level>, descending: boolean): readonly Level[] =>
  [...levels.values()].sort((a, b) => (descending ? -1 : 1) * (Number(a[0]) - Number(b[0])));
const byPrice = (levels: readonly Level[]): Map<string, Level> =>
  new Map(levels.map((level) => [level[0], level]));
/** What two parties agreed on, or a lot fetched, is not the price of the market. */
const isOfMarket = ({ model }: TapeTrade): boolean => model !== 'block' && model !== 'bidding';

/** Day's candle with one more trade in it. */
function withTrade(candles: readonly Candle[], { date, price, quantity }: TapeTrade): readonly Candle[] {
  const today = candles[candles.length - 1];
  if (today && date < today.date) return candles;
  if (today?.date !== date)
    return [...candles, { date, open: price, high: price, low: price, close: price, volume: quantity }];
  const high = compare(price, today.high) > 0 ? price : today.high;
  const low = compare(price, today.low) < 0 ? price : today.low;
  return [
    ...candles.slice(0, -1),
    { ...today, high, low, close: price, volume: add(today.volume, quantity) },
  ];
}

/** One market outside React: messages change it at once, readers hear of it once per frame. */
class MarketState {
  #bids = new Map<string, Level>();
  #asks = new Map<string, Level>();
  #view: Market = NO_MARKET;
  #levelsChanged = false;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): Market => {
    if (this.#levelsChanged) {
      this.#view = { ...this.#view, bids: best(this.#bids, true), asks: best(this.#asks, false) };
      this.#levelsChanged = false;
    }
    return this.#view;
  };

  apply(message: FeedMessage): void {
    if (message.type === 'snapshot') this.#start(message as SnapshotMessage);
    else this.#change(message as DeltaMessage);
    notifyOnFrame(this.#listeners);
  }

  setCandles(candles: readonly Candle[]): void {
    this.#view = { ...this.#view, candles };
    notifyOnFrame(this.#listeners);
  }

  #start(message: SnapshotMessage): void {
    this.#bids = byPrice(message.bids);
    this.#asks = byPrice(message.asks);
    this.#levelsChanged = true;
    const { last, reference, bandLow, bandHigh, phase = null, indicative = null } = message;
    // a snapshot lists trades newest first, a delta in the order of execution
    const { trades } = message;
    const prices = { last, reference, bandLow, bandHigh };
    this.#view = { ...this.#view, ready: true, ...prices, phase, indicative, auction: null, trades };
  }

  #change({ levels = [], trades = [], ...rest }: DeltaMessage): void {
    for (const [side, price, quantity, orders] of levels) {
      const half = side === 'buy' || side === 'bid' ? this.#bids : this.#asks;
      if (Number(quantity) === 0) half.delete(price);
      else half.set(price, [price, quantity, orders]);
      this.#levelsChanged = true;
    }
    const known = new Set(this.#view.trades.slice(0, 100).map((trade) => trade.tradeId));
    const fresh = trades.filter((trade) => !known.has(trade.tradeId));
    const newest = fresh.toReversed();
    const priced = fresh.filter(isOfMarket);
    const isNewPhase = rest.phase !== undefined && rest.phase !== this.#view.phase;
    this.#view = {
      ...this.#view,
      reference: rest.reference ?? this.#view.reference,
      bandLow: rest.bandLow ?? this.#view.bandLow,
      bandHigh: rest.bandHigh ?? this.#view.bandHigh,
      phase: rest.phase ?? this.#view.phase,
      indicative: rest.indicative === undefined ? this.#view.indicative : rest.indicative,
      auction: rest.auction ?? (isNewPhase ? null : this.#view.auction),
      last: priced.at(-1)?.price ?? rest.last ?? this.#view.last,
      trades:
        fresh.length === 0 ? this.#view.trades : [...newest, ...this.#view.trades].slice(0, TAPE_LENGTH),
      candles: priced.reduce(withTrade, this.#view.candles),
    };
  }
}

const markets = new Map<string, MarketState>();

export function marketOf(instrumentCode: string): MarketState {
  let market = markets.get(instrumentCode);
  if (!market) {
    market = new MarketState();
    markets.set(instrumentCode, market);
  }
  return market;
}
/** Another session: what was known is of no use. */
export const forgetMarkets = (): void => markets.clear();

export function useMarket(instrumentCode: string): Market {
  const market = marketOf(instrumentCode);
  return useSyncExternalStore(market.subscribe, market.view);
}
