import { safeInteger } from '../../platform';
import type {
  ExecutionReport,
  OrderStatus,
  OrderType,
  Reason,
  SelfTradePrevention,
  Side,
  TimeInForce,
  VenueTrade,
} from '../core';

/** The driver gives `bigint` as text. */
export const integerOf = (text: string): number => safeInteger.from(text) as number;

export interface OrderRow {
  readonly order_number: string;
  readonly participant_code: string;
  readonly actor_kind: 'person' | 'bot';
  readonly client_order_id: string;
  readonly instrument_code: string;
  readonly side: Side;
  readonly order_type: OrderType;
  readonly time_in_force: TimeInForce;
  readonly self_trade_prevention: SelfTradePrevention;
  readonly price_ticks: string | null;
  readonly quantity_lots: string;
  readonly cumulative_lots: string;
  readonly leaves_lots: string;
  readonly cancelled_lots: string;
  readonly status: OrderStatus;
  readonly reason: Reason | null;
  readonly acknowledgement: ExecutionReport;
  readonly placed_on: string;
}

export const reportOfRow = (row: OrderRow): ExecutionReport => ({
  orderNumber: integerOf(row.order_number),
  clientOrderId: row.client_order_id,
  participantCode: row.participant_code,
  actorKind: row.actor_kind,
  instrumentCode: row.instrument_code,
  side: row.side,
  orderType: row.order_type,
  timeInForce: row.time_in_force,
  priceTicks: row.price_ticks === null ? null : integerOf(row.price_ticks),
  quantityLots: integerOf(row.quantity_lots),
  cumulativeLots: integerOf(row.cumulative_lots),
  leavesLots: integerOf(row.leaves_lots),
  cancelledLots: integerOf(row.cancelled_lots),
  status: row.status,
  reason: row.reason,
  placedOn: row.placed_on,
});

export interface TradeRow {
  readonly trade_sequence: string;
  readonly instrument_code: string;
  readonly price_ticks: string;
  readonly quantity_lots: string;
  readonly amount_cents: string;
  readonly buyer_code: string;
  readonly seller_code: string;
  readonly buy_order_number: string;
  readonly sell_order_number: string;
  readonly aggressor_side: Side;
  readonly simulated_date: string;
  readonly executed_at: Date;
}

export interface RecordedTrade extends VenueTrade {
  readonly executedAt: Date;
}

export const tradeOfRow = (row: TradeRow): RecordedTrade => ({
  tradeSequence: integerOf(row.trade_sequence),
  instrumentCode: row.instrument_code,
  priceTicks: integerOf(row.price_ticks),
  quantityLots: integerOf(row.quantity_lots),
  amountCents: integerOf(row.amount_cents),
  buyerCode: row.buyer_code,
  sellerCode: row.seller_code,
  buyOrderNumber: integerOf(row.buy_order_number),
  sellOrderNumber: integerOf(row.sell_order_number),
  aggressorSide: row.aggressor_side,
  date: row.simulated_date,
  executedAt: row.executed_at,
});
