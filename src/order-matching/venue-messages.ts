import type { CoreEvent, ExecutionReport } from './core';

import type { RecordedTrade } from './persistence/venue-rows';
import type { Indicative, OrderReport, Trade, VenueEvent } from './venue-views';

export const orderIdOf = (orderNumber: number): string => `O${orderNumber}`;
const tradeIdOf = (tradeSequence: number): string => `T${tradeSequence}`;

function numberIn(letter: string, id: string): number | null {
  const digits = id.startsWith(letter) ? id.slice(1) : '';
  return /^[1-9]\d{0,15}$/.test(digits) && Number.isSafeInteger(Number(digits)) ? Number(digits) : null;
}

/** null: not an id that this venue gives */
export const orderNumberIn = (orderId: string): number | null => numberIn('O', orderId);
export const tradeSequenceIn = (tradeId: string): number | null => numberIn('T', tradeId);

/** Under which settlement posts a trade in the ledger. */
export const tradeReference = (tradeSequence: number): string => `trade:${tradeIdOf(tradeSequence)}`;

export const orderReportOf = (report: ExecutionReport): OrderReport => ({
  orderId: orderIdOf(report.orderNumber),
  clientOrderId: report.clientOrderId,
  participantCode: report.participantCode,
  actorKind: report.actorKind,
  instrumentCode: report.instrumentCode,
  side: report.side,
  orderType: report.orderType,
  timeInForce: report.timeInForce,
  priceTicks: report.priceTicks,
  quantityLots: report.quantityLots,
  cumulativeQuantityLots: report.cumulativeLots,
  leavesQuantityLots: report.leavesLots,
  cancelledQuantityLots: report.cancelledLots,
  status: report.status,
  reason: report.reason,
  placedOn: report.placedOn,
  postOnly: report.postOnly,
  displayLots: report.displayLots,
  minimumLots: report.minimumLots,
  stopTicks: report.stopTicks,
  expiresOn: report.expiresOn,
});

export const tradeOf = (sessionId: string, trade: RecordedTrade): Trade => ({
  sessionId,
  tradeSequence: trade.tradeSequence,
  tradeId: tradeIdOf(trade.tradeSequence),
  instrumentCode: trade.instrumentCode,
  model: trade.model,
  priceTicks: trade.priceTicks,
  quantityLots: trade.quantityLots,
  amountCents: trade.amountCents,
  buyerCode: trade.buyerCode,
  sellerCode: trade.sellerCode,
  buyOrderId: orderIdOf(trade.buyOrderNumber),
  sellOrderId: orderIdOf(trade.sellOrderNumber),
  aggressorSide: trade.aggressorSide,
  date: trade.date,
  executedAt: trade.executedAt.toISOString(),
});

/** null: nothing that is collected crosses */
const indicativeOf = (
  event: Omit<Indicative, 'priceTicks'> & { priceTicks: number | null },
): Indicative | null =>
  event.priceTicks === null
    ? null
    : {
        priceTicks: event.priceTicks,
        quantityLots: event.quantityLots,
        surplusLots: event.surplusLots,
        surplusSide: event.surplusSide,
      };

/** What the outside may follow; null for what concerns the record only. */
export function venueEventOf(sessionId: string, event: CoreEvent, executedAt: Date): VenueEvent | null {
  const { sequence } = event;
  switch (event.type) {
    case 'order':
      return { type: 'order', sequence, sessionId, order: orderReportOf(event.order) };
    case 'trade':
      return {
        type: 'trade',
        sequence,
        sessionId,
        trade: tradeOf(sessionId, { ...event.trade, executedAt }),
      };
    case 'level':
    case 'reference':
    case 'phase':
    case 'market-phase':
    case 'account':
      return { ...event, sessionId };
    case 'indicative': {
      const { instrumentCode } = event;
      return { type: 'indicative', sequence, sessionId, instrumentCode, indicative: indicativeOf(event) };
    }
    case 'auction': {
      const { instrumentCode, ...auction } = event.auction;
      return { type: 'auction', sequence, sessionId, instrumentCode, auction };
    }
    case 'instrument':
    case 'day':
    case 'settled':
    // whoever watches concentration follows it in its own way; it is nothing for the public
    case 'large-holder':
      return null;
  }
}
