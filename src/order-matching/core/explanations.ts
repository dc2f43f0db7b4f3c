import type { InstrumentMeasures } from '../../kernel';
import { NO_PRICE, NO_SLOT, opposite } from './book/order-book';
import { clockText, SECONDS_PER_DAY } from './calendar';
import { AVAILABLE, CASH, OPEN_BUY } from './engine/account-table';
import { holdingLimitOf } from './engine/admission';
import type { Market } from './engine/market';
import type { OrderTicket } from './engine/order-ticket';
import type { VenueTables } from './engine/venue-tables';
import { MAX_COUNT, MAX_ICEBERG_PARTS, MAX_PRICE_TICKS } from './limits';
import { centsText, priceText, quantityText } from './measure-text';
import { type Reason, type ReasonCode, reasonOf } from './reasons';
import type { ListedInstrument } from './venue-names';

type Values = Parameters<typeof reasonOf>[1];

/** The sentence for a refused order: which rule, which limit, what would be accepted. */
export function explainRefusal(
  tables: VenueTables,
  { terms, market }: ListedInstrument,
  ticket: OrderTicket,
  code: ReasonCode,
  /** what the order holds already, when it is amended */
  held = 0,
  more: Values = {},
): Reason {
  const { measures } = terms;
  const values: Values = {
    instrument: terms.instrumentCode,
    quantity: quantityText(ticket.quantityLots, measures),
    minimum: quantityText(ticket.minimumLots, measures),
    display: quantityText(ticket.displayLots, measures),
    least: quantityText(1, measures),
    price: priceText(badPrice(market, ticket), measures),
    opposite: priceText(market.book.best(opposite(ticket.side)), measures),
    side: ticket.side === 0 ? { en: 'buy', zh: '买入' } : { en: 'sell', zh: '卖出' },
    ...bandOf(market, measures, code),
    ...limitOf(tables, terms.measures, market, ticket, code),
    ...coverOf(tables, market, ticket, measures, code, held),
    ...more,
  };
  return reasonOf(code, values);
}

/** Of limit and trigger, the one that is outside the band. */
function badPrice(market: Market, { priceTicks, stopTicks }: OrderTicket): number {
  const inside = priceTicks >= market.bandLowTicks && priceTicks <= market.bandHighTicks;
  return inside && stopTicks !== 0 && (stopTicks < market.bandLowTicks || stopTicks > market.bandHighTicks)
    ? stopTicks
    : priceTicks;
}

function bandOf(market: Market, measures: InstrumentMeasures, code: ReasonCode): Values {
  const isBlock = code === 'block.outside-band';
  const low = isBlock ? market.blockLowTicks : market.bandLowTicks;
  const high = isBlock ? market.blockHighTicks : market.bandHighTicks;
  return {
    low: priceText(Math.max(low, NO_PRICE + 1), measures),
    high: priceText(high, measures),
  };
}

function limitOf(
  tables: VenueTables,
  measures: InstrumentMeasures,
  market: Market,
  ticket: OrderTicket,
  code: ReasonCode,
): Values {
  const { limits, accounts, pool } = tables;
  switch (code) {
    case 'order.display-not-possible':
      return { least: quantityText(Math.ceil(ticket.quantityLots / MAX_ICEBERG_PARTS), measures) };
    case 'order.price-too-high':
      return { limit: MAX_PRICE_TICKS };
    case 'order.notional-too-large':
      return { limit: quantityText(countableLots(tables, market, ticket), measures) };
    case 'order.book-full':
      return { limit: limits.openOrders };
    case 'order.too-many-open-orders':
      return { limit: limits.openOrdersPerParticipant };
    case 'order.too-many-levels':
      return { limit: limits.levelsPerBook };
    case 'order.limit-reached':
      return { limit: quantityText(ticket.limitLots, measures) };
    case 'order.listing-too-large':
      return { limit: quantityText(market.settings.listingBelowLots, measures) };
    case 'block.too-small':
    case 'bidding.too-small':
      return { limit: quantityText(market.settings.blockFromLots, measures) };
    case 'block.outside-hours': {
      const [from, to] = market.settings.blockHours ?? [0, SECONDS_PER_DAY];
      return { from: clockText(from), to: clockText(to), present: clockText(tables.secondOfDay) };
    }
    case 'order.holding-limit': {
      const row = accounts.rowOf(ticket.account, market.handle);
      // of an order that is amended, the open quantity is counted already
      const slot = pool.index.slotOf(ticket.orderNumber);
      const leavesNow = slot === NO_SLOT ? 0 : pool.leavesOf(slot);
      const held = accounts.positionLots(row) + accounts.cell(row, OPEN_BUY);
      return {
        limit: quantityText(holdingLimitOf(tables, market, row), measures),
        needed: quantityText(held - leavesNow + ticket.quantityLots, measures),
      };
    }
    default:
      return {};
  }
}

/** The largest quantity whose value is counted exactly; of an order that is amended, with what was filled before. */
function countableLots({ pool }: VenueTables, market: Market, ticket: OrderTicket): number {
  const slot = pool.index.slotOf(ticket.orderNumber);
  const done = slot === NO_SLOT ? 0 : pool.quantityOf(slot) - pool.leavesOf(slot);
  return Math.min(Math.floor(MAX_COUNT / (ticket.priceTicks * market.centsPerTickLot)), MAX_COUNT - done);
}

function coverOf(
  tables: VenueTables,
  market: Market,
  ticket: OrderTicket,
  measures: InstrumentMeasures,
  code: ReasonCode,
  held: number,
): Values {
  const { accounts } = tables;
  const row = accounts.rowOf(ticket.account, market.handle);
  const free = accounts.cell(row, AVAILABLE);
  switch (code) {
    case 'order.insufficient-cash':
      return {
        needed: centsText(ticket.priceTicks * ticket.quantityLots * market.settings.centsPerTickLot),
        available: centsText(accounts.cell(accounts.rowOf(ticket.account, CASH), AVAILABLE) + held),
      };
    case 'order.insufficient-rights':
      return {
        needed: quantityText(ticket.quantityLots, measures),
        available: quantityText(free + held, measures),
      };
    case 'order.bought-today':
      return {
        available: quantityText(Math.max(0, free - (accounts.lockedLots[row] as number)), measures),
      };
    default:
      return {};
  }
}
