import type { InstrumentTerms, MarketPhase } from '../../../src/order-matching/core';
import { publishIndicative, uncross } from './oracle-auction';
import { tellPhase, triggerStops } from './oracle-matching';
import { type Command, cancel, followsBand, isDate } from './oracle-orders';
import { endBiddingsOfDay } from './oracle-private-trades';
import { codesOf, marketOf, midnightOf, type OracleMarket, type OracleState } from './oracle-state';
import {
  bandOf,
  closeOf,
  endsWithUncrossing,
  isCollecting,
  isContinuous,
  isListing,
  windowsOf,
} from './oracle-terms';

const SECONDS_PER_DAY = 86_400;

/** After a command has done its work in a market: stops that were reached enter it, and the indicative price is told. */
export function settleDown(state: OracleState, market: OracleMarket): void {
  if (isContinuous(market.phase)) triggerStops(state, market);
  publishIndicative(state, market);
}

export function list(state: OracleState, terms: InstrumentTerms): string | null {
  const code = terms.instrumentCode;
  if (state.markets.has(code)) return null;
  if (
    terms.model === 'listing' &&
    ((terms.dynamicBandBasisPoints ?? 0) > 0 || terms.tradingDay === 'sse-stock')
  )
    return 'venue.terms-not-possible';
  if (state.markets.size >= state.limits.instruments) return 'venue.too-many-instruments';
  state.markets.set(code, {
    terms,
    phase: state.phase === 'open' ? 'continuous' : 'closed',
    cancels: true,
    haltEndsAt: null,
    reference: terms.referencePriceTicks,
    last: null,
    told: { price: null, lots: 0, surplus: 0 },
  });
  state.facts.push({ type: 'instrument', terms });
  tellReference(state, code);
  return null;
}

function tellReference(state: OracleState, instrumentCode: string): void {
  const market = marketOf(state, instrumentCode);
  const { low, high } = bandOf(market);
  const band = { bandLowTicks: low, bandHighTicks: high };
  state.facts.push({ type: 'reference', instrumentCode, referencePriceTicks: market.reference, ...band });
}

export function setPhase(state: OracleState, command: Command<'set-phase'>): string | null {
  const { instrumentCode = null, cancels = true } = command;
  const next = command.phase === 'open' ? 'continuous' : command.phase;
  if (instrumentCode !== null) {
    const market = state.markets.get(instrumentCode);
    if (!market) return 'venue.unknown-instrument';
    if (isCollecting(next) && isListing(market)) return 'venue.no-call-auction';
    enterPhase(state, market, next, cancels);
    return null;
  }
  if (isCollecting(next) && [...state.markets.values()].some(isListing)) return 'venue.no-call-auction';
  const phase = next === 'closed' ? 'closed' : 'open';
  if (phase !== state.phase) state.facts.push({ type: 'phase', phase });
  state.phase = phase;
  for (const code of codesOf(state)) enterPhase(state, marketOf(state, code), next, cancels);
  return null;
}

function enterPhase(state: OracleState, market: OracleMarket, next: MarketPhase, cancels: boolean): void {
  if (market.phase === next && market.cancels === cancels) return;
  if (endsWithUncrossing(market.phase, next)) uncross(state, market);
  // a halt that goes on with other rules for cancels still ends at its hour
  if (market.phase !== next) market.haltEndsAt = null;
  market.phase = next;
  market.cancels = cancels;
  if (!isCollecting(next)) market.told = { price: null, lots: 0, surplus: 0 };
  tellPhase(state, market);
  settleDown(state, market);
}

/** Time goes on: orders expire and halts end, each at its second; at the same second orders expire first. */
function goTo(state: OracleState, second: number): void {
  for (;;) {
    const expiring = state.orders
      .filter(({ expiresAt }) => expiresAt !== null && expiresAt <= second)
      .sort((one, other) => (one.expiresAt ?? 0) - (other.expiresAt ?? 0) || one.number - other.number);
    const halted = [...state.markets.values()]
      .filter(({ haltEndsAt }) => haltEndsAt !== null && haltEndsAt <= second)
      .sort((one, other) => (one.haltEndsAt ?? 0) - (other.haltEndsAt ?? 0));
    const [order] = expiring;
    const [market] = halted;
    const expiry = order?.expiresAt ?? Number.POSITIVE_INFINITY;
    const end = market?.haltEndsAt ?? Number.POSITIVE_INFINITY;
    if (order && expiry <= end) {
      state.now = Math.max(state.now, expiry);
      cancel(state, order, 'order.expired');
    } else if (market) {
      state.now = Math.max(state.now, end);
      enterPhase(state, market, 'continuous', true);
    } else break;
  }
  state.now = second;
  for (const market of state.markets.values()) publishIndicative(state, market);
}

export function advanceClock(state: OracleState, secondOfDay: number): string | null {
  const midnight = midnightOf(state.date);
  const present = state.now - midnight;
  const isSecond = Number.isSafeInteger(secondOfDay) && secondOfDay >= 0 && secondOfDay < SECONDS_PER_DAY;
  if (!isSecond || secondOfDay < present) return 'venue.time-goes-back';
  runTradingDays(state, secondOfDay);
  goTo(state, midnight + secondOfDay);
  return null;
}

/** Every window of every market that begins from now to this second of the present day. */
function runTradingDays(state: OracleState, lastSecond: number): void {
  const midnight = midnightOf(state.date);
  const present = state.now - midnight;
  const changes = codesOf(state).flatMap((code) => {
    const market = marketOf(state, code);
    return windowsOf(market).map((window) => ({ ...window, market }));
  });
  for (const { second, market, phase, cancels } of changes.sort((one, other) => one.second - other.second)) {
    if (second <= present || second > lastSecond) continue;
    goTo(state, midnight + second);
    // no hour lifts a suspension
    if (market.phase !== 'suspended') enterPhase(state, market, phase, cancels);
  }
}

/** The old day ends with all that belongs to it; its close becomes the reference of the new one. */
export function startDay(state: OracleState, date: string): string | null {
  const yesterday = state.date;
  if (!isDate(date)) return 'venue.bad-date';
  if (date < yesterday) return 'venue.date-goes-back';
  if (date === yesterday) return null;
  // the hours that are left of yesterday pass, unless the venue as a whole is closed
  if (state.phase === 'open') runTradingDays(state, SECONDS_PER_DAY - 1);
  goTo(state, midnightOf(date) - 1);
  for (const code of codesOf(state)) {
    const market = marketOf(state, code);
    if (market.terms.tradingDay && market.phase !== 'suspended') enterPhase(state, market, 'closed', true);
  }
  endBiddingsOfDay(state);
  state.date = date;
  state.facts.push({ type: 'day', date });
  goTo(state, midnightOf(date));
  for (const code of codesOf(state)) takeClose(state, code, yesterday);
  return null;
}

function takeClose(state: OracleState, code: string, yesterday: string): void {
  const market = marketOf(state, code);
  const close = closeOf(state, code, yesterday);
  if (close === null || close === market.reference) return;
  market.reference = close;
  tellReference(state, code);
  const { low, high } = bandOf(market);
  const isOutside = (price: number): boolean => price < low || price > high;
  const resting = state.orders.filter((one) => one.market === code && one.place !== 'aside');
  for (const order of resting.sort((one, other) => one.number - other.number)) {
    const stop = order.place === 'waiting' ? order.stop : null;
    if ((stop !== null && isOutside(stop)) || (isOutside(order.limit) && !followsBand(order)))
      cancel(state, order, 'order.outside-new-band');
    else if (followsBand(order)) order.limit = Math.max(low, Math.min(high, order.limit));
  }
  settleDown(state, market);
}
