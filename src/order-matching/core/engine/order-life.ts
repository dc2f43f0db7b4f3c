import { assert } from '../../../kernel/errors';
import { BUY, type SideCode } from '../book/order-book';
import type { ReasonCode } from '../reasons';
import type { Market } from './market';
import { hasConditions, type OrderTicket } from './order-ticket';
import type { VenueTables } from './venue-tables';

// swc writes the numbers of a local `const enum` into the code (see fast-book.ts); they are those of order-pool.ts,
// account-table.ts and order-ticket.ts.
const enum Word {
  shift = 4,
  price = 4,
  row = 5,
  flags = 6,
  side = 7,
}
const enum Amount {
  shift = 3,
  shown = 4,
  quantity = 5,
  number = 6,
  cumulative = 7,
}
const enum Cell {
  shift = 3,
  available = 0,
  reserved = 1,
  /** of a cash row */
  openOrders = 4,
  openBuy = 6,
}
const enum Flag {
  preventionShift = 3,
  market = 32,
  postOnly = 64,
  open = 128,
  waiting = 256,
  iceberg = 512,
  aside = 1024,
  rare = 2048,
  reached = 4096,
}
const enum Lifetime {
  rest = 0,
  ioc = 1,
}

/**
 * An order from admission to its end. While it meets the book it has no cover of its own: admission saw that there is
 * enough, and nobody else acts meanwhile. What stays (in the book, waiting for a trigger, aside) is covered (I11).
 */
export class OrderLife {
  constructor(private readonly tables: VenueTables) {}

  /** An admitted ticket becomes an order; it stands nowhere yet and holds nothing back. */
  begin(ticket: OrderTicket, market: Market): number {
    const { pool, accounts } = this.tables;
    const slot = pool.take();
    const { words, amounts } = pool;
    const { side, priceTicks, quantityLots } = ticket;
    const word = slot << Word.shift;
    const amount = slot << Amount.shift;
    words[word | Word.price] = priceTicks;
    words[word | Word.row] = accounts.row(ticket.account, ticket.market);
    words[word | Word.flags] = ticket.timeInForce | (ticket.prevention << Flag.preventionShift);
    words[word | Word.side] = side;
    amounts[amount | Amount.shown] = quantityLots;
    amounts[amount | Amount.quantity] = quantityLots;
    amounts[amount | Amount.number] = ticket.orderNumber;
    amounts[amount | Amount.cumulative] = 0;
    if (ticket.isMarket || hasConditions(ticket)) this.beginSpecial(slot, ticket, market);
    return slot;
  }

  /** Terms that few orders have; their columns are 0 for all others. */
  private beginSpecial(slot: number, ticket: OrderTicket, market: Market): void {
    const { pool } = this.tables;
    const isIceberg = ticket.displayLots > 0;
    pool.peakLots[slot] = ticket.displayLots;
    pool.stopTicks[slot] = ticket.stopTicks;
    pool.expiresAt[slot] = ticket.expiresAt;
    if (isIceberg) market.icebergCount += 1;
    const lifetime =
      ticket.isMarket && ticket.timeInForce === Lifetime.rest ? Lifetime.ioc : ticket.timeInForce;
    pool.setFlags(
      slot,
      lifetime |
        (ticket.prevention << Flag.preventionShift) |
        (ticket.isMarket ? Flag.market : 0) |
        (ticket.postOnly ? Flag.postOnly : 0) |
        (isIceberg ? Flag.iceberg : 0) |
        (isIceberg || ticket.stopTicks > 0 || ticket.expiresAt > 0 ? Flag.rare : 0),
    );
  }

  /** New terms of an order that stands nowhere. */
  retell(slot: number, priceTicks: number, leavesLots: number): void {
    const { pool } = this.tables;
    pool.setQuantity(slot, pool.quantityOf(slot) - pool.leavesOf(slot) + leavesLots);
    pool.setLeaves(slot, leavesLots);
    pool.setPrice(slot, priceTicks);
  }

  /** Another limit for an order that stands outside the book; it keeps its turn, and its cover follows. */
  reprice(slot: number, market: Market, priceTicks: number): void {
    const { pool } = this.tables;
    const leaves = pool.leavesOf(slot);
    this.cover(slot, market, 0 - leaves);
    pool.setPrice(slot, priceTicks);
    this.cover(slot, market, leaves);
  }

  /** Puts the order at the back of its price level. */
  rest(slot: number, market: Market): void {
    const { pool } = this.tables;
    const leaves = pool.leavesOf(slot);
    const flags = pool.flagsOf(slot);
    if ((flags & Flag.iceberg) !== 0) this.show(slot, leaves);
    this.cover(slot, market, leaves);
    market.book.add(slot);
    this.tables.touchLevel(market, pool.sideOf(slot), pool.priceOf(slot));
    if ((flags & Flag.open) === 0) this.enlist(slot);
  }

  /** An iceberg shows its peak of so many lots, and hides the others. */
  show(slot: number, lots: number): void {
    const { pool } = this.tables;
    const shown = Math.min(pool.peakLots[slot] as number, lots);
    pool.setShown(slot, shown);
    pool.hiddenLots[slot] = lots - shown;
  }

  /** The order stays, though not in the book: covered, and found by its number. */
  keep(slot: number, market: Market): void {
    const { pool } = this.tables;
    this.cover(slot, market, pool.leavesOf(slot));
    if ((pool.flagsOf(slot) & Flag.open) === 0) this.enlist(slot);
  }

  /**
   * I11: reserves the worst case of so many lots: cash at the limit for a buy, the rights for a sell. Below zero: so many
   * of the leaves will not trade any more, and their cover is free.
   */
  private cover(slot: number, market: Market, lots: number): void {
    const { tables } = this;
    const { pool, accounts } = tables;
    const side = pool.sideOf(slot);
    if (tables.ample) {
      market.openLots[side] = (market.openLots[side] as number) + lots;
      return;
    }
    const row = pool.rowOf(slot);
    const { cells } = accounts;
    const open = (row << Cell.shift) | Cell.openBuy;
    const fund = (side === BUY ? accounts.cashRowOfRow(row) : row) << Cell.shift;
    const amount = side === BUY ? pool.priceOf(slot) * market.centsPerTickLot * lots : lots;
    const available = (cells[fund | Cell.available] as number) - amount;
    const reserved = (cells[fund | Cell.reserved] as number) + amount;
    assert(available >= 0 && reserved >= 0, 'I3: what is reserved was free, what is released was reserved');
    cells[fund | Cell.available] = available;
    cells[fund | Cell.reserved] = reserved;
    if (side === BUY) cells[open] = (cells[open] as number) + lots;
    tables.touchAccount(accounts.accountOfRow(row));
  }

  /** From now on the order can be found by its number, and counts as open. */
  private enlist(slot: number): void {
    const { pool, accounts } = this.tables;
    const { words } = pool;
    const word = slot << Word.shift;
    words[word | Word.flags] = (words[word | Word.flags] as number) | Flag.open;
    const cashRow = accounts.cashRowOfRow(words[word | Word.row] as number);
    const orders = (cashRow << Cell.shift) | Cell.openOrders;
    accounts.cells[orders] = (accounts.cells[orders] as number) + 1;
    const number = pool.numberOf(slot);
    pool.index.set(number, slot);
    if (((words[word | Word.flags] as number) & Flag.rare) === 0) return;
    const expiresAt = pool.expiresAt[slot] as number;
    if (expiresAt > 0) this.tables.expiries.push(slot, expiresAt, number);
  }

  /** The order is over: nothing is left of it, and its slot is free. Whoever must know has been told. */
  end(slot: number, market: Market): void {
    const { pool, accounts } = this.tables;
    const word = slot << Word.shift;
    const flags = pool.words[word | Word.flags] as number;
    assert(pool.leavesOf(slot) === 0, 'I7: an order that is over has no leaves');
    if ((flags & Flag.open) !== 0) {
      const cashRow = accounts.cashRowOfRow(pool.words[word | Word.row] as number);
      const orders = (cashRow << Cell.shift) | Cell.openOrders;
      const count = (accounts.cells[orders] as number) - 1;
      assert(count >= 0, 'the count of open orders is not below zero');
      accounts.cells[orders] = count;
      pool.index.delete(pool.numberOf(slot));
    }
    if ((flags & (Flag.rare | Flag.aside)) !== 0) this.endSpecial(slot, market);
    pool.words[word | Word.flags] = 0;
    pool.giveBack(slot);
  }

  /** Columns that are 0 for most orders are 0 again. */
  private endSpecial(slot: number, market: Market): void {
    const { pool, expiries } = this.tables;
    if ((pool.flagsOf(slot) & Flag.iceberg) !== 0) market.icebergCount -= 1;
    if (expiries.has(slot)) expiries.remove(slot);
    pool.peakLots[slot] = 0;
    pool.stopTicks[slot] = 0;
    pool.expiresAt[slot] = 0;
  }

  /** Off the book or out of the queue of stops; its cover stays. */
  private takeOff(slot: number, market: Market): void {
    const { pool } = this.tables;
    const flags = pool.flagsOf(slot);
    const side = pool.sideOf(slot);
    if ((flags & (Flag.aside | Flag.waiting)) === 0) {
      market.book.remove(slot, pool.shownOf(slot));
      this.tables.touchLevel(market, side, pool.priceOf(slot));
    } else if ((flags & Flag.waiting) !== 0) {
      stopsOf(market, side).remove(slot);
      pool.setFlags(slot, flags & ~(Flag.waiting | Flag.reached));
    }
  }

  /** An open order stands nowhere again and holds nothing back: to meet the book, or to be put elsewhere. */
  withdraw(slot: number, market: Market): void {
    const { pool } = this.tables;
    const leaves = pool.leavesOf(slot);
    this.takeOff(slot, market);
    this.cover(slot, market, 0 - leaves);
    pool.setLeaves(slot, leaves);
  }

  /** An open order ends before it is filled. */
  cancel(slot: number, market: Market, cause: ReasonCode): void {
    this.withdraw(slot, market);
    this.tables.pool.setLeaves(slot, 0);
    this.tables.reportOrder(slot, cause);
    this.end(slot, market);
  }

  /** Takes lots off an open order that keeps its place; of an iceberg the hidden part goes first. */
  shrink(slot: number, market: Market, lots: number): void {
    const { pool } = this.tables;
    const hidden = pool.hiddenLots[slot] as number;
    const shown = pool.shownOf(slot) - Math.max(0, lots - hidden);
    assert(shown > 0, 'I7: an order that keeps its place has leaves');
    this.cover(slot, market, 0 - lots);
    pool.hiddenLots[slot] = Math.max(0, hidden - lots);
    pool.setShown(slot, shown);
    if (lots <= hidden || (pool.flagsOf(slot) & Flag.waiting) !== 0) return;
    market.book.reduce(slot, lots - hidden);
    this.tables.touchLevel(market, pool.sideOf(slot), pool.priceOf(slot));
  }
}

/** Where stop orders of this side wait for their price. */
export const stopsOf = (market: Market, side: SideCode) =>
  side === BUY ? market.buyStops : market.sellStops;
