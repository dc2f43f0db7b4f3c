import { breach } from '../book/breach';
import { BUY, opposite, type SideCode } from '../book/order-book';
import type { ReasonCode } from '../reasons';
import type { Market } from './market';
import type { Matcher } from './matcher';
import type { OrderLife } from './order-life';
import type { VenueTables } from './venue-tables';

// Numbers of order-pool.ts and account-table.ts, written into the code (see order-life.ts).
const enum Word {
  shift = 4,
  price = 4,
  row = 5,
  flags = 6,
}
const enum Amount {
  shift = 3,
  shown = 4,
  cumulative = 7,
}
const enum Cell {
  shift = 3,
  available = 0,
  reserved = 1,
  unsettledIn = 2,
  unsettledOut = 3,
  /** of a cash row */
  openOrders = 4,
  /** of a position: the side is added */
  bought = 4,
  openBuy = 6,
}
/** The same row in words. */
const enum RowWord {
  shift = 4,
  cashRow = 14,
}
const enum Flag {
  /** iceberg or rare: something has to be done at its fills that plain orders do not need */
  special = 512 | 2048,
  timeInForce = 7,
}

/** Of venue-sink.ts. */
const enum Model {
  continuous = 0,
}
/** Of limits.ts. */
const enum Most {
  count = 9_007_199_254_740_991,
}

/**
 * A plain order meets plain orders of others: nearly all trades are of this kind. The same changes and the same events
 * as the general way (`Matcher`, `TradeBooking`, `OrderLife`), in one loop, because calling the parts for each trade
 * costs more than what they do. What the aggressor gives and gets is added up and booked once. At anything else (an own
 * order, an iceberg, a halt, a rest that stays) it books what it has, and the matcher goes on from there.
 */
export class PlainFills {
  constructor(
    private readonly tables: VenueTables,
    private readonly life: OrderLife,
    private readonly matcher: Matcher,
  ) {}

  /** The order stands nowhere and is not listed as open; no balance is ample and no holder is watched in this market. */
  meet(slot: number, market: Market): void {
    const { tables } = this;
    const { pool, accounts, sink, unsettled, day } = tables;
    const { book, handle, centsPerTickLot } = market;
    // nothing of this is replaced while an order meets the book
    const { words, amounts } = pool;
    const { cells, words: rowWords } = accounts;
    const pictures = tables.pictures;
    const side = pool.sideOf(slot);
    const other = (1 - side) as SideCode;
    const limit = pool.priceOf(slot);
    const row = words[(slot << Word.shift) | Word.row] as number;
    const own = slot << Amount.shift;
    const wanted = amounts[own | Amount.shown] as number;
    const filledBefore = amounts[own | Amount.cumulative] as number;
    const low = market.dynamicLowTicks;
    const high = market.dynamicHighTicks;
    let eventSequence = tables.eventSequence;
    let tradeSequence = tables.tradeSequence;
    let left = wanted;
    let tickLots = 0;
    let firstTicks = 0;
    let priceTicks = 0;
    let isOver = false;
    while (left > 0) {
      const resting = book.front(other);
      const price = words[(resting << Word.shift) | Word.price] as number;
      const restingRow = words[(resting << Word.shift) | Word.row] as number;
      const flags = words[(resting << Word.shift) | Word.flags] as number;
      // as crossesAt: the sides cannot be foreseen, so nothing is asked
      if (resting === 0 || ((limit - price) ^ (0 - side)) + side < 0) {
        isOver = true;
        break;
      }
      if (restingRow === row || (flags & Flag.special) !== 0 || price < low || price > high) break;

      const at = resting << Amount.shift;
      const leaves = amounts[at | Amount.shown] as number;
      const lots = leaves < left ? leaves : left;
      if (lots <= 0) breach('I7: a fill has lots and is not larger than the leaves');
      if (pictures === true) this.touch(market, side, row, restingRow, price, priceTicks);
      if (priceTicks === 0) firstTicks = price;
      priceTicks = price;

      left -= lots;
      amounts[own | Amount.shown] = left;
      amounts[own | Amount.cumulative] = filledBefore + (wanted - left);
      amounts[at | Amount.shown] = leaves - lots;
      amounts[at | Amount.cumulative] = (amounts[at | Amount.cumulative] as number) + lots;

      // a resting buy gives cash and gets lots, a resting sell the other way round
      const traded = price * lots;
      tickLots += traded;
      const amount = traded * centsPerTickLot;
      const given = lots + (amount - lots) * side;
      const gotten = lots + amount - given;
      const cashRow = rowWords[(restingRow << RowWord.shift) | RowWord.cashRow] as number;
      const swap = (restingRow ^ cashRow) & (0 - side);
      const fund = (restingRow ^ swap) << Cell.shift;
      const gain = (cashRow ^ swap) << Cell.shift;
      const position = restingRow << Cell.shift;
      // its limit is the price: all that it promised is given
      const reserved = (cells[fund | Cell.reserved] as number) - given;
      if (reserved < 0) breach('I3: what changes hands was there');
      cells[fund | Cell.reserved] = reserved;
      cells[fund | Cell.unsettledOut] = (cells[fund | Cell.unsettledOut] as number) + given;
      cells[gain | Cell.unsettledIn] = (cells[gain | Cell.unsettledIn] as number) + gotten;
      const everTraded = position | (Cell.bought + other);
      const open = position | Cell.openBuy;
      // as TradeBooking: what was ever traded may be more than can be counted
      cells[everTraded] = Math.min((cells[everTraded] as number) + lots, Most.count);
      cells[open] = (cells[open] as number) - lots * side;

      tradeSequence += 1;
      const turn = (row ^ restingRow) & (0 - side);
      unsettled.add(tradeSequence, row ^ turn, restingRow ^ turn, price, lots, day);
      const slotTurn = (slot ^ resting) & (0 - side);
      sink.trade(
        eventSequence + 1,
        tradeSequence,
        handle,
        Model.continuous,
        price,
        lots,
        slot ^ slotTurn,
        resting ^ slotTurn,
        side,
      );
      eventSequence += 2;
      if (lots < leaves) {
        book.reduce(resting, lots);
        sink.order(eventSequence, resting, null);
        break;
      }
      book.remove(resting, lots);
      sink.order(eventSequence, resting, null);
      const orders = (cashRow << Cell.shift) | Cell.openOrders;
      const count = (cells[orders] as number) - 1;
      if (count < 0) breach('the count of open orders is not below zero');
      cells[orders] = count;
      pool.index.release(resting);
      words[(resting << Word.shift) | Word.flags] = 0;
      pool.giveBack(resting);
    }
    tables.eventSequence = eventSequence;
    tables.tradeSequence = tradeSequence;
    if (priceTicks !== 0) this.book(market, side, row, wanted - left, tickLots, firstTicks, priceTicks);
    if (left === 0) this.end(slot, market, null);
    else if (!isOver) this.matcher.execute(slot, market);
    else if ((pool.flagsOf(slot) & Flag.timeInForce) === 0) this.rest(slot, market);
    else {
      pool.setLeaves(slot, 0);
      this.end(slot, market, 'order.remainder-cancelled');
    }
  }

  /** The level and the accounts that a trade touches; of the first one the buyer is told first. */
  private touch(
    market: Market,
    side: SideCode,
    row: number,
    restingRow: number,
    price: number,
    priceBefore: number,
  ): void {
    const { tables } = this;
    const { accounts } = tables;
    const account = accounts.accountOfRow(row);
    const resting = accounts.accountOfRow(restingRow);
    if (priceBefore === 0) tables.touchAccount(side === BUY ? account : resting);
    tables.touchAccount(resting);
    tables.touchAccount(account);
    if (price !== priceBefore) tables.touchLevel(market, opposite(side), price);
  }

  /** What the trades of an aggressor add up to: its own side of the accounts, and the market's sums. */
  private book(
    market: Market,
    side: SideCode,
    row: number,
    lots: number,
    tickLots: number,
    firstTicks: number,
    lastTicks: number,
  ): void {
    const { accounts } = this.tables;
    const { cells } = accounts;
    const best = firstTicks < lastTicks ? firstTicks : lastTicks;
    if (best < market.bandLowTicks || firstTicks + lastTicks - best > market.bandHighTicks)
      breach('I15: a trade is inside the band');
    const amount = tickLots * market.centsPerTickLot;
    const given = lots + (amount - lots) * (1 - side);
    const cashRow = accounts.cashRowOfRow(row);
    const swap = (row ^ cashRow) & (side - 1);
    const fund = (row ^ swap) << Cell.shift;
    const gain = (cashRow ^ swap) << Cell.shift;
    const available = (cells[fund | Cell.available] as number) - given;
    if (available < 0) breach('I3: what changes hands was there');
    cells[fund | Cell.available] = available;
    cells[fund | Cell.unsettledOut] = (cells[fund | Cell.unsettledOut] as number) + given;
    cells[gain | Cell.unsettledIn] = (cells[gain | Cell.unsettledIn] as number) + (lots + amount - given);
    const everTraded = (row << Cell.shift) | (Cell.bought + side);
    cells[everTraded] = Math.min((cells[everTraded] as number) + lots, Most.count);
    market.openLots[1 - side] = (market.openLots[1 - side] as number) - lots;
    market.recordTrades(firstTicks, lastTicks, lots, tickLots);
  }

  /** What nothing crosses any more stays in the book, at a level for which admission saw room. */
  private rest(slot: number, market: Market): void {
    this.life.rest(slot, market);
    this.tables.reportOrder(slot, null);
    this.matcher.afterMeeting(market);
  }

  private end(slot: number, market: Market, cause: ReasonCode | null): void {
    const { tables } = this;
    tables.reportOrder(slot, cause);
    tables.pool.setFlags(slot, 0);
    tables.pool.giveBack(slot);
    this.matcher.afterMeeting(market);
  }
}
