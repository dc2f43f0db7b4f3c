import { assert } from '../../../kernel/errors';
import type { SideCode } from '../book/order-book';
import type { OrderPool } from '../book/order-pool';
import { MAX_COUNT } from '../limits';
import type { AccountTable } from './account-table';
import type { Market } from './market';
import type { Matcher } from './matcher';
import { hasConditions, type OrderTicket } from './order-ticket';
import type { PlainFills } from './plain-fills';
import type { VenueTables } from './venue-tables';

// Numbers of order-pool.ts, account-table.ts and order-ticket.ts, written into the code (see order-life.ts).
const enum Word {
  shift = 3,
  row = 6,
  flags = 7,
}
const enum Amount {
  shift = 2,
  leaves = 0,
  cumulative = 1,
  unit = 2,
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
  open = 128,
  /** waiting, iceberg, aside, rare */
  special = 256 | 512 | 1024 | 2048,
}
const enum Lifetime {
  rest = 0,
  ioc = 1,
}

/** Answers of `PlainOrders.place`. */
export const LEFT_ALONE = 0;
export const RESTED = 1;
export const MET = 2;

/**
 * Nearly all commands place a plain limit order or cancel one. They go this way: the same checks, the same changes and
 * the same events as the general way (`judgeAdmission`, `OrderLife`), in one piece, because calling the parts costs more
 * than what they do. What it does not know it leaves alone. An engine made without shortcuts takes the general way
 * only; tests compare the two.
 */
export class PlainOrders {
  private readonly pool: OrderPool;
  private readonly accounts: AccountTable;

  constructor(
    private readonly tables: VenueTables,
    private readonly matcher: Matcher,
    private readonly fills: PlainFills,
  ) {
    this.pool = tables.pool;
    this.accounts = tables.accounts;
  }

  /** @returns LEFT_ALONE: not such an order, or not admissible, and nothing has changed; RESTED: all is told; MET: it met the book */
  place(ticket: OrderTicket, market: Market): number {
    const { tables, pool, accounts } = this;
    const { side, priceTicks, quantityLots: lots, timeInForce } = ticket;
    // a truth value is compared, here and below: the compiler would ask for zeros and empty texts, too
    if (
      market.takesPlainOrders !== true ||
      accounts.hasOwnLimits === true ||
      ticket.isMarket === true ||
      timeInForce > Lifetime.ioc ||
      hasConditions(ticket) ||
      ticket.limitLots !== Number.POSITIVE_INFINITY
    )
      return LEFT_ALONE;
    const { centsPerTickLot } = market;
    if (
      lots <= 0 ||
      !Number.isInteger(lots) ||
      !Number.isInteger(priceTicks) ||
      priceTicks < market.bandLowTicks ||
      priceTicks > market.bandHighTicks ||
      priceTicks * lots * centsPerTickLot > MAX_COUNT
    )
      return LEFT_ALONE;
    const { book } = market;
    if (
      book.levelCount >= tables.limits.levelsPerBook ||
      (pool.highest >= pool.maximum && pool.isFull === true)
    )
      return LEFT_ALONE;
    const { cells } = accounts;
    const row = ticket.position !== 0 ? ticket.position : accounts.rowOf(ticket.account, market.handle);
    const cashRow = accounts.cashRowOfRow[row] as number;
    // cents of a lot and the cash row for a buy; 1 and the position for a sell; without asking, which nobody can foresee
    const unit = 1 + (priceTicks * centsPerTickLot - 1) * (1 - side);
    const fund = (row + ((cashRow - row) & (side - 1))) << Cell.shift;
    const amount = unit * lots;
    const available = (cells[fund | Cell.available] as number) - amount;
    const { openLots } = market;
    const sideLots = (openLots[side] as number) + lots;
    const orders = (cashRow << Cell.shift) | Cell.openOrders;
    const openOrders = cells[orders] as number;
    if (
      row === 0 ||
      sideLots > MAX_COUNT ||
      available < 0 ||
      openOrders >= tables.limits.openOrdersPerParticipant
    )
      return LEFT_ALONE;

    const slot = pool.take();
    const { words, amounts } = pool;
    const word = slot << Word.shift;
    const quantities = slot << Amount.shift;
    pool.side[slot] = side;
    pool.priceTicks[slot] = priceTicks;
    pool.quantityLots[slot] = lots;
    amounts[quantities | Amount.leaves] = lots;
    amounts[quantities | Amount.cumulative] = 0;
    amounts[quantities | Amount.unit] = unit;
    words[word | Word.row] = row;
    const flags = timeInForce | (ticket.prevention << Flag.preventionShift);
    // as crossesAt
    const reached = book.best((1 - side) as SideCode);
    if (
      timeInForce !== Lifetime.rest ||
      (reached !== 0 && ((priceTicks - reached) ^ (0 - side)) + side >= 0)
    ) {
      words[word | Word.flags] = flags;
      pool.orderNumber[slot] = ticket.orderNumber;
      if (market.watchesHolders === true) this.matcher.execute(slot, market);
      else this.fills.meet(slot, market);
      return MET;
    }
    words[word | Word.flags] = flags | Flag.open;
    const open = (row << Cell.shift) | (Cell.openBuy + side);
    cells[open] = (cells[open] as number) + lots;
    cells[fund | Cell.available] = available;
    cells[fund | Cell.reserved] = (cells[fund | Cell.reserved] as number) + amount;
    openLots[side] = sideLots;
    cells[orders] = openOrders + 1;
    pool.displayedLots[slot] = lots;
    pool.index.set(ticket.orderNumber, slot);
    book.add(slot);
    this.tell(slot, null, market, side, priceTicks, ticket.account);
    return RESTED;
  }

  /** @returns false: not such an order; nothing has changed */
  cancel(slot: number, account: number, market: Market): boolean {
    const { pool, accounts } = this;
    const { words, amounts } = pool;
    const word = slot << Word.shift;
    if (market.matches !== true || ((words[word | Word.flags] as number) & Flag.special) !== 0) return false;
    const side = pool.side[slot] as SideCode;
    const row = words[word | Word.row] as number;
    const at = slot << Amount.shift;
    const lots = amounts[at | Amount.leaves] as number;
    const amount = (amounts[at | Amount.unit] as number) * lots;
    market.book.remove(slot);
    amounts[at | Amount.leaves] = 0;

    const { cells } = accounts;
    const cashRow = accounts.cashRowOfRow[row] as number;
    const fund = (row + ((cashRow - row) & (side - 1))) << Cell.shift;
    const open = (row << Cell.shift) | (Cell.openBuy + side);
    const reserved = (cells[fund | Cell.reserved] as number) - amount;
    const orders = (cashRow << Cell.shift) | Cell.openOrders;
    const openOrders = (cells[orders] as number) - 1;
    assert(reserved >= 0 && openOrders >= 0, 'I3: what is released was reserved');
    cells[open] = (cells[open] as number) - lots;
    cells[fund | Cell.reserved] = reserved;
    cells[fund | Cell.available] = (cells[fund | Cell.available] as number) + amount;
    market.openLots[side] = (market.openLots[side] as number) - lots;
    cells[orders] = openOrders;
    this.tell(slot, 'order.cancelled-by-owner', market, side, pool.priceTicks[slot] as number, account);
    pool.index.release(slot);
    words[word | Word.flags] = 0;
    pool.giveBack(slot);
    return true;
  }

  /** The events of such a command: the order, its level, its account. */
  private tell(
    slot: number,
    cause: 'order.cancelled-by-owner' | null,
    { handle, book }: Market,
    side: SideCode,
    priceTicks: number,
    account: number,
  ): void {
    const { tables } = this;
    const { sink } = tables;
    const sequence = tables.eventSequence;
    tables.eventSequence = sequence + 3;
    sink.order(sequence + 1, slot, cause);
    sink.level(
      sequence + 2,
      handle,
      side,
      priceTicks,
      book.lotsAt(side, priceTicks),
      book.ordersAt(side, priceTicks),
    );
    sink.account(sequence + 3, account);
  }
}
