import type { DataSource } from 'typeorm';
import type { ExecutionReport, VenueAuction } from '../core';
import {
  type AuctionRow,
  auctionOfRow,
  COUNTS_FOR_THE_DAY,
  integerOf,
  type OrderRow,
  type RecordedTrade,
  reportOfRow,
  type TradeRow,
  tradeOfRow,
} from './venue-rows';

/** No page is longer than this, whatever is asked for. */
const MAXIMUM_PAGE = 1_000;
const pageOf = (limit: number): number => Math.max(0, Math.min(limit, MAXIMUM_PAGE));

export async function findOrder(
  database: DataSource,
  sessionId: string,
  orderNumber: number,
): Promise<ExecutionReport | null> {
  const [row] = await database.query<OrderRow[]>(
    'SELECT * FROM venue_orders WHERE session_id = $1 AND order_number = $2',
    [sessionId, orderNumber],
  );
  return row ? reportOfRow(row) : null;
}

/** Newest first. */
export async function findOrders(
  database: DataSource,
  query: {
    readonly sessionId: string;
    readonly participantCode: string;
    readonly openOnly: boolean;
    readonly limit: number;
  },
): Promise<readonly ExecutionReport[]> {
  const rows = await database.query<OrderRow[]>(
    `SELECT * FROM venue_orders
     WHERE session_id = $1 AND participant_code = $2 ${query.openOnly ? 'AND leaves_lots > 0' : ''}
     ORDER BY order_number DESC LIMIT $3`,
    [query.sessionId, query.participantCode, pageOf(query.limit)],
  );
  return rows.map(reportOfRow);
}

export async function findTradesAfter(
  database: DataSource,
  sessionId: string,
  tradeSequence: number,
  limit: number,
): Promise<readonly RecordedTrade[]> {
  const rows = await database.query<TradeRow[]>(
    `SELECT * FROM venue_trades WHERE session_id = $1 AND trade_sequence > $2 ORDER BY trade_sequence LIMIT $3`,
    [sessionId, tradeSequence, pageOf(limit)],
  );
  return rows.map(tradeOfRow);
}

/** Newest first. */
export async function findRecentTrades(
  database: DataSource,
  sessionId: string,
  instrumentCode: string,
  limit: number,
): Promise<readonly RecordedTrade[]> {
  const rows = await database.query<TradeRow[]>(
    `SELECT * FROM venue_trades WHERE session_id = $1 AND instrument_code = $2
     ORDER BY trade_sequence DESC LIMIT $3`,
    [sessionId, instrumentCode, pageOf(limit)],
  );
  return rows.map(tradeOfRow);
}

/** Newest first. */
export async function findRecentAuctions(
  database: DataSource,
  sessionId: string,
  instrumentCode: string,
  limit: number,
): Promise<readonly VenueAuction[]> {
  const rows = await database.query<AuctionRow[]>(
    `SELECT * FROM venue_auctions WHERE session_id = $1 AND instrument_code = $2
     ORDER BY event_sequence DESC LIMIT $3`,
    [sessionId, instrumentCode, pageOf(limit)],
  );
  return rows.map(auctionOfRow);
}

export interface DailyPrice {
  readonly date: string;
  readonly openTicks: number;
  readonly highTicks: number;
  readonly lowTicks: number;
  readonly closeTicks: number;
  readonly averageTicks: number;
  readonly volumeLots: number;
  readonly turnoverCents: number;
}

/** Per simulated day, oldest first, without block trades and bidding; the average is volume-weighted, half-up to the tick. */
export async function findDailyPrices(
  database: DataSource,
  sessionId: string,
  instrumentCode: string,
): Promise<readonly DailyPrice[]> {
  const rows = await database.query<Record<'date' | 'o' | 'h' | 'l' | 'c' | 'a' | 'v' | 't', string>[]>(
    `SELECT simulated_date AS date,
            (array_agg(price_ticks ORDER BY trade_sequence))[1] AS o,
            max(price_ticks) AS h,
            min(price_ticks) AS l,
            (array_agg(price_ticks ORDER BY trade_sequence DESC))[1] AS c,
            div(2 * sum(price_ticks::numeric * quantity_lots) + sum(quantity_lots), 2 * sum(quantity_lots))::text AS a,
            sum(quantity_lots)::text AS v,
            sum(amount_cents)::text AS t
     FROM venue_trades
     WHERE session_id = $1 AND instrument_code = $2 AND ${COUNTS_FOR_THE_DAY}
     GROUP BY simulated_date ORDER BY simulated_date`,
    [sessionId, instrumentCode],
  );
  return rows.map((row) => ({
    date: row.date,
    openTicks: integerOf(row.o),
    highTicks: integerOf(row.h),
    lowTicks: integerOf(row.l),
    closeTicks: integerOf(row.c),
    averageTicks: integerOf(row.a),
    volumeLots: integerOf(row.v),
    turnoverCents: integerOf(row.t),
  }));
}

/** Open quantity of every order that is recorded as open, by its number. */
export async function findOpenLeaves(
  database: DataSource,
  sessionId: string,
): Promise<ReadonlyMap<number, number>> {
  const rows = await database.query<{ order_number: string; leaves_lots: string }[]>(
    'SELECT order_number, leaves_lots FROM venue_orders WHERE session_id = $1 AND leaves_lots > 0',
    [sessionId],
  );
  return new Map(rows.map((row) => [integerOf(row.order_number), integerOf(row.leaves_lots)]));
}

/** Sequences of the trades whose delivery the venue has not been told of. */
export async function findUnconfirmedTrades(
  database: DataSource,
  sessionId: string,
): Promise<readonly number[]> {
  const rows = await database.query<{ trade_sequence: string }[]>(
    'SELECT trade_sequence FROM venue_trades WHERE session_id = $1 AND NOT confirmed ORDER BY trade_sequence',
    [sessionId],
  );
  return rows.map((row) => integerOf(row.trade_sequence));
}
