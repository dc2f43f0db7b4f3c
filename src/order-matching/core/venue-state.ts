import { assert } from '../../kernel';
import type { VenueTrade } from './events';
import type { OrderBook, Side } from './order-book';
import type {
  ExecutionReport,
  InstrumentTerms,
  OrderStatus,
  OrderType,
  SelfTradePrevention,
  TimeInForce,
  VenuePhase,
} from './order-terms';
import type { PriceBand } from './price-band';
import type { Reason } from './reasons';
import { TradingAccount } from './trading-account';

/** An accepted order; while it rests, the book knows its leaves too. */
export interface OpenOrder {
  readonly orderNumber: number;
  readonly clientOrderId: string;
  readonly participantCode: string;
  readonly actorKind: 'person' | 'bot';
  readonly instrumentCode: string;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly timeInForce: TimeInForce;
  readonly selfTradePrevention: SelfTradePrevention;
  readonly priceTicks: number | null;
  /** the price, or for a market order the protection limit: the far edge of the band */
  readonly limitTicks: number;
  readonly quantityLots: number;
  readonly placedOn: string;
  cumulativeLots: number;
  leavesLots: number;
  cancelledLots: number;
}

export interface InstrumentState {
  readonly terms: InstrumentTerms;
  readonly book: OrderBook;
  referencePriceTicks: number;
  band: PriceBand;
  lastPriceTicks: number | null;
  /** of the present trading day; bigint because price × quantity adds up beyond 2^53 */
  dayTurnoverTickLots: bigint;
  dayVolumeLots: bigint;
}

/** Key under which cash is counted beside the instruments. */
export const CASH_KEY = '';

/** Everything that a venue knows. Only VenueCore and its parts change it. */
export class VenueState {
  commandSequence = 0;
  eventSequence = 0;
  tradeSequence = 0;
  phase: VenuePhase = 'closed';
  readonly instruments = new Map<string, InstrumentState>();
  readonly accounts = new Map<string, TradingAccount>();
  readonly openOrders = new Map<number, OpenOrder>();
  /** traded, not yet delivered in the ledger */
  readonly unsettled = new Map<number, VenueTrade>();
  /** what came in minus what went out, per asset (CASH_KEY for cash): what all accounts must add up to */
  readonly netCredits = new Map<string, number>();

  constructor(public date: string) {}

  account(participantCode: string): TradingAccount {
    const known = this.accounts.get(participantCode);
    if (known) return known;
    const account = new TradingAccount(participantCode);
    this.accounts.set(participantCode, account);
    return account;
  }

  instrument(instrumentCode: string): InstrumentState {
    const instrument = this.instruments.get(instrumentCode);
    assert(instrument, `${instrumentCode} is listed`);
    return instrument;
  }
}

/** I11: what an order holds back for its leaves: cash at its limit for a buy, rights for a sell. */
export function reservationOf(order: OpenOrder, instrument: InstrumentState): number {
  return order.side === 'buy'
    ? order.limitTicks * order.leavesLots * instrument.terms.centsPerTickLot
    : order.leavesLots;
}

function statusOf(order: OpenOrder): OrderStatus {
  if (order.leavesLots > 0) return order.cumulativeLots > 0 ? 'partially-filled' : 'open';
  return order.cancelledLots > 0 ? 'cancelled' : 'filled';
}

export function reportOf(order: OpenOrder, reason: Reason | null, status?: OrderStatus): ExecutionReport {
  assert(
    order.cumulativeLots + order.leavesLots + order.cancelledLots === order.quantityLots,
    'I7: cumulative + leaves + cancelled = order quantity',
  );
  return {
    orderNumber: order.orderNumber,
    clientOrderId: order.clientOrderId,
    participantCode: order.participantCode,
    actorKind: order.actorKind,
    instrumentCode: order.instrumentCode,
    side: order.side,
    orderType: order.orderType,
    timeInForce: order.timeInForce,
    priceTicks: order.priceTicks,
    quantityLots: order.quantityLots,
    cumulativeLots: order.cumulativeLots,
    leavesLots: order.leavesLots,
    cancelledLots: order.cancelledLots,
    status: status ?? statusOf(order),
    reason,
    placedOn: order.placedOn,
  };
}
