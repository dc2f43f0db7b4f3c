import { Injectable } from '@nestjs/common';
import { type BookLevel, OrderMatching, type Side } from '../order-matching';
import type { BotMarket, BotTrader } from './bot-markets.service';
import { ACTORS_PER_MARKET, type BotWindow } from './bot-window';
import {
  type Desk,
  forecastLots,
  openLots,
  pacedLimit,
  priceIdea,
  seededRandom,
  THIN_ORDERS,
} from './core/bots';
import { daysBetween } from './core/calendar';
import { deadlineOf } from './core/scenario';
import { type SessionRecord, scenarioOf } from './sessions.service';
import type { TradedVolumes } from './traded-volumes';

const MAX_ORDERS_LISTED = 50;

/** Puts together what a robot may know: its own account and orders, the public book, its own plan. */
@Injectable()
export class BotDesks {
  constructor(private readonly orderMatching: OrderMatching) {}

  async of(
    session: SessionRecord,
    window: BotWindow,
    market: BotMarket,
    trader: BotTrader,
    volumes: TradedVolumes,
  ): Promise<Desk> {
    const { sessionId, simulatedDate } = session;
    const { participantCode } = trader;
    const instrumentCode = market.instrument.code;
    const [depth, account, orders] = await Promise.all([
      this.orderMatching.depth(sessionId, instrumentCode, THIN_ORDERS),
      this.orderMatching.account(sessionId, participantCode),
      this.orderMatching.orders({ sessionId, participantCode, openOnly: true, limit: MAX_ORDERS_LISTED }),
    ]);
    const right = account.rights.find((held) => held.instrumentCode === instrumentCode);
    const time = timeLeft(session, window, market.traders.length);
    const desk: Desk = {
      participantCode,
      date: simulatedDate,
      market: {
        instrumentCode,
        bestBidTicks: depth.bids[0]?.priceTicks ?? null,
        bestAskTicks: depth.asks[0]?.priceTicks ?? null,
        bidOrders: ordersIn(depth.bids),
        askOrders: ordersIn(depth.asks),
        bandLowTicks: depth.bandLowTicks,
        bandHighTicks: depth.bandHighTicks,
        centsPerTickLot: market.centsPerTickLot,
      },
      valueTicks: priceIdea(market.values[time.day] ?? depth.referencePriceTicks, depth.referencePriceTicks),
      penaltyTicks: null,
      cashAvailableCents: account.cashAvailableCents,
      availableLots: right?.availableLots ?? 0,
      heldLots: (right?.availableLots ?? 0) + (right?.reservedLots ?? 0) + (right?.unsettledInLots ?? 0),
      buyLimitLots: null,
      sellLimitLots: null,
      openOrders: orders
        .filter((order) => order.instrumentCode === instrumentCode)
        .map(({ orderId, side, priceTicks, leavesQuantityLots, placedOn }) => ({
          orderId,
          side,
          priceTicks,
          leavesLots: leavesQuantityLots,
          placedOn: placedOn.slice(0, 10),
        })),
      plan: { startLots: trader.startLots, needLots: forecast(session, trader, time.yearShareLeft) },
      temperament: trader.temperament,
      yearShareLeft: time.yearShareLeft,
      decisionsLeft: time.decisionsLeft,
    };
    return {
      ...desk,
      buyLimitLots: limitOf('buy', desk, market, trader, volumes),
      sellLimitLots: limitOf('sell', desk, market, trader, volumes),
      penaltyTicks: penaltyTicks(session, desk, market),
    };
  }
}

const ordersIn = (levels: readonly BookLevel[]): number =>
  levels.reduce((count, { orderCount }) => count + orderCount, 0);

interface TimeLeft {
  readonly day: number;
  readonly yearShareLeft: number;
  readonly decisionsLeft: number;
}

/** Robots of a market are asked in turn, half of the times as hedgers. */
const HEDGING_SHARE = 0.5;

function timeLeft(session: SessionRecord, window: BotWindow, traders: number): TimeLeft {
  const scenario = scenarioOf(session.scenario);
  const day = daysBetween(scenario.firstDay, session.simulatedDate);
  const daysLeft = Math.max(0, scenario.days.trading - day - window.index / window.perDay);
  const asked = Math.min(1, ACTORS_PER_MARKET / Math.max(1, traders));
  return {
    day,
    yearShareLeft: Math.min(1, daysLeft / scenario.days.trading),
    decisionsLeft: Math.max(1, Math.floor(daysLeft * window.perDay * asked * HEDGING_SHARE)),
  };
}

function forecast(session: SessionRecord, trader: BotTrader, yearShareLeft: number): number {
  // One error for the year that shrinks, not a new one each day: companies learn, they do not waver.
  const random = seededRandom(session.seed, 'forecast', trader.participantCode);
  return forecastLots(trader.trueNeedLots, yearShareLeft, random);
}

/** What the family still lets it trade: 0 when it may not at all, null when there is no limit. */
function limitOf(
  side: Side,
  desk: Desk,
  { family, instrument }: BotMarket,
  { holder, participantCode }: BotTrader,
  volumes: TradedVolumes,
): number | null {
  const verdict = family.judgeOrder({ side, instrument, holder, date: desk.date });
  if (!verdict.allowed) return 0;
  const used = volumes.of(participantCode, instrument.code, side) + openLots(desk, side);
  return pacedLimit(verdict.limitLots, used, desk.yearShareLeft);
}

/** Fine per lot, and the right must still be obtained afterwards: what it costs not to buy, as a price. */
function penaltyTicks(session: SessionRecord, desk: Desk, market: BotMarket): number | null {
  const shortfallLots = Math.max(0, desk.plan.needLots - desk.heldLots);
  if (shortfallLots === 0) return null;
  const { penaltyCents } = market.family.shortfallConsequence({
    shortfallLots,
    instrument: market.instrument,
    averagePriceTicks: desk.valueTicks,
    date: deadlineOf(scenarioOf(session.scenario), session.simulatedDate),
  });
  return desk.valueTicks + Math.floor(penaltyCents / shortfallLots / market.centsPerTickLot);
}
