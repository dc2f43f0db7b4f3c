import type {
  CoreEvent,
  InstrumentTerms,
  MarketPhase,
  Side,
  VenueAuction,
  VenueTrade,
} from '../../../src/order-matching/core';
import { type FollowedOrder, must } from './followed-orders';

type Level = Extract<CoreEvent, { readonly type: 'level' }>;
type Reference = Extract<CoreEvent, { readonly type: 'reference' }>;

interface FollowedMarket {
  readonly terms: InstrumentTerms;
  phase: MarketPhase;
  band: Reference;
  readonly levels: Readonly<Record<Side, Map<number, Level>>>;
  /** an uncrossing has begun: so much must trade at its price, then another phase must follow */
  auction: { readonly priceTicks: number; missing: number } | null;
}

/** I8, I10 and I15 from events alone: phases, bands and depth as everybody could follow them. */
export class FollowedMarkets {
  readonly markets = new Map<string, FollowedMarket>();

  market(instrumentCode: string): FollowedMarket {
    const market = this.markets.get(instrumentCode);
    must(market !== undefined, () => `nobody was told of ${instrumentCode}`);
    return market;
  }

  list(terms: InstrumentTerms, phase: MarketPhase): void {
    const none = { type: 'reference', sequence: 0, instrumentCode: terms.instrumentCode } as const;
    this.markets.set(terms.instrumentCode, {
      terms,
      phase,
      band: { ...none, referencePriceTicks: 0, bandLowTicks: 0, bandHighTicks: 0 },
      levels: { buy: new Map(), sell: new Map() },
      auction: null,
    });
  }

  level(level: Level): void {
    const side = this.market(level.instrumentCode).levels[level.side];
    must(level.quantityLots > 0 === level.orderCount > 0, () => `I10: a level of ${JSON.stringify(level)}`);
    if (level.orderCount === 0) side.delete(level.priceTicks);
    else side.set(level.priceTicks, level);
  }

  phase(instrumentCode: string, phase: MarketPhase): void {
    const market = this.market(instrumentCode);
    must(!market.auction?.missing, () => `an auction of ${instrumentCode} did not trade all that it told`);
    market.phase = phase;
    market.auction = null;
  }

  /** Its steps lead from the prices that are possible to the one that is told. */
  auction({ instrumentCode, priceTicks, quantityLots, steps }: VenueAuction): void {
    const market = this.market(instrumentCode);
    must(market.auction === null && quantityLots > 0, () => `an auction of ${instrumentCode} of nothing`);
    market.auction = { priceTicks, missing: quantityLots };
    steps.forEach(({ before, after }, place) => {
      const next = steps[place + 1]?.before ?? { lowTicks: priceTicks, highTicks: priceTicks };
      must(
        after.lowTicks === next.lowTicks && after.highTicks === next.highTicks,
        () => `step ${place} of an auction of ${instrumentCode} does not lead on`,
      );
      must(
        before.lowTicks <= after.lowTicks && after.highTicks <= before.highTicks,
        () => `step ${place} of an auction of ${instrumentCode} widens`,
      );
    });
    must(steps.length > 0, () => `an auction of ${instrumentCode} without a reason`);
  }

  /** I14, and I15: inside its band, and only where trading is on or a call ends. */
  trade(trade: VenueTrade): void {
    const { tradeSequence, model, priceTicks } = trade;
    const market = this.market(trade.instrumentCode);
    const { referencePriceTicks, bandLowTicks, bandHighTicks } = market.band;
    const name = `trade ${tradeSequence}`;
    must(trade.buyerCode !== trade.sellerCode, () => `I14: ${name} has one participant on both sides`);
    const points = market.terms.blockBandBasisPoints ?? 3_000;
    const distance = Math.abs(priceTicks - referencePriceTicks);
    const isInside =
      model === 'block'
        ? distance * 10_000 <= referencePriceTicks * points
        : isBetween(priceTicks, bandLowTicks, bandHighTicks);
    // the prices of a bidding were fixed when it was opened
    must(isInside || model === 'bidding', () => `I15: ${name} at ${priceTicks} is outside the band`);
    if (model === 'auction') {
      must(
        market.auction?.priceTicks === priceTicks && market.auction.missing >= trade.quantityLots,
        () => `${name} is not of the auction that was told`,
      );
      market.auction.missing -= trade.quantityLots;
    } else
      must(
        model === 'bidding' || (market.phase === 'continuous' && market.auction === null),
        () => `I15: ${name} while the market is in ${market.phase}`,
      );
  }

  check(restingOf: (instrumentCode: string, side: Side) => readonly FollowedOrder[]): void {
    for (const [code, { phase, levels, auction }] of this.markets) {
      must(auction === null, () => `I15: an uncrossing of ${code} did not lead to another phase`);
      const bid = Math.max(...levels.buy.keys());
      const ask = Math.min(...levels.sell.keys());
      must(phase !== 'continuous' || bid < ask, () => `I8: ${code} is crossed: ${bid} to ${ask}`);
      for (const side of ['buy', 'sell'] as const) checkDepth(code, levels[side], restingOf(code, side));
    }
  }
}

const isBetween = (price: number, low: number, high: number): boolean => price >= low && price <= high;

/** I10: every level adds up to the orders that rest there; of an iceberg it shows at least one lot, at most its tip. */
function checkDepth(
  code: string,
  levels: ReadonlyMap<number, Level>,
  resting: readonly FollowedOrder[],
): void {
  const found = new Map<number, { count: number; least: number; most: number }>();
  for (const { report } of resting) {
    const price = report.priceTicks ?? 0;
    const sums = found.get(price) ?? { count: 0, least: 0, most: 0 };
    const { leavesLots, displayLots } = report;
    found.set(price, {
      count: sums.count + 1,
      least: sums.least + (displayLots === null ? leavesLots : 1),
      most: sums.most + Math.min(leavesLots, displayLots ?? leavesLots),
    });
  }
  must(
    found.size === levels.size,
    () => `I10: ${code} shows ${levels.size} levels, its orders stand on ${found.size}`,
  );
  for (const [price, { count, least, most }] of found) {
    const level = levels.get(price);
    must(
      level?.orderCount === count && isBetween(level.quantityLots, least, most),
      () =>
        `I10: level ${price} of ${code} shows ${JSON.stringify(level)} for ${count} orders, ${least} to ${most} lots`,
    );
  }
}
