import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { type Actor, CurrentActor, Roles } from '../identity';
import { ApiProblem } from '../platform';
import {
  AMENDMENT_REFUSALS,
  FAMILY_REFUSALS,
  MALFORMED_MEASURES,
  ORDER_REFUSALS,
  VENUE_AWAY,
} from './documented-codes';
import { InstrumentCatalogue } from './instrument-catalogue';
import { lotsIn, optionalLotsIn, optionalTicksIn } from './measured-fields';
import { OrderAnswers } from './order-answers';
import { OrderMatching } from './order-matching.contract';
import {
  type AmendOrderRequest,
  amendOrderRequest,
  type CancelAllResponse,
  cancelAllResponse,
  cancelQuery,
  type OrderResponse,
  orderResponse,
  ordersQuery,
  type PlaceOrderRequest,
  placeOrderRequest,
} from './order-matching.dto';
import type { Side } from './order-requests';
import { originOf, participantOf } from './trader-actor';

@ApiTags('order matching')
@ApiBearerAuth()
@Roles('trader')
@Controller('sessions/:sessionId/orders')
export class OrdersController {
  constructor(
    private readonly venue: OrderMatching,
    private readonly catalogue: InstrumentCatalogue,
    private readonly answers: OrderAnswers,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Place an order',
    description: 'The same clientOrderId with the same order gives the first answer again.',
  })
  @ApiCreatedResponse({ standardSchema: orderResponse })
  @ApiProblem(400, ...MALFORMED_MEASURES)
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
      ...originOf(sessionId, actor, body.clientOrderId),
      instrumentCode: body.instrumentCode,
      side: body.side,
      orderType: body.orderType,
      priceTicks: optionalTicksIn('price', body.price, measures),
      quantityLots: lotsIn('quantity', body.quantity, measures),
      timeInForce: body.timeInForce,
      selfTradePrevention: body.selfTradePrevention,
      postOnly: body.postOnly,
      displayLots: optionalLotsIn('displayQuantity', body.displayQuantity, measures),
      minimumLots: optionalLotsIn('minimumQuantity', body.minimumQuantity, measures),
      stopTicks: optionalTicksIn('stopPrice', body.stopPrice, measures),
      expiresOn: body.expiresOn ?? null,
    });
    return this.answers.answer(sessionId, report);
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
    return Promise.all(reports.map((report) => this.answers.shown(sessionId, report)));
  }

  @Patch(':orderId')
  @ApiOperation({
    summary: 'Change an own open order',
    description:
      'A smaller quantity at the same price keeps its place in the queue; anything else goes to its end and may trade at once. What is refused changes nothing.',
  })
  @ApiOkResponse({ standardSchema: orderResponse })
  @ApiProblem(400, ...MALFORMED_MEASURES)
  @ApiProblem(403, 'auth.no-participant')
  @ApiProblem(404, 'order.unknown', 'venue.unknown')
  @ApiProblem(409, 'order.not-open')
  @ApiProblem(422, ...AMENDMENT_REFUSALS, ...FAMILY_REFUSALS)
  @ApiProblem(503, ...VENUE_AWAY)
  async amend(
    @Param('sessionId') sessionId: string,
    @Param('orderId') orderId: string,
    @Body({ schema: amendOrderRequest }) body: AmendOrderRequest,
    @CurrentActor() actor: Actor,
  ): Promise<OrderResponse> {
    const participantCode = participantOf(actor);
    const order = await this.venue.order(sessionId, orderId);
    // whose order it is stays private: the venue answers
    const isOwn = order?.participantCode === participantCode;
    const measures = isOwn ? await this.catalogue.instrument(sessionId, order.instrumentCode) : null;
    const report = await this.venue.amendOrder({
      sessionId,
      participantCode,
      orderId,
      priceTicks: measures && optionalTicksIn('price', body.price, measures),
      leavesLots: measures && optionalLotsIn('quantity', body.quantity, measures),
      stopTicks: measures && optionalTicksIn('stopPrice', body.stopPrice, measures),
    });
    return this.answers.shown(sessionId, report);
  }

  @Delete(':orderId')
  @ApiOperation({ summary: 'Cancel an own order' })
  @ApiOkResponse({ standardSchema: orderResponse })
  @ApiProblem(404, 'order.unknown', 'venue.unknown')
  @ApiProblem(409, 'order.not-open', 'order.cancel-barred')
  @ApiProblem(503, ...VENUE_AWAY)
  async cancel(
    @Param('sessionId') sessionId: string,
    @Param('orderId') orderId: string,
    @CurrentActor() actor: Actor,
  ): Promise<OrderResponse> {
    const request = { sessionId, participantCode: participantOf(actor), orderId };
    return this.answers.shown(sessionId, await this.venue.cancelOrder(request));
  }

  @Delete()
  @ApiOperation({
    summary: 'Cancel all own open orders, or those of one instrument or side',
    description:
      'Orders whose market bars cancels at this hour stay; when that leaves nothing to cancel, the request is refused.',
  })
  @ApiQuery({ name: 'instrument', required: false })
  @ApiQuery({ name: 'side', required: false, enum: ['buy', 'sell'] })
  @ApiOkResponse({ standardSchema: cancelAllResponse })
  @ApiProblem(404, 'venue.unknown', 'venue.unknown-instrument')
  @ApiProblem(409, 'order.cancel-barred')
  @ApiProblem(503, ...VENUE_AWAY)
  async cancelAll(
    @Param('sessionId') sessionId: string,
    @CurrentActor() actor: Actor,
    @Query('instrument', { schema: cancelQuery.instrument }) instrumentCode: string | undefined,
    @Query('side', { schema: cancelQuery.side }) side: Side | undefined,
  ): Promise<CancelAllResponse> {
    const participantCode = participantOf(actor);
    return {
      cancelled: await this.venue.cancelAll({
        sessionId,
        participantCode,
        instrumentCode: instrumentCode ?? null,
        side: side ?? null,
      }),
    };
  }
}
