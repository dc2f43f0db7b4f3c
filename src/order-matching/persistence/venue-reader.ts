import type { DataSource, EntityManager } from 'typeorm';
import type { ExecutionReport, InstrumentTerms, MarketPhase, VenuePhase, VenueTrade } from '../core';
import {
  acknowledgedInRow,
  COUNTS_FOR_THE_DAY,
  integerOf,
  type MarketRules,
  type OrderRow,
  reportOfRow,
  type TradeRow,
  tradeOfRow,
} from './venue-rows';
import type { OrderRequest } from './venue-writes';

/** Everything that the database knows of a venue, read at one instant. */
export interface StoredVenue {
  readonly phase: VenuePhase;
  readonly date: string;
  readonly secondOfDay: number;
  readonly commandSequence: number;
  readonly eventSequence: number;
  readonly tradeSequence: number;
  readonly instruments: readonly {
    /** what the register knows of it, its measures, is not recorded here */
    readonly terms: Omit<InstrumentTerms, 'measures'>;
    readonly market: { readonly phase: MarketPhase; readonly cancels: boolean };
    readonly lastPriceTicks: number | null;
    readonly dayTurnoverTickLots: bigint;
    readonly dayVolumeLots: bigint;
  }[];
  readonly openOrders: readonly ExecutionReport[];
  readonly unconfirmedTrades: readonly VenueTrade[];
  readonly traded: readonly {
    readonly participantCode: string;
    readonly instrumentCode: string;
    readonly boughtLots: number;
    readonly soldLots: number;
    /** on the present simulated day */
    readonly boughtTodayLots: number;
  }[];
}

interface SessionRow {
  readonly phase: VenuePhase;
  readonly simulated_date: string;
  readonly second_of_day: number;
  readonly command_sequence: string;
  readonly event_sequence: string;
  readonly trade_sequence: string;
}

export async function venueExists(database: DataSource, sessionId: string): Promise<boolean> {
  const rows = await database.query<unknown[]>('SELECT 1 FROM venue_sessions WHERE session_id = $1', [
    sessionId,
  ]);
  return rows.length > 0;
}

export function readVenue(database: DataSource, sessionId: string): Promise<StoredVenue | null> {
  return database.transaction('REPEATABLE READ', async (manager) => {
    const [session] = await manager.query<SessionRow[]>(
      'SELECT * FROM venue_sessions WHERE session_id = $1',
      [sessionId],
    );
    if (!session) return null;
    return {
      phase: session.phase,
      date: session.simulated_date,
      secondOfDay: session.second_of_day,
      commandSequence: integerOf(session.command_sequence),
      eventSequence: integerOf(session.event_sequence),
      tradeSequence: integerOf(session.trade_sequence),
      instruments: await readInstruments(manager, sessionId, session.simulated_date),
      openOrders: await readOpenOrders(manager, sessionId),
      unconfirmedTrades: await readUnconfirmedTrades(manager, sessionId),
      traded: await readTraded(manager, sessionId, session.simulated_date),
    };
  });
}

async function readInstruments(
  manager: EntityManager,
  sessionId: string,
  date: string,
): Promise<StoredVenue['instruments']> {
  const rows = await manager.query<
    {
      instrument_code: string;
      family: string;
      reference_price_ticks: string;
      price_band_basis_points: number | null;
      cents_per_tick_lot: string;
      market_phase: MarketPhase;
      cancels: boolean;
      rules: MarketRules;
      last_price_ticks: string | null;
      turnover: string | null;
      volume: string | null;
    }[]
  >(
    `SELECT instrument.*, last.price_ticks AS last_price_ticks, day.turnover, day.volume
     FROM venue_instruments AS instrument
     LEFT JOIN LATERAL (
       SELECT price_ticks FROM venue_trades AS trade
       WHERE trade.session_id = instrument.session_id AND trade.instrument_code = instrument.instrument_code
         AND ${COUNTS_FOR_THE_DAY}
       ORDER BY trade_sequence DESC LIMIT 1) AS last ON true
     LEFT JOIN LATERAL (
       SELECT sum(price_ticks::numeric * quantity_lots)::text AS turnover, sum(quantity_lots)::text AS volume
       FROM venue_trades AS trade
       WHERE trade.session_id = instrument.session_id AND trade.instrument_code = instrument.instrument_code
         AND ${COUNTS_FOR_THE_DAY} AND trade.simulated_date = $2) AS day ON true
     WHERE instrument.session_id = $1
     ORDER BY instrument.instrument_code`,
    [sessionId, date],
  );
  return rows.map((row) => ({
    terms: {
      instrumentCode: row.instrument_code,
      family: row.family,
      referencePriceTicks: integerOf(row.reference_price_ticks),
      priceBandBasisPoints: row.price_band_basis_points,
      centsPerTickLot: integerOf(row.cents_per_tick_lot),
      ...row.rules,
    },
    market: { phase: row.market_phase, cancels: row.cancels },
    lastPriceTicks: row.last_price_ticks === null ? null : integerOf(row.last_price_ticks),
    dayTurnoverTickLots: BigInt(row.turnover ?? 0),
    dayVolumeLots: BigInt(row.volume ?? 0),
  }));
}

async function readOpenOrders(manager: EntityManager, sessionId: string): Promise<ExecutionReport[]> {
  const rows = await manager.query<OrderRow[]>(
    'SELECT * FROM venue_orders WHERE session_id = $1 AND leaves_lots > 0 ORDER BY order_number',
    [sessionId],
  );
  return rows.map(reportOfRow);
}

async function readUnconfirmedTrades(manager: EntityManager, sessionId: string): Promise<VenueTrade[]> {
  const rows = await manager.query<TradeRow[]>(
    'SELECT * FROM venue_trades WHERE session_id = $1 AND NOT confirmed ORDER BY trade_sequence',
    [sessionId],
  );
  return rows.map((row) => {
    const { executedAt: _, ...trade } = tradeOfRow(row);
    return trade;
  });
}

async function readTraded(
  manager: EntityManager,
  sessionId: string,
  date: string,
): Promise<StoredVenue['traded']> {
  const rows = await manager.query<
    Record<'participant_code' | 'instrument_code' | 'bought' | 'sold' | 'bought_today', string>[]
  >(
    `SELECT participant_code, instrument_code,
            least(sum(bought), ${Number.MAX_SAFE_INTEGER})::text AS bought,
            least(sum(sold), ${Number.MAX_SAFE_INTEGER})::text AS sold,
            coalesce(sum(bought) FILTER (WHERE simulated_date = $2), 0)::text AS bought_today
     FROM (
       SELECT buyer_code AS participant_code, instrument_code, simulated_date, quantity_lots AS bought, 0 AS sold
       FROM venue_trades WHERE session_id = $1
       UNION ALL
       SELECT seller_code, instrument_code, simulated_date, 0, quantity_lots
       FROM venue_trades WHERE session_id = $1
     ) AS fill
     GROUP BY participant_code, instrument_code
     ORDER BY participant_code, instrument_code`,
    [sessionId, date],
  );
  return rows.map((row) => ({
    participantCode: row.participant_code,
    instrumentCode: row.instrument_code,
    boughtLots: integerOf(row.bought),
    soldLots: integerOf(row.sold),
    boughtTodayLots: integerOf(row.bought_today),
  }));
}

export interface ClientOrderKey {
  readonly participantCode: string;
  readonly clientOrderId: string;
}

/** What was recorded under a client's order id: the order as it was asked for, and the answer of that time. */
export interface AnsweredOrder {
  readonly request: OrderRequest;
  readonly acknowledged: ExecutionReport;
}

export async function findAnsweredOrders(
  database: DataSource,
  sessionId: string,
  keys: readonly ClientOrderKey[],
): Promise<readonly AnsweredOrder[]> {
  const rows = await database.query<OrderRow[]>(
    `SELECT recorded.*
     FROM unnest($2::varchar[], $3::varchar[]) AS wanted (participant_code, client_order_id)
     JOIN venue_orders AS recorded
       ON recorded.session_id = $1 AND recorded.participant_code = wanted.participant_code
         AND recorded.client_order_id = wanted.client_order_id`,
    [
      sessionId,
      keys.map(({ participantCode }) => participantCode),
      keys.map(({ clientOrderId }) => clientOrderId),
    ],
  );
  return rows.map((row) => ({ request: row.request, acknowledged: acknowledgedInRow(row) }));
}
