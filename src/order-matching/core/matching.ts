import { assert } from '../../kernel';
import { crosses } from './admission';
import type { EventRecorder } from './event-recorder';
import type { VenueTrade } from './events';
import { NO_ORDER, oppositeOf } from './order-book';
import { type Reason, type ReasonCode, reasonOf } from './reasons';
import {
  type InstrumentState,
  type OpenOrder,
  reportOf,
  reservationOf,
  type VenueState,
} from './venue-state';

/** Accepts, matches, rests and cancels orders; moves reservations exactly as leaves change (I11). */
export class Matching {
  constructor(
    private readonly state: VenueState,
    private readonly recorder: EventRecorder,
  ) {}

  /** An admitted order: cover is reserved, then it trades, then what is left rests or is cancelled. */
  accept(order: OpenOrder): void {
    const instrument = this.state.instrument(order.instrumentCode);
    this.#reserve(order, instrument);
    const prevented = this.#match(order, instrument);
    const { leavesLots } = order;
    const rests = leavesLots > 0 && !prevented && order.timeInForce === 'GTC';
    assert(
      order.timeInForce !== 'FOK' || order.cumulativeLots === order.quantityLots,
      'a fill-or-kill fills whole',
    );
    if (rests) this.#rest(order, instrument);
    else if (leavesLots > 0) this.#voidLeaves(order, instrument);
    const reason = rests || leavesLots === 0 ? null : reasonOf(prevented ?? 'order.remainder-cancelled');
    this.recorder.record({ type: 'order', order: reportOf(order, reason) });
    assertUncrossed(instrument);
  }

  /** Takes a resting order off the book and frees its cover. */
  cancel(order: OpenOrder, reason: Reason): void {
    const instrument = this.state.instrument(order.instrumentCode);
    instrument.book.remove(order.orderNumber);
    this.#leaveBook(order);
    this.recorder.touchLevel(order.instrumentCode, order.side, order.limitTicks);
    this.#voidLeaves(order, instrument);
    this.recorder.record({ type: 'order', order: reportOf(order, reason) });
  }

  /** Trades until nothing crosses. Answers why it had to stop before that, or null. */
  #match(order: OpenOrder, instrument: InstrumentState): ReasonCode | null {
    const { book } = instrument;
    const opposite = oppositeOf(order.side);
    while (order.leavesLots > 0) {
      const front = book.front(opposite);
      if (front === NO_ORDER || !crosses(order, book.priceOf(front))) return null;
      const resting = this.state.openOrders.get(front);
      assert(resting, 'I10: the front of the book is an open order');
      if (resting.participantCode !== order.participantCode) this.#fill(order, resting, instrument);
      else {
        if (order.selfTradePrevention !== 'cancel-aggressor')
          this.cancel(resting, reasonOf('order.self-trade-resting-cancelled'));
        if (order.selfTradePrevention !== 'cancel-resting') return 'order.self-trade-prevented';
      }
    }
    return null;
  }

  /** One trade at the resting price (I9). */
  #fill(aggressor: OpenOrder, resting: OpenOrder, instrument: InstrumentState): void {
    const { state } = this;
    const priceTicks = resting.limitTicks;
    const quantityLots = Math.min(aggressor.leavesLots, resting.leavesLots);
    assert(aggressor.participantCode !== resting.participantCode, 'I14: nobody trades with itself');
    assert(
      instrument.book.priceOf(resting.orderNumber) === priceTicks,
      'I9: a trade is at the resting price',
    );
    assert(
      state.phase === 'open' &&
        priceTicks >= instrument.band.lowTicks &&
        priceTicks <= instrument.band.highTicks,
      'I15: a trade is inside the band of an open market',
    );
    const [buy, sell] = aggressor.side === 'buy' ? [aggressor, resting] : [resting, aggressor];
    state.tradeSequence += 1;
    const trade: VenueTrade = {
      tradeSequence: state.tradeSequence,
      instrumentCode: instrument.terms.instrumentCode,
      priceTicks,
      quantityLots,
      amountCents: priceTicks * quantityLots * instrument.terms.centsPerTickLot,
      buyerCode: buy.participantCode,
      sellerCode: sell.participantCode,
      buyOrderNumber: buy.orderNumber,
      sellOrderNumber: sell.orderNumber,
      aggressorSide: aggressor.side,
      date: state.date,
    };
    this.#movePromises(trade, buy, instrument);
    for (const order of [aggressor, resting]) {
      order.cumulativeLots += quantityLots;
      order.leavesLots -= quantityLots;
    }
    instrument.book.reduce(resting.orderNumber, quantityLots);
    if (resting.leavesLots === 0) this.#leaveBook(resting);
    instrument.lastPriceTicks = priceTicks;
    instrument.dayVolumeLots += BigInt(quantityLots);
    instrument.dayTurnoverTickLots += BigInt(priceTicks) * BigInt(quantityLots);
    state.unsettled.set(trade.tradeSequence, trade);
    this.recorder.record({ type: 'trade', trade });
    this.recorder.record({ type: 'order', order: reportOf(resting, null) });
    this.recorder.touchLevel(trade.instrumentCode, resting.side, priceTicks);
  }

  /** Reserved becomes unsettled on both sides; what the buyer saved against its limit is free again. */
  #movePromises(trade: VenueTrade, buy: OpenOrder, instrument: InstrumentState): void {
    const buyer = this.state.account(trade.buyerCode);
    const seller = this.state.account(trade.sellerCode);
    const bought = buyer.position(trade.instrumentCode);
    const sold = seller.position(trade.instrumentCode);
    const saved = (buy.limitTicks - trade.priceTicks) * trade.quantityLots * instrument.terms.centsPerTickLot;
    if (saved > 0) buyer.cash.release(saved);
    buyer.cash.owe(trade.amountCents);
    bought.holding.expect(trade.quantityLots);
    sold.holding.owe(trade.quantityLots);
    seller.cash.expect(trade.amountCents);
    bought.boughtLots += trade.quantityLots;
    bought.openBuyLots -= trade.quantityLots;
    sold.soldLots += trade.quantityLots;
    sold.openSellLots -= trade.quantityLots;
    this.recorder.touchAccount(buyer);
    this.recorder.touchAccount(seller);
  }

  #reserve(order: OpenOrder, instrument: InstrumentState): void {
    const account = this.state.account(order.participantCode);
    const position = account.position(order.instrumentCode);
    const holding = order.side === 'buy' ? account.cash : position.holding;
    holding.reserve(reservationOf(order, instrument));
    if (order.side === 'buy') position.openBuyLots += order.leavesLots;
    else position.openSellLots += order.leavesLots;
    this.recorder.touchAccount(account);
  }

  /** The leaves will not trade any more: their cover is free. */
  #voidLeaves(order: OpenOrder, instrument: InstrumentState): void {
    const account = this.state.account(order.participantCode);
    const position = account.position(order.instrumentCode);
    const holding = order.side === 'buy' ? account.cash : position.holding;
    holding.release(reservationOf(order, instrument));
    if (order.side === 'buy') position.openBuyLots -= order.leavesLots;
    else position.openSellLots -= order.leavesLots;
    order.cancelledLots += order.leavesLots;
    order.leavesLots = 0;
    this.recorder.touchAccount(account);
  }

  #rest(order: OpenOrder, instrument: InstrumentState): void {
    instrument.book.add(order.orderNumber, order.side, order.limitTicks, order.leavesLots);
    this.state.openOrders.set(order.orderNumber, order);
    this.state.account(order.participantCode).openOrderCount += 1;
    this.recorder.touchLevel(order.instrumentCode, order.side, order.limitTicks);
  }

  #leaveBook(order: OpenOrder): void {
    this.state.openOrders.delete(order.orderNumber);
    const account = this.state.account(order.participantCode);
    account.openOrderCount -= 1;
    assert(account.openOrderCount >= 0, 'the count of open orders is not below zero');
  }
}

/** I8 */
function assertUncrossed({ book }: InstrumentState): void {
  const bid = book.front('buy');
  const ask = book.front('sell');
  assert(
    bid === NO_ORDER || ask === NO_ORDER || book.priceOf(bid) < book.priceOf(ask),
    'I8: the book is not crossed',
  );
}
