import type { DataSource, EntityManager } from 'typeorm';
import { assert } from '../../kernel';
import type { ExecutionReport, InstrumentTerms, VenueTrade } from '../core';
import { insertJournal } from './venue-journal';
import { conditionsOf, rulesOf } from './venue-rows';
import type { NewOrder, RecordedAuction, VenueWrites } from './venue-writes';

/** Makes the row of a venue that does not exist yet. */
export async function insertVenue(database: DataSource, sessionId: string, date: string): Promise<void> {
  await database.query(
    `INSERT INTO venue_sessions (session_id, phase, opened_on, simulated_date, command_sequence, event_sequence,
       trade_sequence)
     VALUES ($1, 'closed', $2, $2, 0, 0, 0) ON CONFLICT (session_id) DO NOTHING`,
    [sessionId, date],
  );
}

/**
 * Writes one batch in one transaction, one statement for each table it touches.
 * @throws Error when another writer has moved the venue meanwhile; nothing is written then
 */
export async function writeVenue(
  database: DataSource,
  sessionId: string,
  writes: VenueWrites,
): Promise<void> {
  await database.transaction('READ COMMITTED', async (manager) => {
    await moveSession(manager, sessionId, writes);
    await insertJournal(manager, sessionId, writes.journal, writes.at);
    if (writes.listed.length > 0) await insertInstruments(manager, sessionId, writes.listed);
    if (writes.references.length > 0) await updateReferences(manager, sessionId, writes.references);
    if (writes.marketPhases.length > 0) await updatePhases(manager, sessionId, writes.marketPhases);
    if (writes.newOrders.length > 0) await insertOrders(manager, sessionId, writes.newOrders, writes.at);
    if (writes.changedOrders.length > 0)
      await updateOrders(manager, sessionId, writes.changedOrders, writes.at);
    if (writes.trades.length > 0) await insertTrades(manager, sessionId, writes.trades, writes.at);
    if (writes.auctions.length > 0) await insertAuctions(manager, sessionId, writes.auctions, writes.at);
    if (writes.confirmedTrades.length > 0) await confirmTrades(manager, sessionId, writes.confirmedTrades);
  });
}

/** First, so that a second writer waits here and then finds that it is not the writer any more. */
async function moveSession(manager: EntityManager, sessionId: string, writes: VenueWrites): Promise<void> {
  const [, moved] = await manager.query<[unknown, number]>(
    `UPDATE venue_sessions
     SET command_sequence = $2, event_sequence = $3, trade_sequence = $4, phase = $5, simulated_date = $6,
         second_of_day = $7
     WHERE session_id = $1 AND command_sequence = $8`,
    [
      sessionId,
      writes.commandSequence,
      writes.eventSequence,
      writes.tradeSequence,
      writes.phase,
      writes.date,
      writes.secondOfDay,
      writes.expectedCommandSequence,
    ],
  );
  assert(moved === 1, `this process is the only writer of venue ${sessionId}`);
}

async function insertInstruments(
  manager: EntityManager,
  sessionId: string,
  listed: readonly InstrumentTerms[],
): Promise<void> {
  await manager.query(
    `INSERT INTO venue_instruments (session_id, instrument_code, family, reference_price_ticks,
                                    price_band_basis_points, cents_per_tick_lot, rules)
     SELECT $1, "instrumentCode", family, "referencePriceTicks", "priceBandBasisPoints", "centsPerTickLot", rules
     FROM jsonb_to_recordset($2::jsonb)
       AS listed ("instrumentCode" varchar, family varchar, "referencePriceTicks" bigint,
                  "priceBandBasisPoints" integer, "centsPerTickLot" bigint, rules jsonb)`,
    [sessionId, JSON.stringify(listed.map((terms) => ({ ...terms, rules: rulesOf(terms) })))],
  );
}

async function updatePhases(
  manager: EntityManager,
  sessionId: string,
  marketPhases: VenueWrites['marketPhases'],
): Promise<void> {
  await manager.query(
    `UPDATE venue_instruments AS instrument SET market_phase = changed.phase, cancels = changed.cancels
     FROM jsonb_to_recordset($2::jsonb) AS changed ("instrumentCode" varchar, phase varchar, cancels boolean)
     WHERE instrument.session_id = $1 AND instrument.instrument_code = changed."instrumentCode"`,
    [sessionId, JSON.stringify(marketPhases)],
  );
}

async function updateReferences(
  manager: EntityManager,
  sessionId: string,
  references: VenueWrites['references'],
): Promise<void> {
  await manager.query(
    `UPDATE venue_instruments AS instrument SET reference_price_ticks = changed."referencePriceTicks"
     FROM jsonb_to_recordset($2::jsonb) AS changed ("instrumentCode" varchar, "referencePriceTicks" bigint)
     WHERE instrument.session_id = $1 AND instrument.instrument_code = changed."instrumentCode"`,
    [sessionId, JSON.stringify(references)],
  );
}

const STATE_COLUMNS = `"priceTicks" bigint, "quantityLots" bigint, "cumulativeLots" bigint, "leavesLots" bigint,
  "cancelledLots" bigint, status varchar, reason jsonb, conditions jsonb`;

async function insertOrders(
  manager: EntityManager,
  sessionId: string,
  orders: readonly NewOrder[],
  at: Date,
): Promise<void> {
  const rows = orders.map(({ actorId, request, latest, acknowledged }) => ({
    ...latest,
    actorId,
    request,
    acknowledged,
    conditions: conditionsOf(latest),
  }));
  await manager.query(
    `INSERT INTO venue_orders (session_id, order_number, participant_code, actor_id, actor_kind, client_order_id,
       instrument_code, side, order_type, time_in_force, price_ticks, quantity_lots, cumulative_lots, leaves_lots,
       cancelled_lots, status, reason, conditions, request, acknowledgement, placed_on, placed_at, updated_at)
     SELECT $1, "orderNumber", "participantCode", "actorId", "actorKind", "clientOrderId", "instrumentCode", side,
       "orderType", "timeInForce", "priceTicks", "quantityLots", "cumulativeLots", "leavesLots", "cancelledLots",
       status, reason, conditions, request, acknowledged, "placedOn", $3, $3
     FROM jsonb_to_recordset($2::jsonb)
       AS placed ("orderNumber" bigint, "participantCode" varchar, "actorId" varchar, "actorKind" varchar,
                  "clientOrderId" varchar, "instrumentCode" varchar, side varchar, "orderType" varchar,
                  "timeInForce" varchar, ${STATE_COLUMNS}, request jsonb, acknowledged jsonb, "placedOn" varchar)`,
    [sessionId, JSON.stringify(rows), at],
  );
}

/** Price, quantity and trigger change with an amendment, everything else with what happened in the market. */
async function updateOrders(
  manager: EntityManager,
  sessionId: string,
  orders: readonly ExecutionReport[],
  at: Date,
): Promise<void> {
  const rows = orders.map((report) => ({ ...report, conditions: conditionsOf(report) }));
  await manager.query(
    `UPDATE venue_orders AS recorded
     SET price_ticks = changed."priceTicks", quantity_lots = changed."quantityLots",
         cumulative_lots = changed."cumulativeLots", leaves_lots = changed."leavesLots",
         cancelled_lots = changed."cancelledLots", status = changed.status,
         reason = changed.reason, conditions = changed.conditions, updated_at = $3
     FROM jsonb_to_recordset($2::jsonb) AS changed ("orderNumber" bigint, ${STATE_COLUMNS})
     WHERE recorded.session_id = $1 AND recorded.order_number = changed."orderNumber"`,
    [sessionId, JSON.stringify(rows), at],
  );
}

async function insertTrades(
  manager: EntityManager,
  sessionId: string,
  trades: readonly VenueTrade[],
  at: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO venue_trades (session_id, trade_sequence, instrument_code, model, price_ticks, quantity_lots,
       amount_cents, buyer_code, seller_code, buy_order_number, sell_order_number, aggressor_side, simulated_date, executed_at, confirmed)
     SELECT $1, "tradeSequence", "instrumentCode", model, "priceTicks", "quantityLots", "amountCents", "buyerCode",
       "sellerCode", "buyOrderNumber", "sellOrderNumber", "aggressorSide", date, $3, false
     FROM jsonb_to_recordset($2::jsonb)
       AS trade ("tradeSequence" bigint, "instrumentCode" varchar, model varchar, "priceTicks" bigint,
                 "quantityLots" bigint, "amountCents" bigint, "buyerCode" varchar, "sellerCode" varchar, "buyOrderNumber" bigint,
                 "sellOrderNumber" bigint, "aggressorSide" varchar, date varchar)`,
    [sessionId, JSON.stringify(trades), at],
  );
}

async function insertAuctions(
  manager: EntityManager,
  sessionId: string,
  auctions: readonly RecordedAuction[],
  at: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO venue_auctions (session_id, event_sequence, instrument_code, rule, reference_price_ticks,
       price_ticks, quantity_lots, surplus_lots, surplus_side, steps, summary, simulated_date, executed_at)
     SELECT $1, "eventSequence", "instrumentCode", rule, "referencePriceTicks", "priceTicks", "quantityLots",
       "surplusLots", "surplusSide", steps, summary, date, $3
     FROM jsonb_to_recordset($2::jsonb)
       AS auction ("eventSequence" bigint, "instrumentCode" varchar, rule varchar, "referencePriceTicks" bigint,
                   "priceTicks" bigint, "quantityLots" bigint, "surplusLots" bigint, "surplusSide" varchar,
                   steps jsonb, summary jsonb, date varchar)`,
    [sessionId, JSON.stringify(auctions), at],
  );
}

async function confirmTrades(
  manager: EntityManager,
  sessionId: string,
  tradeSequences: readonly number[],
): Promise<void> {
  await manager.query(
    'UPDATE venue_trades SET confirmed = true WHERE session_id = $1 AND trade_sequence = ANY($2::bigint[])',
    [sessionId, tradeSequences],
  );
}
