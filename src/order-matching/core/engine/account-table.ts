import { assert } from '../../../kernel/errors';
import { BUY, type SideCode } from '../book/order-book';

/** Account 0 has nothing and belongs to nobody: an unknown participant fails for want of cover. */
export const NO_ACCOUNT = 0;
/** In place of an instrument: the row of an account's cash. */
export const CASH = 0;

/**
 * Row `r` of `AccountTable.cells` begins at `r << ROW_SHIFT`; eight words, one cache line: seven amounts (cents for cash,
 * else lots) and, read as `AccountTable.words`, the cash row of the same account, and account and instrument together.
 */
export const ROW_SHIFT = 3;
export const ROW_AMOUNTS = 7;
/** Free, promised to open orders, bought or earned and on its way in, sold or spent and on its way out. */
export const AVAILABLE = 0;
export const RESERVED = 1;
export const UNSETTLED_IN = 2;
export const UNSETTLED_OUT = 3;
/** Ever bought and sold: what limits of a family count. The side is added to the first of the pair. */
export const BOUGHT = 4;
export const SOLD = 5;
/** Leaves of open buy orders; those of sell orders are what is reserved. */
export const OPEN_BUY = 6;

/** Of a cash row instead: how many orders the account has open. */
export const OPEN_ORDERS = 4;

const CASH_ROW_WORD = 14;
const OWNER_WORD = 15;
const WORD_SHIFT = 4;

const FIRST_ACCOUNTS = 64;
const FIRST_STRIDE = 4;

const doubled = <T extends Float64Array | Int32Array>(column: T): T => {
  const larger = new (column.constructor as new (length: number) => T)(column.length * 2);
  larger.set(column as Float64Array & Int32Array);
  return larger;
};

/**
 * Trading accounts as columns of numbers. What an account has of one asset is a row: its cash, and a position in each
 * instrument that it ever needed. Making a row may replace the columns: look rows up first, then read the columns.
 */
export class AccountTable {
  cells = new Float64Array(FIRST_ACCOUNTS << ROW_SHIFT);
  /** the same memory */
  words = new Int32Array(this.cells.buffer);
  /** bought today and delivered: not for sale today where resale is barred */
  lockedLots = new Float64Array(FIRST_ACCOUNTS);
  /** holding limit of this participant; 0 = that of the instrument */
  holdingLimitLots = new Float64Array(FIRST_ACCOUNTS);
  /** some participant has a holding limit of its own */
  hasOwnLimits = false;
  rowCount = 0;

  /** by account: the operation that touched it last */
  touchedBy = new Int32Array(FIRST_ACCOUNTS);
  count = 0;

  /** row by account and instrument, `marketStride` instruments an account */
  private rows = new Int32Array(FIRST_ACCOUNTS * FIRST_STRIDE);
  private marketStride = FIRST_STRIDE;
  /** of the word that names account and instrument, the account stands above so many bits */
  private readonly marketBits: number;

  constructor(
    readonly maximumAccounts: number,
    /** most instruments, so that the table of rows has a bound */
    readonly maximumMarkets: number,
  ) {
    this.marketBits = 32 - Math.clz32(maximumMarkets);
    assert(maximumAccounts < 2 ** (31 - this.marketBits), 'an account and an instrument fit into one word');
  }

  get isFull(): boolean {
    return this.count >= this.maximumAccounts;
  }

  /** A new account with nothing in it. */
  open(): number {
    assert(!this.isFull, 'the table of accounts stays within its maximum');
    this.count += 1;
    if (this.count >= this.touchedBy.length) {
      this.touchedBy = doubled(this.touchedBy);
      this.rows = doubled(this.rows);
    }
    this.newRow(this.count, CASH);
    return this.count;
  }

  openOrdersOf(account: number): number {
    return this.cell(this.rowOf(account, CASH), OPEN_ORDERS);
  }

  /** The row of an account's cash (instrument CASH) or of its position; 0 when there is none yet. */
  rowOf(account: number, market: number): number {
    return market < this.marketStride ? (this.rows[account * this.marketStride + market] as number) : 0;
  }

  /** The row, made when it is not there. */
  row(account: number, market: number): number {
    const known = this.rowOf(account, market);
    return known !== 0 ? known : this.newRow(account, market);
  }

  accountOfRow(row: number): number {
    return (this.words[(row << WORD_SHIFT) | OWNER_WORD] as number) >> this.marketBits;
  }

  /** CASH for a cash row. */
  marketOfRow(row: number): number {
    return (this.words[(row << WORD_SHIFT) | OWNER_WORD] as number) & ((1 << this.marketBits) - 1);
  }

  /** The cash row of the same account. */
  cashRowOfRow(row: number): number {
    return this.words[(row << WORD_SHIFT) | CASH_ROW_WORD] as number;
  }

  /** Leaves of the account's orders of one side of an instrument. */
  openLots(row: number, side: SideCode): number {
    return this.cell(row, side === BUY ? OPEN_BUY : RESERVED);
  }

  /** One amount of a row. */
  cell(row: number, word: number): number {
    return this.cells[(row << ROW_SHIFT) | word] as number;
  }

  setCell(row: number, word: number, amount: number): void {
    this.cells[(row << ROW_SHIFT) | word] = amount;
  }

  /** What the participant will own of an instrument when every trade is delivered. */
  positionLots(row: number): number {
    return this.cell(row, AVAILABLE) + this.cell(row, RESERVED) + this.cell(row, UNSETTLED_IN);
  }

  private newRow(account: number, market: number): number {
    assert(account > NO_ACCOUNT && account <= this.count, 'a position belongs to an account');
    while (market >= this.marketStride) this.widen();
    this.rowCount += 1;
    const row = this.rowCount;
    if (row >= this.lockedLots.length) this.growRows();
    this.rows[account * this.marketStride + market] = row;
    this.words[(row << WORD_SHIFT) | OWNER_WORD] = market | (account << this.marketBits);
    this.words[(row << WORD_SHIFT) | CASH_ROW_WORD] = this.rowOf(account, CASH);
    return row;
  }

  private growRows(): void {
    this.cells = doubled(this.cells);
    this.words = new Int32Array(this.cells.buffer);
    this.lockedLots = doubled(this.lockedLots);
    this.holdingLimitLots = doubled(this.holdingLimitLots);
  }

  private widen(): void {
    const stride = this.marketStride * 2;
    assert(stride <= 2 * (this.maximumMarkets + 1), 'the table of instruments stays within its maximum');
    const wider = new Int32Array(this.touchedBy.length * stride);
    for (let row = 1; row <= this.rowCount; row += 1)
      wider[this.accountOfRow(row) * stride + this.marketOfRow(row)] = row;
    this.marketStride = stride;
    this.rows = wider;
  }
}
