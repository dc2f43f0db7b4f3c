import { SELL, type SideCode } from '../book/order-book';
import { FLAG, OrderPool } from '../book/order-pool';
import { SECONDS_PER_DAY } from '../calendar';
import type { VenueLimits } from '../limits';
import type { ReasonCode } from '../reasons';
import { AccountTable } from './account-table';
import type { Market } from './market';
import { SlotHeap } from './slot-heap';
import { TouchedLevels } from './touched-levels';
import { UnsettledTrades } from './unsettled-trades';
import type { VenueSink } from './venue-sink';

/** Accounts that one command touched. */
const FIRST_TOUCHED = 64;

/**
 * Everything that the engine knows, as columns of numbers, and the one place through which events leave. The parts of
 * the engine share it; nothing else changes it.
 */
export class VenueTables {
  readonly pool: OrderPool;
  readonly accounts: AccountTable;
  /** by handle; 0 is nobody's */
  readonly markets: (Market | null)[] = [null];
  readonly unsettled = new UnsettledTrades();
  readonly expiries = new SlotHeap();

  commandSequence = 0;
  eventSequence = 0;
  tradeSequence = 0;
  /** simulated seconds since 1970-01-01 of the exchange's own clock */
  nowSeconds = 0;
  /** ordinal of the simulated day: units bought on it are told from older ones */
  day = 0;

  private readonly levels = new TouchedLevels();
  private touchedAccounts = new Int32Array(FIRST_TOUCHED);
  private touchedCount = 0;
  /** counts what `finish` ended, so that an account is told once in each */
  private operation = 1;

  /**
   * @param ample trades need no cover and move no balance: for a book that is tried out by itself
   * @param pictures whether the levels and accounts that a command touched are told at its end
   */
  constructor(
    readonly limits: VenueLimits,
    readonly sink: VenueSink,
    readonly ample: boolean,
    readonly pictures: boolean,
    expectedOrders = 1_024,
  ) {
    this.pool = new OrderPool(limits.openOrders, expectedOrders);
    this.accounts = new AccountTable(limits.participants, limits.instruments);
  }

  /** Simulated time of the present day. */
  get secondOfDay(): number {
    return this.nowSeconds - this.day * SECONDS_PER_DAY;
  }

  market(handle: number): Market {
    const market = this.markets[handle];
    if (!market) throw new Error(`no instrument has the handle ${handle}`);
    return market;
  }

  /** Account and instrument of an order. */
  accountOf(slot: number): number {
    return this.accounts.accountOfRow(this.pool.rowOf(slot));
  }

  marketOf(slot: number): number {
    return this.accounts.marketOfRow(this.pool.rowOf(slot));
  }

  /** Slots of the open orders of an account (0: of all), by order number. Looks at every slot: for rare commands. */
  openSlots(account: number): number[] {
    const { pool, accounts } = this;
    const slots: number[] = [];
    let missing = account === 0 ? Number.POSITIVE_INFINITY : accounts.openOrdersOf(account);
    for (let slot = 1; slot <= pool.highest && missing > 0; slot += 1) {
      if ((pool.flagsOf(slot) & FLAG.open) === 0) continue;
      if (account !== 0 && this.accountOf(slot) !== account) continue;
      slots.push(slot);
      missing -= 1;
    }
    return slots.sort((one, other) => pool.numberOf(one) - pool.numberOf(other));
  }

  touchLevel(market: Market, side: SideCode, priceTicks: number): void {
    if (this.pictures) this.levels.touch(market.handle, side, priceTicks);
  }

  touchAccount(account: number): void {
    const { touchedBy } = this.accounts;
    if (!this.pictures || touchedBy[account] === this.operation) return;
    touchedBy[account] = this.operation;
    const count = this.touchedCount;
    if (count === this.touchedAccounts.length) this.growTouched();
    this.touchedAccounts[count] = account;
    this.touchedCount = count + 1;
  }

  reportOrder(slot: number, cause: ReasonCode | null): void {
    this.eventSequence += 1;
    this.sink.order(this.eventSequence, slot, cause);
  }

  /** Ends a command: the levels and accounts that it touched are told once each. */
  finish(): void {
    if (!this.pictures) return;
    const { levels, sink, touchedAccounts, touchedCount } = this;
    const { count } = levels;
    let sequence = this.eventSequence;
    for (let entry = 0; entry < count; entry += 1) {
      const handle = levels.markets[entry] as number;
      const key = levels.keys[entry] as number;
      const price = Math.floor(key / 2);
      const side = (key - price * 2) as SideCode;
      const { book } = this.market(handle);
      sequence += 1;
      sink.level(sequence, handle, side, price, book.lotsAt(side, price), book.ordersAt(side, price));
    }
    levels.clear();
    for (let place = 0; place < touchedCount; place += 1) {
      sequence += 1;
      sink.account(sequence, touchedAccounts[place] as number);
    }
    this.eventSequence = sequence;
    this.touchedCount = 0;
    // 32 bits: an account that no command touched for four thousand million others is told all the same
    this.operation = (this.operation + 1) | 0;
  }

  /** What was touched outside of a command is not told. */
  forget(): void {
    this.levels.clear();
    this.touchedCount = 0;
    this.operation = (this.operation + 1) | 0;
  }

  /** I11: what an order holds back for its leaves: cash at its limit for a buy, rights for a sell. */
  reservationOf(slot: number): number {
    const { pool } = this;
    const leaves = pool.leavesOf(slot);
    if (pool.sideOf(slot) === SELL) return leaves;
    return pool.priceOf(slot) * this.market(this.marketOf(slot)).centsPerTickLot * leaves;
  }

  private growTouched(): void {
    const wider = new Int32Array(this.touchedCount * 2);
    wider.set(this.touchedAccounts);
    this.touchedAccounts = wider;
  }
}
