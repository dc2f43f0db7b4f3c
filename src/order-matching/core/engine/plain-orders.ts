import { breach } from '../book/breach';
import type { SideCode } from '../book/order-book';
import type { OrderPool } from '../book/order-pool';
import type { AccountTable } from './account-table';
import type { Market } from './market';
import type { Matcher } from './matcher';
import type { PlainFills } from './plain-fills';
import type { VenueTables } from './venue-tables';

// Numbers of order-pool.ts, account-table.ts and order-ticket.ts, written into the code (see order-life.ts).
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
/** The same row in words. */
const enum RowWord {
  shift = 4,
  cashRow = 14,
  account = 15,
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
/** Of limits.ts. */
const enum Most {
  count = 9_007_199_254_740_991,
}
/** What `PlainOrders.limit` answers. */
const enum Answer {
  leftAlone = 0,
  rested = 1,
  met = 2,
}

/**
 * Nearly all commands place a plain limit order or cancel one. They go this way: the same checks, the same changes and
 * the same events as the general way (`judgeAdmission`, `OrderLife`), in one piece, because calling the parts costs more
 * than what they do. What it does not know it leaves alone. An engine made without shortcuts takes the general way
 * only; tests compare the two.
 */
export class PlainOrders {
  private readonly pool: OrderPool;
  private readonly accounts: AccountTable;
  private readonly mostOpenOrders: number;
  private readonly mostLevels: number;

  constructor(
    private readonly tables: VenueTables,
    private readonly matcher: Matcher,
    private readonly fills: PlainFills,
  ) {
    this.pool = tables.pool;
    this.accounts = tables.accounts;
    this.mostOpenOrders = tables.limits.openOrdersPerParticipant;
    this.mostLevels = tables.limits.levelsPerBook;
  }

  /**
   * @param row position of the participant in the instrument, 0 when there is none
   * @returns 0: not such an order, or not admissible, and nothing has changed; 1: it rests, all is told; 2: it met the book
   */
  limit(
    market: Market,
    row: number,
    orderNumber: number,
    side: SideCode,
    priceTicks: number,
    lots: number,
    timeInForce: number,
    prevention: number,
  ): number {
    const { tables, pool, accounts } = this;
    const { centsPerTickLot, book, openLots } = market;
    // a truth value is compared, here and below: the compiler would ask for zeros and empty texts, too
    if (
      market.takesPlainOrders !== true ||
      accounts.hasOwnLimits === true ||
      timeInForce > Lifetime.ioc ||
      lots <= 0 ||
      !Number.isInteger(lots) ||
      (priceTicks | 0) !== priceTicks ||
      priceTicks < market.bandLowTicks ||
      priceTicks > market.bandHighTicks ||
      priceTicks * lots * centsPerTickLot > Most.count
    )
      return Answer.leftAlone;
    const { cells } = accounts;
    const cashRow = accounts.words[(row << RowWord.shift) | RowWord.cashRow] as number;
    // cents of a lot and the cash row for a buy; 1 and the position for a sell; without asking, which nobody can foresee
    const unit = 1 + (priceTicks * centsPerTickLot - 1) * (1 - side);
    const fund = (row + ((cashRow - row) & (side - 1))) << Cell.shift;
    const amount = unit * lots;
    const available = (cells[fund | Cell.available] as number) - amount;
    const sideLots = (openLots[side] as number) + lots;
    const orders = (cashRow << Cell.shift) | Cell.openOrders;
    const openOrders = cells[orders] as number;
    if (
      row === 0 ||
      sideLots > Most.count ||
      available < 0 ||
      openOrders >= this.mostOpenOrders ||
      book.levelCount >= this.mostLevels ||
      (pool.highest >= pool.maximum && pool.isFull === true)
    )
      return Answer.leftAlone;

    const slot = pool.take();
    const { words, amounts } = pool;
    const word = slot << Word.shift;
    const at = slot << Amount.shift;
    words[word | Word.price] = priceTicks;
    words[word | Word.row] = row;
    words[word | Word.side] = side;
    amounts[at | Amount.shown] = lots;
    amounts[at | Amount.quantity] = lots;
    amounts[at | Amount.cumulative] = 0;
    const flags = timeInForce | (prevention << Flag.preventionShift);
    // as crossesAt
    const reached = book.best((1 - side) as SideCode);
    if (
      timeInForce !== Lifetime.rest ||
      (reached !== 0 && ((priceTicks - reached) ^ (0 - side)) + side >= 0)
    ) {
      words[word | Word.flags] = flags;
      amounts[at | Amount.number] = orderNumber;
      if (market.watchesHolders === true) this.matcher.execute(slot, market);
      else this.fills.meet(slot, market);
      return Answer.met;
    }
    words[word | Word.flags] = flags | Flag.open;
    const open = (row << Cell.shift) | Cell.openBuy;
    cells[open] = (cells[open] as number) + lots * (1 - side);
    cells[fund | Cell.available] = available;
    cells[fund | Cell.reserved] = (cells[fund | Cell.reserved] as number) + amount;
    openLots[side] = sideLots;
    cells[orders] = openOrders + 1;
    pool.index.set(orderNumber, slot);
    book.add(slot);
    const sequence = tables.eventSequence + 1;
    tables.eventSequence = sequence;
    tables.sink.order(sequence, slot, null);
    if (tables.pictures === true) this.picture(market, side, priceTicks, row);
    return Answer.rested;
  }

  /** @returns false: not such an order; nothing has changed */
  cancel(slot: number, market: Market): boolean {
    const { tables, pool, accounts } = this;
    const { words, amounts } = pool;
    const word = slot << Word.shift;
    const at = slot << Amount.shift;
    if (market.matches !== true || ((words[word | Word.flags] as number) & Flag.special) !== 0) return false;
    const side = words[word | Word.side] as SideCode;
    const priceTicks = words[word | Word.price] as number;
    const row = words[word | Word.row] as number;
    const lots = amounts[at | Amount.shown] as number;
    market.book.remove(slot, lots);
    amounts[at | Amount.shown] = 0;

    const { cells } = accounts;
    const { openLots } = market;
    const cashRow = accounts.words[(row << RowWord.shift) | RowWord.cashRow] as number;
    const amount = (1 + (priceTicks * market.centsPerTickLot - 1) * (1 - side)) * lots;
    const fund = (row + ((cashRow - row) & (side - 1))) << Cell.shift;
    const open = (row << Cell.shift) | Cell.openBuy;
    const reserved = (cells[fund | Cell.reserved] as number) - amount;
    const orders = (cashRow << Cell.shift) | Cell.openOrders;
    const openOrders = (cells[orders] as number) - 1;
    if (reserved < 0 || openOrders < 0) breach('I3: what is released was reserved');
    cells[open] = (cells[open] as number) - lots * (1 - side);
    cells[fund | Cell.reserved] = reserved;
    cells[fund | Cell.available] = (cells[fund | Cell.available] as number) + amount;
    openLots[side] = (openLots[side] as number) - lots;
    cells[orders] = openOrders;
    const sequence = tables.eventSequence + 1;
    tables.eventSequence = sequence;
    tables.sink.order(sequence, slot, 'order.cancelled-by-owner');
    if (tables.pictures === true) this.picture(market, side, priceTicks, row);
    pool.index.release(slot);
    words[word | Word.flags] = 0;
    pool.giveBack(slot);
    return true;
  }

  /** The level and the account after such a command. */
  private picture({ handle, book }: Market, side: SideCode, priceTicks: number, row: number): void {
    const { tables } = this;
    const { sink } = tables;
    const sequence = tables.eventSequence;
    tables.eventSequence = sequence + 2;
    sink.level(
      sequence + 1,
      handle,
      side,
      priceTicks,
      book.lotsAt(side, priceTicks),
      book.ordersAt(side, priceTicks),
    );
    sink.account(sequence + 2, this.accounts.accountOfRow(row));
  }
}
