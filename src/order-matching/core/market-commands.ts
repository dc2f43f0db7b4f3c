import { clockText, dayOrdinal, isDate, SECONDS_PER_DAY } from './calendar';
import { LARGE_LOT_RULES } from './engine/large-lots';
import { CENTRAL_BOOK, type Market, type MarketSettings } from './engine/market';
import type { MatchingEngine } from './engine/matching-engine';
import { type MarketPhase, PHASES, TRADING_DAYS } from './engine/phases';
import type { EventCollector } from './event-collector';
import { MAX_PRICE_TICKS } from './limits';
import { priceText } from './measure-text';
import type { InstrumentTerms, VenuePhase } from './order-terms';
import { averagePriceTicks, type PriceBand, priceBand } from './price-band';
import { type Reason, reasonOf } from './reasons';
import type { ListedInstrument, VenueNames } from './venue-names';

const orNone = (value: number | null | undefined): number => value ?? Number.POSITIVE_INFINITY;

const settingsOf = (terms: InstrumentTerms): MarketSettings => ({
  model: terms.model ?? CENTRAL_BOOK.model,
  centsPerTickLot: terms.centsPerTickLot,
  listingBelowLots: terms.model === 'listing' ? orNone(terms.blockThresholdLots) : Number.POSITIVE_INFINITY,
  blockFromLots: orNone(terms.blockThresholdLots),
  blockBandBasisPoints: terms.blockBandBasisPoints ?? CENTRAL_BOOK.blockBandBasisPoints,
  blockHours: (terms.tradingDay && LARGE_LOT_RULES[terms.tradingDay]?.blockHours) ?? CENTRAL_BOOK.blockHours,
  dynamicBandBasisPoints: terms.dynamicBandBasisPoints ?? 0,
  haltSeconds: terms.haltSeconds ?? CENTRAL_BOOK.haltSeconds,
  auctionRule: terms.auctionRule ?? CENTRAL_BOOK.auctionRule,
  resaleBarredToday: terms.resaleBarredToday ?? false,
  holdingLimitLots: orNone(terms.holdingLimitLots),
  largeHolderLots: orNone(terms.largeHolderLots),
  hasLimits: (terms.resaleBarredToday ?? false) || (terms.holdingLimitLots ?? null) !== null,
});

const hasCalls = ({ tradingDay }: InstrumentTerms): boolean =>
  tradingDay !== undefined &&
  tradingDay !== null &&
  TRADING_DAYS[tradingDay].some(({ phase }) => PHASES[phase].collects);

const bandOf = (terms: InstrumentTerms, referencePriceTicks: number): PriceBand =>
  terms.fixedBand ??
  (terms.priceBandBasisPoints === null
    ? { lowTicks: 1, highTicks: MAX_PRICE_TICKS }
    : priceBand(referencePriceTicks, terms.priceBandBasisPoints));

/** Instruments, phases, days and hours of a venue. */
export class MarketCommands {
  phase: VenuePhase = 'closed';

  constructor(
    private readonly engine: MatchingEngine,
    private readonly names: VenueNames,
    private readonly collector: EventCollector,
  ) {}

  list(terms: InstrumentTerms): Reason | null {
    const { instruments } = this.names;
    const { limits } = this.engine.tables;
    if (instruments.has(terms.instrumentCode)) return null;
    if (terms.model === 'listing' && ((terms.dynamicBandBasisPoints ?? 0) > 0 || hasCalls(terms)))
      return reasonOf('venue.terms-not-possible', { instrument: terms.instrumentCode });
    if (instruments.size >= limits.instruments)
      return reasonOf('venue.too-many-instruments', { limit: limits.instruments });
    this.restore(terms);
    this.collector.record({ type: 'instrument', terms });
    const { market } = this.names.instrument(terms.instrumentCode);
    this.#recordReference(terms.instrumentCode, market.referenceTicks, {
      lowTicks: market.bandLowTicks,
      highTicks: market.bandHighTicks,
    });
    return null;
  }

  /** Lists an instrument without an event: for a venue that is taken up again. */
  restore(terms: InstrumentTerms): Market {
    const market = this.engine.addMarket(settingsOf(terms));
    market.setReference(terms.referencePriceTicks, bandOf(terms, terms.referencePriceTicks));
    market.enter(this.phase === 'open' ? 'continuous' : 'closed', true);
    this.names.add(terms, market);
    return market;
  }

  /** @param phase `open` and `closed` are meant for the venue as a whole */
  setPhase(phase: VenuePhase | MarketPhase, instrumentCode: string | null, cancels: boolean): Reason | null {
    const next = phase === 'open' ? 'continuous' : phase;
    if (instrumentCode !== null && !this.names.instruments.has(instrumentCode))
      return reasonOf('venue.unknown-instrument', { instrument: instrumentCode });
    const codes = instrumentCode === null ? this.names.instrumentCodes() : [instrumentCode];
    const barred = codes.find((code) => this.names.instrument(code).market.isListing);
    if (PHASES[next].collects && barred !== undefined)
      return reasonOf('venue.no-call-auction', { instrument: barred });
    if (instrumentCode === null) this.#setVenuePhase(next);
    for (const code of codes) this.engine.setPhase(this.names.instrument(code).market, next, cancels);
    return null;
  }

  #setVenuePhase(next: MarketPhase): void {
    const venuePhase: VenuePhase = next === 'closed' ? 'closed' : 'open';
    if (venuePhase === this.phase) return;
    this.phase = venuePhase;
    this.collector.record({ type: 'phase', phase: venuePhase });
  }

  /** @param endOfDay what else is over with the old day */
  startDay(date: string, endOfDay: () => void): Reason | null {
    const { collector, engine } = this;
    if (!isDate(date)) return reasonOf('venue.bad-date', { date, present: collector.date });
    if (date < collector.date) return reasonOf('venue.date-goes-back', { date, present: collector.date });
    if (date === collector.date) return null;
    const day = dayOrdinal(date);
    const listed = this.names.instrumentCodes().map((code) => this.names.instrument(code));
    // what is due before midnight, such as a closing call or the end of a halt, belongs to the old day and its close
    if (this.phase === 'open') this.#runWindows(SECONDS_PER_DAY - 1);
    engine.advanceTo(day * SECONDS_PER_DAY - 1);
    for (const { terms, market } of listed) if (terms.tradingDay) this.#moveOn(market, 'closed', true);
    endOfDay();
    const closes = listed.map(({ market }) => takeClose(market));
    collector.date = date;
    collector.record({ type: 'day', date });
    engine.startDay(day);
    engine.advanceTo(day * SECONDS_PER_DAY);
    listed.forEach((one, place) => {
      this.#takeNewReference(one, closes[place] ?? null);
      one.market.centreDynamicBand();
    });
    return null;
  }

  /** Phases of trading days, expiries and the ends of halts, in the order of their time. */
  advanceClock(secondOfDay: number): Reason | null {
    const { engine, collector } = this;
    const midnight = dayOrdinal(collector.date) * SECONDS_PER_DAY;
    const present = engine.tables.nowSeconds - midnight;
    const isSecond = Number.isSafeInteger(secondOfDay) && secondOfDay >= 0 && secondOfDay < SECONDS_PER_DAY;
    if (!isSecond || secondOfDay < present)
      return reasonOf('venue.time-goes-back', { time: clockText(secondOfDay), present: clockText(present) });
    this.#runWindows(secondOfDay);
    engine.advanceTo(midnight + secondOfDay);
    return null;
  }

  /** What trading days change from now to this second of the day, in the order of time, then of codes. */
  #runWindows(untilSecond: number): void {
    const { engine, collector } = this;
    const midnight = dayOrdinal(collector.date) * SECONDS_PER_DAY;
    const present = engine.tables.nowSeconds - midnight;
    const changes = this.names.instrumentCodes().flatMap((code) => {
      const { terms, market } = this.names.instrument(code);
      const windows = terms.tradingDay ? TRADING_DAYS[terms.tradingDay] : [];
      return windows
        .filter(({ fromSecondOfDay: from }) => from > present && from <= untilSecond)
        .map((window) => ({ window, market }));
    });
    changes.sort((one, other) => one.window.fromSecondOfDay - other.window.fromSecondOfDay);
    for (const { window, market } of changes) {
      engine.advanceTo(midnight + window.fromSecondOfDay);
      this.#moveOn(market, window.phase, window.cancels);
    }
  }

  /** As the hour wants it; a market that somebody suspended stays so until somebody lets it trade again. */
  #moveOn(market: Market, phase: MarketPhase, cancels: boolean): void {
    if (market.phase !== 'suspended') this.engine.setPhase(market, phase, cancels);
  }

  /** @param close null: nothing was traded, and the old reference price stays */
  #takeNewReference({ terms, market }: ListedInstrument, close: number | null): void {
    if (close === null || close === market.referenceTicks) return;
    const band = bandOf(terms, close);
    this.#recordReference(terms.instrumentCode, close, band);
    const { pool } = this.engine.tables;
    this.engine.setReference(market, close, band, {
      followsBand: (slot) => {
        const { orderType, protectionTicks } = this.names.wording(pool.numberOf(slot));
        return orderType === 'market' && protectionTicks === null;
      },
      explain: (ticks, isTrigger) =>
        this.collector.explainEnding({
          kind: isTrigger ? { en: 'trigger price', zh: '触发价' } : { en: 'price', zh: '价格' },
          price: priceText(ticks, terms.measures),
          low: priceText(band.lowTicks, terms.measures),
          high: priceText(band.highTicks, terms.measures),
        }),
    });
  }

  #recordReference(instrumentCode: string, referencePriceTicks: number, band: PriceBand): void {
    this.collector.record({
      type: 'reference',
      instrumentCode,
      referencePriceTicks,
      bandLowTicks: band.lowTicks,
      bandHighTicks: band.highTicks,
    });
  }
}

/** The daily close: volume-weighted average of the day, half-up to the tick. The sums of the next day begin at 0. */
function takeClose(market: Market): number | null {
  const close = averagePriceTicks(market.dayTurnoverTickLots.toBigInt(), market.dayVolumeLots.toBigInt());
  market.dayTurnoverTickLots.clear();
  market.dayVolumeLots.clear();
  return close;
}
