import type { DataSource } from 'typeorm';
import type { ExecutionReport } from '../core';
import { acknowledgedInRow, type OrderRow } from './venue-rows';
import type { OrderRequest } from './venue-writes';

export async function venueExists(database: DataSource, sessionId: string): Promise<boolean> {
  const rows = await database.query<unknown[]>('SELECT 1 FROM venue_sessions WHERE session_id = $1', [
    sessionId,
  ]);
  return rows.length > 0;
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
