import type { MarketPhase } from '../../../src/order-matching/core';
import { MAX_PRICE_TICKS } from '../../../src/order-matching/core/limits';
import type { OracleMarket, OracleState } from './oracle-state';

export interface Band {
  readonly low: number;
  readonly high: number;
}

const WHOLE = 10_000n;

/** Inclusive, rounded inward, and never beyond what a price can be. */
function around(centre: number, basisPoints: number): Band {
  const points = BigInt(basisPoints);
  const low = (BigInt(centre) * (WHOLE - points) + WHOLE - 1n) / WHOLE;
  const high = (BigInt(centre) * (WHOLE + points)) / WHOLE;
  return { low: Math.max(1, Number(low)), high: Math.min(MAX_PRICE_TICKS, Number(high)) };
}

/** Prices that the market takes. */
export function bandOf(market: OracleMarket): Band {
  const { fixedBand, priceBandBasisPoints } = market.terms;
  if (fixedBand) return { low: fixedBand.lowTicks, high: fixedBand.highTicks };
  if (priceBandBasisPoints === null) return { low: 1, high: MAX_PRICE_TICKS };
  return around(market.reference, priceBandBasisPoints);
}

export const hasBand = (market: OracleMarket): boolean => {
  const { low, high } = bandOf(market);
  return low > 1 || high < MAX_PRICE_TICKS;
};

/** The previous close until the first trade of the day, then the last price. */
export function priceOfToday(state: OracleState, market: OracleMarket): number {
  const today = state.trades.some(
    ({ market: code, model, date }) =>
      code === market.terms.instrumentCode && date === state.date && model !== 'block' && model !== 'bidding',
  );
  return today ? (market.last ?? market.reference) : market.reference;
}

/** Prices at which the next order may trade before the market halts: around the last price before it. */
export function dynamicBandOf(state: OracleState, market: OracleMarket): Band {
  const points = market.terms.dynamicBandBasisPoints ?? 0;
  const centre = priceOfToday(state, market);
  return points === 0 ? { low: 1, high: MAX_PRICE_TICKS } : around(centre, points);
}

/** National ETS: block trades within 30 % of the previous close. */
export const blockBandOf = (market: OracleMarket): Band =>
  around(market.reference, market.terms.blockBandBasisPoints ?? 3_000);

/** National ETS (notices of 2021 and 沪环境交〔2025〕23号): hours of block trades; floors and cap of a bidding. */
const isNational = (market: OracleMarket): boolean => market.terms.tradingDay === 'national-ets';

export function isBlockHour(market: OracleMarket, secondOfDay: number): boolean {
  const hour = secondOfDay / 3_600;
  return !isNational(market) || (hour >= 13 && hour < 15);
}

export function isPrescribedRange(market: OracleMarket, floor: number, cap: number): boolean {
  const { low, high } = around(market.reference, 1_000);
  return !isNational(market) || ((floor === market.reference || floor === low) && cap === high);
}

export const isListing = (market: OracleMarket): boolean => market.terms.model === 'listing';

/** Where orders may come in, where they meet at once, where they are collected for one price. */
export const takesOrders = (phase: MarketPhase): boolean => phase !== 'closed' && phase !== 'suspended';
export const isContinuous = (phase: MarketPhase): boolean => phase === 'continuous';
export const isCollecting = (phase: MarketPhase): boolean => takesOrders(phase) && !isContinuous(phase);

/** A call ends with its uncrossing unless it goes over into another call, or the instrument is suspended. */
export function endsWithUncrossing(present: MarketPhase, next: MarketPhase): boolean {
  if (next === 'continuous') return true;
  const isCall = isCollecting(present) && present !== 'pre-open';
  return isCall && next === 'closed';
}

/** Why a market that takes no orders takes none. */
export const whyShut = (phase: MarketPhase): string =>
  phase === 'suspended' ? 'order.market-suspended' : 'order.market-closed';

type Window = readonly [clock: string, phase: MarketPhase, cancels: boolean];
const WINDOWS: Readonly<Record<string, readonly Window[]>> = {
  // Shanghai and Shenzhen: 9:20–9:25 and the closing call take no cancels
  'sse-stock': [
    ['09:15', 'call-auction', true],
    ['09:20', 'call-auction', false],
    ['09:25', 'closed', true],
    ['09:30', 'continuous', true],
    ['11:30', 'closed', true],
    ['13:00', 'continuous', true],
    ['14:57', 'closing-auction', false],
    ['15:00', 'closed', true],
  ],
  'national-ets': [
    ['09:30', 'continuous', true],
    ['11:30', 'closed', true],
    ['13:00', 'continuous', true],
    ['15:00', 'closed', true],
  ],
};

export const windowsOf = (market: OracleMarket) =>
  (WINDOWS[market.terms.tradingDay ?? ''] ?? []).map(([clock, phase, cancels]) => {
    const [hour = 0, minute = 0] = clock.split(':').map(Number);
    return { second: (hour * 60 + minute) * 60, phase, cancels };
  });

/** Close of the day: volume-weighted average of what was traded in the market, half up to the tick; null = no trade. */
export function closeOf(state: OracleState, code: string, date: string): number | null {
  const counted = state.trades.filter(
    ({ market, model, date: day }) =>
      market === code && day === date && model !== 'block' && model !== 'bidding',
  );
  let [turnover, volume] = [0n, 0n];
  for (const { price, lots } of counted) {
    turnover += BigInt(price) * BigInt(lots);
    volume += BigInt(lots);
  }
  return volume === 0n ? null : Number((turnover * 2n + volume) / (volume * 2n));
}
