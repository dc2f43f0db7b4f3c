import type {
  ExecutionReport,
  InstrumentTerms,
  MarketPhase,
  OrderType,
  SelfTradePrevention,
  Side,
  TimeInForce,
  TradeModel,
  VenuePhase,
} from '../../../src/order-matching/core';
import type { VenueLimits } from '../../../src/order-matching/core/limits';

/** An order as a plain object. It is never reused, and everything about it stands here. */
export interface OracleOrder {
  readonly number: number;
  readonly owner: string;
  readonly client: string;
  readonly actorKind: 'person' | 'bot';
  readonly market: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly life: TimeInForce;
  readonly prevention: SelfTradePrevention;
  readonly postOnly: boolean;
  readonly display: number | null;
  readonly minimum: number | null;
  readonly expiresOn: string | null;
  readonly placedOn: string;
  /** of a market order: what its owner said */
  protection: number | null;
  /** of a market order: how far it goes */
  limit: number;
  stop: number | null;
  quantity: number;
  leaves: number;
  cumulative: number;
  cancelled: number;
  /** what others see of it in the book */
  shown: number;
  place: 'nowhere' | 'book' | 'waiting' | 'aside';
  /** its turn at its price, or among stops: smaller is earlier */
  turn: number;
  /** a trade has reached its trigger since it waits */
  touched: boolean;
  /** second at which it expires */
  expiresAt: number | null;
  /** who may accept a block proposal */
  counterparty: string | null;
}

export interface OracleMarket {
  readonly terms: InstrumentTerms;
  phase: MarketPhase;
  cancels: boolean;
  haltEndsAt: number | null;
  reference: number;
  last: number | null;
  /** what was told of the indicative price */
  told: { price: number | null; lots: number; surplus: number };
}

export interface OracleTrade {
  readonly sequence: number;
  readonly market: string;
  readonly model: TradeModel;
  readonly price: number;
  readonly lots: number;
  readonly cents: number;
  readonly buyer: string;
  readonly seller: string;
  readonly date: string;
  settled: boolean;
}

export interface OracleBidding {
  readonly number: number;
  readonly market: string;
  readonly floor: number;
  readonly cap: number;
  readonly pricing: 'uniform' | 'pay-as-bid';
  readonly bids: number[];
}

/** What must be told in this order: an event without its number, a reason as its code. Levels and accounts are followed. */
export type Fact =
  | { readonly type: 'order'; readonly order: OracleReport }
  | { readonly type: string; readonly [field: string]: unknown };

export type OracleReport = Omit<ExecutionReport, 'reason'> & { readonly reason: string | null };

/** The whole venue: plain data, so that what would happen can be tried on a copy (`structuredClone`). */
export interface OracleState {
  readonly limits: VenueLimits;
  phase: VenuePhase;
  date: string;
  /** second since 1970 */
  now: number;
  turns: number;
  readonly markets: Map<string, OracleMarket>;
  /** delivered balances: participant → asset ('' = cash) → amount */
  readonly balances: Map<string, Map<string, number>>;
  /** holding limits of single participants, by "participant instrument" */
  readonly holdingLimits: Map<string, number>;
  orders: OracleOrder[];
  readonly trades: OracleTrade[];
  readonly biddings: Map<number, OracleBidding>;
  facts: Fact[];
  /** large holders are told beside the other facts: whether before or after the trade says nothing */
  notices: Fact[];
}

export function emptyState(date: string, limits: VenueLimits): OracleState {
  return {
    limits,
    phase: 'closed',
    date,
    now: midnightOf(date),
    turns: 0,
    markets: new Map(),
    balances: new Map(),
    holdingLimits: new Map(),
    orders: [],
    trades: [],
    biddings: new Map(),
    facts: [],
    notices: [],
  };
}

export const midnightOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1_000;

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0);

export const otherSide = (side: Side): Side => (side === 'buy' ? 'sell' : 'buy');

/** Codes in the order in which everything that concerns several instruments goes. */
export const codesOf = (state: OracleState): string[] => [...state.markets.keys()].sort();

export function marketOf(state: OracleState, code: string): OracleMarket {
  const market = state.markets.get(code);
  if (!market) throw new Error(`the oracle knows no instrument ${code}`);
  return market;
}

export const orderOf = (state: OracleState, number: number): OracleOrder | undefined =>
  state.orders.find((one) => one.number === number);

/** One side of the book, in the order in which it trades: best price first, then whose turn is earlier. */
export function queueOf(state: OracleState, code: string, side: Side): OracleOrder[] {
  const better = side === 'buy' ? -1 : 1;
  return state.orders
    .filter((one) => one.place === 'book' && one.market === code && one.side === side)
    .sort((one, other) => better * (one.limit - other.limit) || one.turn - other.turn);
}

/** Would an order with this limit trade at that price? */
export const reaches = (side: Side, limit: number, price: number): boolean =>
  side === 'buy' ? price <= limit : price >= limit;

/** Occupied prices of a book, both sides, without one order. */
export function levelsWithout(state: OracleState, code: string, without: OracleOrder | null): Set<string> {
  const resting = state.orders.filter((one) => one.place === 'book' && one.market === code);
  return new Set(resting.filter((one) => one !== without).map(({ side, limit }) => `${side} ${limit}`));
}

export function nextTurn(state: OracleState): number {
  state.turns += 1;
  return state.turns;
}

function statusOf(order: OracleOrder, reason: string | null): ExecutionReport['status'] {
  if (order.leaves > 0) {
    if (order.place === 'waiting') return 'waiting';
    return order.cumulative > 0 ? 'partially-filled' : 'open';
  }
  if (reason === 'order.expired') return 'expired';
  return order.cancelled > 0 ? 'cancelled' : 'filled';
}

export const reportOf = (order: OracleOrder, reason: string | null): OracleReport => ({
  orderNumber: order.number,
  clientOrderId: order.client,
  participantCode: order.owner,
  actorKind: order.actorKind,
  instrumentCode: order.market,
  side: order.side,
  orderType: order.type,
  timeInForce: order.life,
  priceTicks: order.type === 'market' ? order.protection : order.limit,
  quantityLots: order.quantity,
  cumulativeLots: order.cumulative,
  leavesLots: order.leaves,
  cancelledLots: order.cancelled,
  status: statusOf(order, reason),
  reason,
  placedOn: order.placedOn,
  postOnly: order.postOnly,
  displayLots: order.display,
  minimumLots: order.minimum,
  stopTicks: order.stop,
  expiresOn: order.expiresOn,
});

export function tell(state: OracleState, order: OracleOrder, reason: string | null): void {
  state.facts.push({ type: 'order', order: reportOf(order, reason) });
}
