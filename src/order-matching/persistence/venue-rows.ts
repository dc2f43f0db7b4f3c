import { safeInteger } from '../../platform';
import type {
  ExecutionReport,
  InstrumentTerms,
  OrderStatus,
  OrderType,
  Reason,
  Side,
  TimeInForce,
  TradeModel,
  VenueAuction,
  VenueTrade,
} from '../core';
import type { OrderRequest } from './venue-writes';

/** SQL: trades that make the last price and the daily close. */
export const COUNTS_FOR_THE_DAY = "model NOT IN ('block', 'bidding')";

/** The driver gives `bigint` as text. */
export const integerOf = (text: string): number => safeInteger.from(text) as number;

/** The optional part of the terms: how an instrument is traded, where that differs from a plain central book. */
export type MarketRules = Omit<InstrumentTerms, 'measures' | keyof PlainTerms>;
type PlainTerms = Pick<
  InstrumentTerms,
  'instrumentCode' | 'family' | 'referencePriceTicks' | 'priceBandBasisPoints' | 'centsPerTickLot'
>;

export function rulesOf(terms: InstrumentTerms): MarketRules {
  const {
    instrumentCode,
    family,
    referencePriceTicks,
    priceBandBasisPoints,
    centsPerTickLot,
    measures,
    ...rules
  } = terms;
  return rules;
}

/** What an order may bring besides price and quantity; older rows have none of it. */
export type Conditions = Pick<
  ExecutionReport,
  'postOnly' | 'displayLots' | 'minimumLots' | 'stopTicks' | 'expiresOn'
>;

export const NO_CONDITIONS: Conditions = {
  postOnly: false,
  displayLots: null,
  minimumLots: null,
  stopTicks: null,
  expiresOn: null,
};

export const conditionsOf = (report: ExecutionReport): Conditions => ({
  postOnly: report.postOnly,
  displayLots: report.displayLots,
  minimumLots: report.minimumLots,
  stopTicks: report.stopTicks,
  expiresOn: report.expiresOn,
});

export interface OrderRow {
  readonly order_number: string;
  readonly participant_code: string;
  readonly actor_kind: 'person' | 'bot';
  readonly client_order_id: string;
  readonly instrument_code: string;
  readonly side: Side;
  readonly order_type: OrderType;
  readonly time_in_force: TimeInForce;
  readonly price_ticks: string | null;
  readonly quantity_lots: string;
  readonly cumulative_lots: string;
  readonly leaves_lots: string;
  readonly cancelled_lots: string;
  readonly status: OrderStatus;
  readonly reason: Reason | null;
  readonly conditions: Partial<Conditions>;
  readonly request: OrderRequest;
  readonly acknowledgement: Omit<ExecutionReport, keyof Conditions> & Partial<Conditions>;
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
  ...NO_CONDITIONS,
  ...row.conditions,
});

export interface TradeRow {
  readonly trade_sequence: string;
  readonly instrument_code: string;
  readonly model: TradeModel;
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

export interface AuctionRow {
  readonly instrument_code: string;
  readonly rule: VenueAuction['rule'];
  readonly reference_price_ticks: string | null;
  readonly price_ticks: string;
  readonly quantity_lots: string;
  readonly surplus_lots: string;
  readonly surplus_side: Side | null;
  readonly steps: VenueAuction['steps'];
  readonly summary: VenueAuction['summary'];
  readonly simulated_date: string;
}

export const auctionOfRow = (row: AuctionRow): VenueAuction => ({
  instrumentCode: row.instrument_code,
  rule: row.rule,
  referencePriceTicks: row.reference_price_ticks === null ? null : integerOf(row.reference_price_ticks),
  priceTicks: integerOf(row.price_ticks),
  quantityLots: integerOf(row.quantity_lots),
  surplusLots: integerOf(row.surplus_lots),
  surplusSide: row.surplus_side,
  steps: row.steps,
  summary: row.summary,
  date: row.simulated_date,
});

/** The answer that the owner got at first. */
export const acknowledgedInRow = (row: OrderRow): ExecutionReport => ({
  ...NO_CONDITIONS,
  ...row.acknowledgement,
});

export interface RecordedTrade extends VenueTrade {
  readonly executedAt: Date;
}

export const tradeOfRow = (row: TradeRow): RecordedTrade => ({
  tradeSequence: integerOf(row.trade_sequence),
  instrumentCode: row.instrument_code,
  model: row.model,
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
