import { assert } from '../../kernel';
import { pictureOf } from './account-picture';
import { NO_PRICE, type SideCode, sideName } from './book/order-book';
import { FLAG } from './book/order-pool';
import type { VenueSink } from './engine/venue-sink';
import type { VenueTables } from './engine/venue-tables';
import type { CoreEvent, CoreEventBody, TradeModel } from './events';
import type { ExecutionReport, OrderStatus } from './order-terms';
import { type Reason, type ReasonCode, reasonOf } from './reasons';
import type { OrderWording, VenueNames } from './venue-names';

/** By the model number of the engine. */
export const TRADE_MODELS: readonly TradeModel[] = ['continuous', 'auction', 'listing', 'block', 'bidding'];

/** Makes events with names of what the engine tells in numbers, and keeps them until the command is over. */
export class EventCollector implements VenueSink {
  #events: CoreEvent[] = [];
  /** the numbers of the sentence that goes with the next order that ends */
  #endingValues: Parameters<typeof reasonOf>[1] = {};
  #tables!: VenueTables;
  #names!: VenueNames;
  date = '';

  attach(tables: VenueTables, names: VenueNames): void {
    this.#tables = tables;
    this.#names = names;
  }

  /** An event that the engine knows nothing of. */
  record(body: CoreEventBody): void {
    this.#tables.eventSequence += 1;
    this.#events.push({ ...body, sequence: this.#tables.eventSequence });
  }

  take(): readonly CoreEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  explainEnding(values: Parameters<typeof reasonOf>[1]): void {
    this.#endingValues = values;
  }

  trade(
    sequence: number,
    tradeSequence: number,
    market: number,
    model: number,
    priceTicks: number,
    quantityLots: number,
    buySlot: number,
    sellSlot: number,
    aggressorSide: SideCode,
  ): void {
    const { pool } = this.#tables;
    const { terms } = this.#names.listed(market);
    const tradeModel = TRADE_MODELS[model];
    assert(tradeModel, 'a trade has its model');
    this.#events.push({
      type: 'trade',
      sequence,
      trade: {
        tradeSequence,
        instrumentCode: terms.instrumentCode,
        model: tradeModel,
        priceTicks,
        quantityLots,
        amountCents: priceTicks * quantityLots * terms.centsPerTickLot,
        buyerCode: this.#names.participantCode(this.#tables.accountOf(buySlot)),
        sellerCode: this.#names.participantCode(this.#tables.accountOf(sellSlot)),
        buyOrderNumber: pool.numberOf(buySlot),
        sellOrderNumber: pool.numberOf(sellSlot),
        aggressorSide: sideName(aggressorSide),
        date: this.date,
      },
    });
  }

  order(sequence: number, slot: number, cause: ReasonCode | null): void {
    const reason = cause === null ? null : reasonOf(cause, this.#valuesOf(cause));
    const report = this.reportOf(slot, reason);
    this.#events.push({ type: 'order', sequence, order: report });
    if (report.leavesLots === 0) this.#names.wordings.delete(report.orderNumber);
  }

  /** An order that waited for its price may find the levels used up when it enters the market. */
  #valuesOf(cause: ReasonCode): Parameters<typeof reasonOf>[1] {
    return cause === 'order.too-many-levels'
      ? { limit: this.#tables.limits.levelsPerBook }
      : this.#endingValues;
  }

  level(
    sequence: number,
    market: number,
    side: SideCode,
    priceTicks: number,
    lots: number,
    orders: number,
  ): void {
    const { instrumentCode } = this.#names.listed(market).terms;
    this.#events.push({
      type: 'level',
      sequence,
      instrumentCode,
      side: sideName(side),
      priceTicks,
      quantityLots: lots,
      orderCount: orders,
    });
  }

  account(sequence: number, account: number): void {
    this.#events.push({
      type: 'account',
      sequence,
      account: pictureOf(this.#tables, this.#names, account),
    });
  }

  phase(sequence: number, handle: number): void {
    const { market, terms } = this.#names.listed(handle);
    this.#events.push({
      type: 'market-phase',
      sequence,
      instrumentCode: terms.instrumentCode,
      phase: market.phase,
      cancels: market.cancels,
    });
  }

  indicative(sequence: number, market: number, priceTicks: number, lots: number, surplusLots: number): void {
    this.#events.push({
      type: 'indicative',
      sequence,
      instrumentCode: this.#names.listed(market).terms.instrumentCode,
      priceTicks: priceTicks === NO_PRICE ? null : priceTicks,
      quantityLots: lots,
      surplusLots: Math.abs(surplusLots),
      surplusSide: surplusLots === 0 ? null : surplusLots > 0 ? 'buy' : 'sell',
    });
  }

  largeHolder(sequence: number, account: number, market: number, lots: number, above: boolean): void {
    const { terms, market: listed } = this.#names.listed(market);
    this.#events.push({
      type: 'large-holder',
      sequence,
      participantCode: this.#names.participantCode(account),
      instrumentCode: terms.instrumentCode,
      positionLots: lots,
      thresholdLots: listed.settings.largeHolderLots,
      above,
    });
  }

  settled(sequence: number, tradeSequence: number): void {
    this.#events.push({ type: 'settled', sequence, tradeSequence });
  }

  /** An order of the pool as its owner sees it. */
  reportOf(slot: number, reason: Reason | null): ExecutionReport {
    const { pool } = this.#tables;
    const wording = this.#names.wording(pool.numberOf(slot));
    const quantityLots = pool.quantityOf(slot);
    const cumulativeLots = pool.cumulativeOf(slot);
    const leavesLots = pool.leavesOf(slot);
    const cancelledLots = quantityLots - cumulativeLots - leavesLots;
    assert(cancelledLots >= 0, 'I7: cumulative + leaves + cancelled = order quantity');
    const flags = pool.flagsOf(slot);
    const isMarket = wording.orderType === 'market';
    const priceTicks = isMarket ? wording.protectionTicks : pool.priceOf(slot);
    return reportFrom(wording, {
      priceTicks,
      quantityLots,
      cumulativeLots,
      leavesLots,
      cancelledLots,
      status: statusOf(leavesLots, cumulativeLots, cancelledLots, (flags & FLAG.waiting) !== 0, reason),
      reason,
      stopTicks: wording.isStop ? (pool.stopTicks[slot] as number) : null,
    });
  }
}

/** What changes in the course of an order. */
type OrderStanding = Pick<
  ExecutionReport,
  | 'priceTicks'
  | 'quantityLots'
  | 'cumulativeLots'
  | 'leavesLots'
  | 'cancelledLots'
  | 'status'
  | 'reason'
  | 'stopTicks'
>;

/** Field by field: an object that is put together by spreading is several times as slow, and reports are many. */
export const reportFrom = (wording: OrderWording, standing: OrderStanding): ExecutionReport => ({
  orderNumber: wording.orderNumber,
  clientOrderId: wording.clientOrderId,
  participantCode: wording.participantCode,
  actorKind: wording.actorKind,
  instrumentCode: wording.instrumentCode,
  side: wording.side,
  orderType: wording.orderType,
  timeInForce: wording.timeInForce,
  priceTicks: standing.priceTicks,
  quantityLots: standing.quantityLots,
  cumulativeLots: standing.cumulativeLots,
  leavesLots: standing.leavesLots,
  cancelledLots: standing.cancelledLots,
  status: standing.status,
  reason: standing.reason,
  placedOn: wording.placedOn,
  postOnly: wording.postOnly,
  displayLots: wording.displayLots,
  minimumLots: wording.minimumLots,
  stopTicks: standing.stopTicks,
  expiresOn: wording.expiresOn,
});

function statusOf(
  leavesLots: number,
  cumulativeLots: number,
  cancelledLots: number,
  isWaiting: boolean,
  reason: Reason | null,
): OrderStatus {
  if (isWaiting) return 'waiting';
  if (leavesLots > 0) return cumulativeLots > 0 ? 'partially-filled' : 'open';
  if (reason?.code === 'order.expired') return 'expired';
  return cancelledLots > 0 ? 'cancelled' : 'filled';
}
