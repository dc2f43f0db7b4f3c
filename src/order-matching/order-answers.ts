import { Injectable } from '@nestjs/common';
import { DomainError, formatPrice, formatQuantity } from '../kernel';
import { InstrumentCatalogue } from './instrument-catalogue';
import type { OrderResponse } from './order-matching.dto';
import { problemsOf } from './venue-refusals';
import type { OrderReport } from './venue-views';

/** Orders in the words of the API. */
@Injectable()
export class OrderAnswers {
  constructor(private readonly catalogue: InstrumentCatalogue) {}

  /** A rejected order is recorded and listed like any other; the caller hears of it as a refusal. @throws DomainError */
  async answer(sessionId: string, report: OrderReport): Promise<OrderResponse> {
    const { reason, orderId, clientOrderId } = report;
    if (report.status === 'rejected' && reason)
      throw new DomainError(
        reason.code,
        reason.text,
        { orderId, clientOrderId },
        { kind: 'refused', remedy: reason.remedy, problems: problemsOf(reason) },
      );
    return this.shown(sessionId, report);
  }

  async shown(sessionId: string, report: OrderReport): Promise<OrderResponse> {
    const measures = await this.catalogue.instrument(sessionId, report.instrumentCode);
    const price = (ticks: number | null) => (ticks === null ? null : formatPrice(ticks, measures));
    const quantity = (lots: number | null) => (lots === null ? null : formatQuantity(lots, measures));
    return {
      orderId: report.orderId,
      clientOrderId: report.clientOrderId,
      instrumentCode: report.instrumentCode,
      side: report.side,
      orderType: report.orderType,
      timeInForce: report.timeInForce,
      price: price(report.priceTicks),
      quantity: formatQuantity(report.quantityLots, measures),
      cumulativeQuantity: formatQuantity(report.cumulativeQuantityLots, measures),
      leavesQuantity: formatQuantity(report.leavesQuantityLots, measures),
      cancelledQuantity: formatQuantity(report.cancelledQuantityLots, measures),
      status: report.status,
      reason: report.reason,
      placedOn: report.placedOn,
      postOnly: report.postOnly,
      displayQuantity: quantity(report.displayLots),
      minimumQuantity: quantity(report.minimumLots),
      stopPrice: price(report.stopTicks),
      expiresOn: report.expiresOn,
    };
  }
}
