import { assert } from '../../../kernel/errors';
import type { SideCode } from '../book/order-book';
import { MAX_COUNT } from '../limits';
import type { Market } from './market';
import { BLOCK } from './venue-sink';
import type { VenueTables } from './venue-tables';

// Numbers of order-pool.ts and account-table.ts, written into the code (see order-life.ts).
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
  bought = 4,
  sold = 5,
  openBuy = 6,
}

/** Which of the two orders of a trade hold something back: one that meets the book as it comes does not. */
export const BOTH_COVERED = 0;
export const BUY_UNCOVERED = 1;
export const SELL_UNCOVERED = 2;

/** Makes a trade of two orders: leaves shrink, what was reserved is owed, and the trade waits for its settlement. */
export class TradeBooking {
  constructor(private readonly tables: VenueTables) {}

  /** @param uncovered which side met the book as it came: BOTH_COVERED, BUY_UNCOVERED or SELL_UNCOVERED */
  book(
    market: Market,
    buySlot: number,
    sellSlot: number,
    priceTicks: number,
    lots: number,
    model: number,
    aggressorSide: SideCode,
    uncovered: number,
  ): void {
    const { tables } = this;
    const { pool } = tables;
    const { amounts } = pool;
    const buy = buySlot << Amount.shift;
    const sell = sellSlot << Amount.shift;
    const buyLeaves = (amounts[buy | Amount.shown] as number) - lots;
    const sellLeaves = (amounts[sell | Amount.shown] as number) - lots;
    assert(lots > 0 && buyLeaves >= 0 && sellLeaves >= 0, 'I7: a fill is not larger than the leaves');
    assert(
      (priceTicks >= market.bandLowTicks && priceTicks <= market.bandHighTicks) || model === BLOCK,
      'I15: a trade is inside the band',
    );
    assert(
      priceTicks <= pool.priceOf(buySlot) && priceTicks >= pool.priceOf(sellSlot),
      'I9: a trade is within both limits',
    );
    amounts[buy | Amount.shown] = buyLeaves;
    amounts[sell | Amount.shown] = sellLeaves;
    amounts[buy | Amount.cumulative] = (amounts[buy | Amount.cumulative] as number) + lots;
    amounts[sell | Amount.cumulative] = (amounts[sell | Amount.cumulative] as number) + lots;
    // what of it was held back: all, or nothing
    const buyLots = lots * (1 - (uncovered & 1));
    const sellLots = lots * (1 - (uncovered >> 1));
    const tradeSequence = tables.tradeSequence + 1;
    tables.tradeSequence = tradeSequence;
    if (tables.ample) {
      const { openLots } = market;
      openLots[0] = (openLots[0] as number) - buyLots;
      openLots[1] = (openLots[1] as number) - sellLots;
    } else this.move(market, buySlot, sellSlot, priceTicks, lots, buyLots, sellLots, tradeSequence);
    if (model < BLOCK) market.recordTrade(priceTicks, lots);
    const eventSequence = tables.eventSequence + 1;
    tables.eventSequence = eventSequence;
    tables.sink.trade(
      eventSequence,
      tradeSequence,
      market.handle,
      model,
      priceTicks,
      lots,
      buySlot,
      sellSlot,
      aggressorSide,
    );
  }

  /** Reserved becomes owed on both sides; what the buyer saved against its limit is free again. */
  private move(
    market: Market,
    buySlot: number,
    sellSlot: number,
    priceTicks: number,
    lots: number,
    buyLots: number,
    sellLots: number,
    tradeSequence: number,
  ): void {
    const { tables } = this;
    const { accounts, pool } = tables;
    const { cells } = accounts;
    const buyRow = pool.rowOf(buySlot);
    const sellRow = pool.rowOf(sellSlot);
    assert(buyRow !== sellRow, 'I14: nobody trades with itself');
    const spent = accounts.cashRowOfRow(buyRow) << Cell.shift;
    const earned = accounts.cashRowOfRow(sellRow) << Cell.shift;
    const into = buyRow << Cell.shift;
    const from = sellRow << Cell.shift;
    const amount = priceTicks * lots * market.centsPerTickLot;
    const promised = pool.priceOf(buySlot) * market.centsPerTickLot * buyLots;

    const cashReserved = (cells[spent | Cell.reserved] as number) - promised;
    const cashAvailable = (cells[spent | Cell.available] as number) + (promised - amount);
    const rightsReserved = (cells[from | Cell.reserved] as number) - sellLots;
    const rightsAvailable = (cells[from | Cell.available] as number) - (lots - sellLots);
    assert(
      cashReserved >= 0 && cashAvailable >= 0 && rightsReserved >= 0 && rightsAvailable >= 0,
      'I3: what changes hands was there',
    );
    cells[spent | Cell.reserved] = cashReserved;
    cells[spent | Cell.available] = cashAvailable;
    cells[spent | Cell.unsettledOut] = (cells[spent | Cell.unsettledOut] as number) + amount;
    cells[earned | Cell.unsettledIn] = (cells[earned | Cell.unsettledIn] as number) + amount;
    cells[into | Cell.unsettledIn] = (cells[into | Cell.unsettledIn] as number) + lots;
    // only limits ask for them, and no limit is higher: what was ever traded may be more than can be counted
    cells[into | Cell.bought] = Math.min((cells[into | Cell.bought] as number) + lots, MAX_COUNT);
    cells[into | Cell.openBuy] = (cells[into | Cell.openBuy] as number) - buyLots;
    cells[from | Cell.reserved] = rightsReserved;
    cells[from | Cell.available] = rightsAvailable;
    cells[from | Cell.unsettledOut] = (cells[from | Cell.unsettledOut] as number) + lots;
    cells[from | Cell.sold] = Math.min((cells[from | Cell.sold] as number) + lots, MAX_COUNT);

    tables.unsettled.add(tradeSequence, buyRow, sellRow, priceTicks, lots, tables.day);
    tables.touchAccount(accounts.accountOfRow(buyRow));
    tables.touchAccount(accounts.accountOfRow(sellRow));
    if (market.watchesHolders) this.watch(market, buyRow, sellRow, lots);
  }

  /** Large holders are reported when they pass the threshold, in either direction. */
  private watch(market: Market, buyRow: number, sellRow: number, lots: number): void {
    const { tables } = this;
    const { accounts } = tables;
    const threshold = market.settings.largeHolderLots;
    const buyerLots = accounts.positionLots(buyRow);
    if (buyerLots >= threshold && buyerLots - lots < threshold)
      this.tellLargeHolder(accounts.accountOfRow(buyRow), market, buyerLots, true);
    const sellerLots = accounts.positionLots(sellRow);
    if (sellerLots < threshold && sellerLots + lots >= threshold)
      this.tellLargeHolder(accounts.accountOfRow(sellRow), market, sellerLots, false);
  }

  private tellLargeHolder(account: number, market: Market, lots: number, above: boolean): void {
    const { tables } = this;
    tables.eventSequence += 1;
    tables.sink.largeHolder(tables.eventSequence, account, market.handle, lots, above);
  }
}
