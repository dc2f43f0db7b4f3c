import { breach } from '../book/breach';
import type { FastBook } from '../book/fast-book';
import type { SideCode } from '../book/order-book';
import type { OrderPool } from '../book/order-pool';
import type { SlotIndex } from '../book/slot-index';
import type { AccountTable } from './account-table';
import type { Market } from './market';
import type { Matcher } from './matcher';
import type { VenueTables } from './venue-tables';

// Numbers of order-pool.ts, slot-index.ts, level-index.ts, account-table.ts, unsettled-trades.ts and order-ticket.ts,
// written into the code (see order-life.ts).
const enum Word {
  shift = 4,
  next = 0,
  previous = 1,
  level = 2,
  older = 3,
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
const enum Level {
  shift = 3,
  oldest = 0,
  newest = 1,
  orders = 2,
  bestLevels = 8,
  bestPrices = 10,
}
/** What shifts a slot, turned below zero, to the scrap word of a queue; and none to 0. */
const enum Scrap {
  shift = 30,
}
/** Of the displayed lots of levels. */
const enum Lots {
  shift = 2,
  shown = 2,
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
/** Of a page of unsettled trades. */
const enum Trade {
  words = 6,
  buyRow = 0,
  sellRow = 1,
  priceTicks = 2,
  day = 3,
  amounts = 3,
  lots = 2,
  places = 1_024,
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
/** Of venue-sink.ts. */
const enum Model {
  continuous = 0,
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
 * Nearly all commands place a plain limit order that rests or meets plain orders of others, or cancel one. They go this
 * way: the same checks, the same changes and the same events as the general way (`judgeAdmission`, `OrderLife`,
 * `Matcher`, `TradeBooking`, `FastBook`), in one piece, because calling the parts costs more than what they do. What it
 * does not know it leaves alone, or leaves to the matcher from there on. An engine made without shortcuts takes the
 * general way only; tests compare the two.
 */
export class PlainOrders {
  private readonly pool: OrderPool;
  private readonly index: SlotIndex;
  private readonly accounts: AccountTable;
  private readonly mostOpenOrders: number;
  private readonly mostLevels: number;

  constructor(
    private readonly tables: VenueTables,
    private readonly matcher: Matcher,
  ) {
    this.pool = tables.pool;
    this.index = tables.pool.index;
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
    const { plainBook: book, centsPerTickLot } = market;
    // a truth value is compared, here and below: the compiler would ask for zeros and empty texts, too
    if (
      book === null ||
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
    const orders = (cashRow << Cell.shift) | Cell.openOrders;
    if (
      row === 0 ||
      (cells[fund] as number) < unit * lots ||
      (cells[orders] as number) >= this.mostOpenOrders ||
      book.levelCount >= this.mostLevels ||
      (pool.highest >= pool.maximum && pool.isFull === true)
    )
      return Answer.leftAlone;

    if (pool.firstFree === 0) pool.addSlot();
    const { words, amounts } = pool;
    const slot = pool.firstFree;
    const word = slot << Word.shift;
    const at = slot << Amount.shift;
    pool.firstFree = words[word] as number;
    words[word | Word.price] = priceTicks;
    words[word | Word.row] = row;
    words[word | Word.flags] = timeInForce | (prevention << Flag.preventionShift) | Flag.open;
    words[word | Word.side] = side;
    amounts[at | Amount.shown] = lots;
    amounts[at | Amount.quantity] = lots;
    amounts[at | Amount.number] = orderNumber;
    amounts[at | Amount.cumulative] = 0;
    let answer: number = Answer.rested;
    // as crossesAt
    const reached = book.words[Level.bestPrices | (1 - side)] as number;
    if (
      timeInForce !== Lifetime.rest ||
      (reached !== 0 && ((priceTicks - reached) ^ (0 - side)) + side >= 0)
    ) {
      words[word | Word.flags] = timeInForce | (prevention << Flag.preventionShift);
      if (market.watchesHolders === true) {
        this.matcher.execute(slot, market);
        return Answer.met;
      }
      if (this.meet(market, book, slot, row, side, priceTicks, timeInForce) === false) return Answer.met;
      words[word | Word.flags] = (prevention << Flag.preventionShift) | Flag.open;
      answer = Answer.met;
    }
    // what nothing crosses stays in the book, at a level for which there was room
    const left = amounts[at | Amount.shown] as number;
    const amount = unit * left;
    const open = (row << Cell.shift) | Cell.openBuy;
    cells[fund] = (cells[fund] as number) - amount;
    cells[fund | Cell.reserved] = (cells[fund | Cell.reserved] as number) + amount;
    cells[open] = (cells[open] as number) + left * (1 - side);
    cells[orders] = (cells[orders] as number) + 1;

    const { index } = this;
    if (index.scattered === true) index.set(orderNumber, slot);
    else {
      const { ring } = index;
      const place = orderNumber & index.mask;
      words[word | Word.older] = ring[place] as number;
      ring[place] = slot;
    }

    const { words: queues } = book;
    const level = book.levelAt(side, priceTicks);
    const queue = level << Level.shift;
    const last = queues[queue | Level.newest] as number;
    if (last === 0) book.addFirst(slot);
    else {
      const { lots: shown } = book;
      const sum = (level << Lots.shift) | Lots.shown;
      words[word] = 0;
      words[word | Word.previous] = last;
      words[word | Word.level] = level;
      words[last << Word.shift] = slot;
      queues[queue | Level.newest] = slot;
      queues[queue | Level.orders] = (queues[queue | Level.orders] as number) + 1;
      shown[sum] = (shown[sum] as number) + left;
    }
    const sequence = tables.eventSequence + 1;
    tables.eventSequence = sequence;
    tables.sink.order(sequence, slot, null);
    if (tables.pictures === true) this.picture(market, side, priceTicks, row, answer);
    return answer;
  }

  /**
   * The order, which stands nowhere, trades. What it gives and gets is added up and booked once. At anything that is not
   * plain (an own order, an iceberg, a halt) it books what it has, and the matcher goes on from there.
   * @returns whether what it still shows must rest; else it is over or in the hands of the matcher
   */
  private meet(
    market: Market,
    book: FastBook,
    slot: number,
    row: number,
    side: SideCode,
    limit: number,
    timeInForce: number,
  ): boolean {
    const { tables, pool, accounts, index } = this;
    const { sink, unsettled, pictures, day } = tables;
    const { handle, centsPerTickLot, dynamicLowTicks: low, dynamicHighTicks: high } = market;
    // nothing of this is replaced while an order meets the book
    const { words, amounts } = pool;
    const { cells, words: rowWords } = accounts;
    const { words: queues, lots: shown } = book;
    const other = (1 - side) as SideCode;
    const turned = 0 - side;
    const own = slot << Amount.shift;
    const wanted = amounts[own | Amount.shown] as number;
    let page = unsettled.newest;
    let eventSequence = tables.eventSequence;
    let tradeSequence = tables.tradeSequence;
    let left = wanted;
    let tickLots = 0;
    let firstTicks = 0;
    let priceTicks = 0;
    let isOver = false;
    while (left > 0) {
      const price = queues[Level.bestPrices | other] as number;
      // as crossesAt: the sides cannot be foreseen, so nothing is asked
      if (price === 0 || ((limit - price) ^ turned) + side < 0) {
        isOver = true;
        break;
      }
      const level = queues[Level.bestLevels | other] as number;
      const queue = level << Level.shift;
      const resting = queues[queue] as number;
      const word = resting << Word.shift;
      const at = resting << Amount.shift;
      const restingRow = words[word | Word.row] as number;
      if (
        restingRow === row ||
        ((words[word | Word.flags] as number) & Flag.special) !== 0 ||
        price < low ||
        price > high
      )
        break;

      const leaves = amounts[at | Amount.shown] as number;
      // the smaller of both; which one it is cannot be foreseen
      const more = leaves - left;
      const lots = left + (more - Math.abs(more)) * 0.5;
      if (lots <= 0) breach('I7: a fill has lots and is not larger than the leaves');
      if (pictures === true) this.touch(market, side, row, restingRow, price, priceTicks);
      if (priceTicks === 0) firstTicks = price;
      priceTicks = price;
      left -= lots;
      amounts[at | Amount.shown] = leaves - lots;
      amounts[at | Amount.cumulative] = (amounts[at | Amount.cumulative] as number) + lots;

      // a resting buy gives cash and gets lots, a resting sell the other way round
      const traded = price * lots;
      tickLots += traded;
      const amount = traded * centsPerTickLot;
      const given = lots + (amount - lots) * side;
      const cashRow = rowWords[(restingRow << RowWord.shift) | RowWord.cashRow] as number;
      const swap = (restingRow ^ cashRow) & turned;
      const fund = (restingRow ^ swap) << Cell.shift;
      const gain = (cashRow ^ swap) << Cell.shift;
      const position = restingRow << Cell.shift;
      // its limit is the price: all that it promised is given
      const reserved = (cells[fund | Cell.reserved] as number) - given;
      if (reserved < 0) breach('I3: what changes hands was there');
      cells[fund | Cell.reserved] = reserved;
      cells[fund | Cell.unsettledOut] = (cells[fund | Cell.unsettledOut] as number) + given;
      cells[gain | Cell.unsettledIn] = (cells[gain | Cell.unsettledIn] as number) + (lots + amount - given);
      const everTraded = position | (Cell.bought + other);
      // as TradeBooking: what was ever traded may be more than can be counted
      cells[everTraded] = Math.min((cells[everTraded] as number) + lots, Most.count);
      cells[position | Cell.openBuy] = (cells[position | Cell.openBuy] as number) - lots * side;

      tradeSequence += 1;
      const turn = (row ^ restingRow) & turned;
      if (tradeSequence - page.first >= Trade.places) page = unsettled.pageFor(tradeSequence);
      const { words: trades, amounts: tradedLots } = page;
      const place = (tradeSequence - page.first) | 0;
      const trade = (place * Trade.words) | 0;
      trades[trade] = row ^ turn;
      trades[trade + Trade.sellRow] = restingRow ^ turn;
      trades[trade + Trade.priceTicks] = price;
      trades[trade + Trade.day] = day;
      tradedLots[((place * Trade.amounts) | 0) + Trade.lots] = lots;
      page.count += 1;

      const sum = (level << Lots.shift) | Lots.shown;
      shown[sum] = (shown[sum] as number) - lots;
      const slotTurn = (slot ^ resting) & turned;
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
      sink.order(eventSequence, resting, null);
      // it is the oldest of its level, and goes on with less or leaves it
      if (lots < leaves) break;
      const behind = words[word] as number;
      words[word | Word.level] = 0;
      words[(behind << Word.shift) | Word.previous] = 0;
      queues[queue] = behind;
      queues[queue | Level.orders] = (queues[queue | Level.orders] as number) - 1;
      if (behind === 0) book.closeOldest(other, level);
      const orders = (cashRow << Cell.shift) | Cell.openOrders;
      const count = (cells[orders] as number) - 1;
      if (count < 0) breach('the count of open orders is not below zero');
      cells[orders] = count;
      const { ring } = index;
      const numberPlace = (amounts[at | Amount.number] as number) & index.mask;
      if (ring[numberPlace] === resting && index.scattered === false)
        ring[numberPlace] = words[word | Word.older] as number;
      else index.release(resting);
      words[word | Word.flags] = 0;
      words[word] = pool.firstFree;
      pool.firstFree = resting;
    }
    tables.eventSequence = eventSequence;
    tables.tradeSequence = tradeSequence;
    amounts[own | Amount.shown] = left;
    amounts[own | Amount.cumulative] = wanted - left;
    if (priceTicks !== 0) this.book(market, side, row, wanted - left, tickLots, firstTicks, priceTicks);
    if (left !== 0 && !isOver) {
      this.matcher.execute(slot, market);
      return false;
    }
    if (market.hasDynamicBand === true) market.centreDynamicBand();
    if (left !== 0 && timeInForce === Lifetime.rest) return true;
    amounts[own | Amount.shown] = 0;
    tables.eventSequence = eventSequence + 1;
    sink.order(eventSequence + 1, slot, left === 0 ? null : 'order.remainder-cancelled');
    words[(slot << Word.shift) | Word.flags] = 0;
    words[slot << Word.shift] = pool.firstFree;
    pool.firstFree = slot;
    return false;
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
    const { accounts } = this;
    const { cells } = accounts;
    const best = firstTicks < lastTicks ? firstTicks : lastTicks;
    if (best < market.bandLowTicks || firstTicks + lastTicks - best > market.bandHighTicks)
      breach('I15: a trade is inside the band');
    const amount = tickLots * market.centsPerTickLot;
    const given = lots + (amount - lots) * (1 - side);
    const cashRow = accounts.words[(row << RowWord.shift) | RowWord.cashRow] as number;
    const swap = (row ^ cashRow) & (side - 1);
    const fund = (row ^ swap) << Cell.shift;
    const gain = (cashRow ^ swap) << Cell.shift;
    const available = (cells[fund] as number) - given;
    if (available < 0) breach('I3: what changes hands was there');
    cells[fund] = available;
    cells[fund | Cell.unsettledOut] = (cells[fund | Cell.unsettledOut] as number) + given;
    cells[gain | Cell.unsettledIn] = (cells[gain | Cell.unsettledIn] as number) + (lots + amount - given);
    const everTraded = (row << Cell.shift) | (Cell.bought + side);
    cells[everTraded] = Math.min((cells[everTraded] as number) + lots, Most.count);
    market.recordTrades(firstTicks, lastTicks, lots, tickLots);
  }

  /** @returns false: not such an order; nothing has changed */
  cancel(slot: number, row: number, market: Market): boolean {
    const { tables, pool, accounts, index } = this;
    const { words, amounts } = pool;
    const book = market.fastBook;
    const word = slot << Word.shift;
    const at = slot << Amount.shift;
    if (
      book === null ||
      market.matches !== true ||
      ((words[word | Word.flags] as number) & Flag.special) !== 0
    )
      return false;
    const side = words[word | Word.side] as SideCode;
    const priceTicks = words[word | Word.price] as number;
    const lots = amounts[at | Amount.shown] as number;
    amounts[at | Amount.shown] = 0;
    // as FastBook.remove: what goes to a neighbour that is not there goes to slot 0, or to the scrap of the queue
    const { words: queues, lots: shown } = book;
    const behind = words[word] as number;
    const before = words[word | Word.previous] as number;
    const level = words[word | Word.level] as number;
    if (level === 0) breach('I10: the order is in the book');
    words[word | Word.level] = 0;
    words[before << Word.shift] = behind;
    words[(behind << Word.shift) | Word.previous] = before;
    const queue = level << Level.shift;
    const sum = (level << Lots.shift) | Lots.shown;
    const levelOrders = (queues[queue | Level.orders] as number) - 1;
    queues[queue | ((0 - before) >>> Scrap.shift)] = behind;
    queues[queue | Level.newest | ((0 - behind) >>> Scrap.shift)] = before;
    queues[queue | Level.orders] = levelOrders;
    shown[sum] = (shown[sum] as number) - lots;
    if (levelOrders === 0) book.closeOldest(side, level);

    const { cells } = accounts;
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
    cells[fund] = (cells[fund] as number) + amount;
    cells[orders] = openOrders;
    const sequence = tables.eventSequence + 1;
    tables.eventSequence = sequence;
    tables.sink.order(sequence, slot, 'order.cancelled-by-owner');
    if (tables.pictures === true) this.picture(market, side, priceTicks, row, Answer.rested);
    const { ring } = index;
    const place = (amounts[at | Amount.number] as number) & index.mask;
    if (ring[place] === slot && index.scattered === false) ring[place] = words[word | Word.older] as number;
    else index.release(slot);
    words[word | Word.flags] = 0;
    words[word] = pool.firstFree;
    pool.firstFree = slot;
    return true;
  }

  /** The level and the account after such a command; they are told with others at its end when it met the book. */
  private picture(market: Market, side: SideCode, priceTicks: number, row: number, answer: number): void {
    const { tables } = this;
    const { sink } = tables;
    const account = this.accounts.accountOfRow(row);
    if (answer === Answer.met) {
      tables.touchLevel(market, side, priceTicks);
      tables.touchAccount(account);
      return;
    }
    const { handle, book } = market;
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
    sink.account(sequence + 2, account);
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
    const { tables, accounts } = this;
    const account = accounts.accountOfRow(row);
    const resting = accounts.accountOfRow(restingRow);
    if (priceBefore === 0) tables.touchAccount(side === 0 ? account : resting);
    tables.touchAccount(resting);
    tables.touchAccount(account);
    if (price !== priceBefore) tables.touchLevel(market, (1 - side) as SideCode, price);
  }
}
