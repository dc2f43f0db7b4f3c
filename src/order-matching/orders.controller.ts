import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { type Actor, CurrentActor, Roles } from '../identity';
import { DomainError, formatPrice, formatQuantity, parsePrice, parseQuantity } from '../kernel';
import { ApiProblem } from '../platform';
import { FAMILY_REFUSALS, ORDER_REFUSALS, VENUE_AWAY } from './documented-codes';
import { InstrumentCatalogue } from './instrument-catalogue';
import { OrderMatching, type OrderReport } from './order-matching.contract';
import {
  type CancelAllResponse,
  cancelAllResponse,
  type OrderResponse,
  orderResponse,
  ordersQuery,
  type PlaceOrderRequest,
  placeOrderRequest,
} from './order-matching.dto';
import { participantOf } from './trader-actor';

/** A rejected order is recorded and listed like any other; the caller hears of it as a refusal. */
function rejectionOf({ reason, orderId, clientOrderId }: OrderReport): DomainError | null {
  if (!reason) return null;
  return new DomainError(
    reason.code,
    reason.text,
    { orderId, clientOrderId },
    { kind: 'refused', remedy: reason.remedy },
  );
}

@ApiTags('order matching')
@ApiBearerAuth()
@Roles('trader')
@Controller('sessions/:sessionId/orders')
export class OrdersController {
  constructor(
    private readonly venue: OrderMatching,
    private readonly catalogue: InstrumentCatalogue,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Place an order',
    description: 'The same clientOrderId with the same order gives the first answer again.',
  })
  @ApiCreatedResponse({ standardSchema: orderResponse })
  @ApiProblem(400, 'price.off-step', 'quantity.off-step', 'decimal.malformed', 'decimal.too-large')
  @ApiProblem(403, 'auth.no-participant')
  @ApiProblem(404, 'instrument.unknown', 'venue.unknown')
  @ApiProblem(409, 'order.client-order-id-reused')
  @ApiProblem(422, ...ORDER_REFUSALS, ...FAMILY_REFUSALS)
  @ApiProblem(503, ...VENUE_AWAY)
  async place(
    @Param('sessionId') sessionId: string,
    @Body({ schema: placeOrderRequest }) body: PlaceOrderRequest,
    @CurrentActor() actor: Actor,
  ): Promise<OrderResponse> {
    const measures = await this.catalogue.instrument(sessionId, body.instrumentCode);
    const report = await this.venue.placeOrder({
      sessionId,
      participantCode: participantOf(actor),
      actorId: actor.actorId,
      actorKind: actor.kind,
      clientOrderId: body.clientOrderId,
      instrumentCode: body.instrumentCode,
      side: body.side,
      orderType: body.orderType,
      priceTicks: body.price === undefined ? null : parsePrice(body.price, measures),
      quantityLots: parseQuantity(body.quantity, measures),
      timeInForce: body.timeInForce,
      selfTradePrevention: body.selfTradePrevention,
    });
    const rejection = report.status === 'rejected' ? rejectionOf(report) : null;
    if (rejection) throw rejection;
    return this.#shown(sessionId, report);
  }

  @Get()
  @ApiOperation({ summary: 'Own orders, newest first, rejected ones included' })
  @ApiQuery({ name: 'open', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiOkResponse({ standardSchema: orderResponse, isArray: true })
  async list(
    @Param('sessionId') sessionId: string,
    @CurrentActor() actor: Actor,
    @Query('open', { schema: ordersQuery.open }) open: 'true' | 'false',
    @Query('limit', { schema: ordersQuery.limit }) limit: number,
  ): Promise<readonly OrderResponse[]> {
    const query = { sessionId, participantCode: participantOf(actor), openOnly: open === 'true', limit };
    const reports = await this.venue.orders(query);
    return Promise.all(reports.map((report) => this.#shown(sessionId, report)));
  }

  @Delete(':orderId')
  @ApiOperation({ summary: 'Cancel an own order' })
  @ApiOkResponse({ standardSchema: orderResponse })
  @ApiProblem(404, 'order.unknown', 'venue.unknown')
  @ApiProblem(409, 'order.not-open')
  @ApiProblem(503, ...VENUE_AWAY)
  async cancel(
    @Param('sessionId') sessionId: string,
    @Param('orderId') orderId: string,
    @CurrentActor() actor: Actor,
  ): Promise<OrderResponse> {
    const request = { sessionId, participantCode: participantOf(actor), orderId };
    return this.#shown(sessionId, await this.venue.cancelOrder(request));
  }

  @Delete()
  @ApiOperation({ summary: 'Cancel all own open orders' })
  @ApiOkResponse({ standardSchema: cancelAllResponse })
  @ApiProblem(404, 'venue.unknown')
  @ApiProblem(503, ...VENUE_AWAY)
  async cancelAll(
    @Param('sessionId') sessionId: string,
    @CurrentActor() actor: Actor,
  ): Promise<CancelAllResponse> {
    return { cancelled: await this.venue.cancelAll({ sessionId, participantCode: participantOf(actor) }) };
  }

  async #shown(sessionId: string, report: OrderReport): Promise<OrderResponse> {
    const measures = await this.catalogue.instrument(sessionId, report.instrumentCode);
    return {
      orderId: report.orderId,
      clientOrderId: report.clientOrderId,
      instrumentCode: report.instrumentCode,
      side: report.side,
      orderType: report.orderType,
      timeInForce: report.timeInForce,
      price: report.priceTicks === null ? null : formatPrice(report.priceTicks, measures),
      quantity: formatQuantity(report.quantityLots, measures),
      cumulativeQuantity: formatQuantity(report.cumulativeQuantityLots, measures),
      leavesQuantity: formatQuantity(report.leavesQuantityLots, measures),
      cancelledQuantity: formatQuantity(report.cancelledQuantityLots, measures),
      status: report.status,
      reason: report.reason,
      placedOn: report.placedOn,
    };
  }
}
