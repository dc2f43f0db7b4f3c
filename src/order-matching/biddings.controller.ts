import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Roles } from '../identity';
import { formatPrice, formatQuantity } from '../kernel';
import { ApiProblem } from '../platform';
import {
  BID_REFUSALS,
  BIDDING_REFUSALS,
  FAMILY_REFUSALS,
  MALFORMED_MEASURES,
  VENUE_AWAY,
} from './documented-codes';
import { InstrumentCatalogue } from './instrument-catalogue';
import {
  biddingView,
  closedBiddingView,
  type OpenBiddingRequest,
  openBiddingRequest,
  type PlaceBidRequest,
  placeBidRequest,
} from './market-models.dto';
import { lotsIn, ticksIn } from './measured-fields';
import { OrderAnswers } from './order-answers';
import { OrderMatching } from './order-matching.contract';
import { type OrderResponse, orderResponse } from './order-matching.dto';
import { originOf } from './trader-actor';

/** 单向竞价: one seller's lot is offered to bidders until the trainer closes the bidding; bids stay under cover. */
@ApiTags('order matching')
@ApiBearerAuth()
@Controller('sessions/:sessionId/markets/:instrumentCode/biddings')
export class BiddingsController {
  constructor(
    private readonly venue: OrderMatching,
    private readonly catalogue: InstrumentCatalogue,
    private readonly answers: OrderAnswers,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lots that are offered now' })
  @ApiOkResponse({ standardSchema: biddingView, isArray: true })
  @ApiProblem(404, 'instrument.unknown', 'venue.unknown', 'venue.unknown-instrument')
  async list(@Param('sessionId') sessionId: string, @Param('instrumentCode') instrumentCode: string) {
    const measures = await this.catalogue.instrument(sessionId, instrumentCode);
    const lots = await this.venue.biddings(sessionId, instrumentCode);
    return lots.map(({ biddingId, quantityLots, floorTicks, capTicks, pricing }) => ({
      biddingId,
      instrumentCode,
      quantity: formatQuantity(quantityLots, measures),
      floorPrice: formatPrice(floorTicks, measures),
      capPrice: formatPrice(capTicks, measures),
      pricing,
    }));
  }

  @Post()
  @Roles('trader')
  @ApiOperation({ summary: 'Offer a lot to bidders; the id of the order is the id of the bidding' })
  @ApiCreatedResponse({ standardSchema: orderResponse })
  @ApiProblem(400, ...MALFORMED_MEASURES)
  @ApiProblem(403, 'auth.no-participant')
  @ApiProblem(404, 'instrument.unknown', 'venue.unknown')
  @ApiProblem(409, 'order.client-order-id-reused')
  @ApiProblem(422, ...BIDDING_REFUSALS, ...FAMILY_REFUSALS)
  @ApiProblem(503, ...VENUE_AWAY)
  async open(
    @Param('sessionId') sessionId: string,
    @Param('instrumentCode') instrumentCode: string,
    @Body({ schema: openBiddingRequest }) body: OpenBiddingRequest,
    @CurrentActor() actor: Actor,
  ): Promise<OrderResponse> {
    const measures = await this.catalogue.instrument(sessionId, instrumentCode);
    const report = await this.venue.openBidding({
      ...originOf(sessionId, actor, body.clientOrderId),
      instrumentCode,
      quantityLots: lotsIn('quantity', body.quantity, measures),
      floorTicks: ticksIn('floorPrice', body.floorPrice, measures),
      capTicks: ticksIn('capPrice', body.capPrice, measures),
      pricing: body.pricing,
    });
    return this.answers.answer(sessionId, report);
  }

  @Post(':biddingId/bids')
  @Roles('trader')
  @ApiOperation({ summary: 'Bid for a lot; a bid is an order and can be cancelled as one' })
  @ApiCreatedResponse({ standardSchema: orderResponse })
  @ApiProblem(400, ...MALFORMED_MEASURES)
  @ApiProblem(403, 'auth.no-participant')
  @ApiProblem(404, 'instrument.unknown', 'venue.unknown')
  @ApiProblem(409, 'order.client-order-id-reused')
  @ApiProblem(422, ...BID_REFUSALS, ...FAMILY_REFUSALS)
  @ApiProblem(503, ...VENUE_AWAY)
  async bid(
    @Param('sessionId') sessionId: string,
    @Param('instrumentCode') instrumentCode: string,
    @Param('biddingId') biddingId: string,
    @Body({ schema: placeBidRequest }) body: PlaceBidRequest,
    @CurrentActor() actor: Actor,
  ): Promise<OrderResponse> {
    const origin = originOf(sessionId, actor, body.clientOrderId);
    const measures = await this.catalogue.instrument(sessionId, instrumentCode);
    const report = await this.venue.placeBid({
      ...origin,
      instrumentCode,
      biddingId,
      priceTicks: ticksIn('price', body.price, measures),
      quantityLots: lotsIn('quantity', body.quantity, measures),
    });
    return this.answers.answer(sessionId, report);
  }

  @Post(':biddingId/close')
  @HttpCode(200)
  @Roles('trainer')
  @ApiOperation({ summary: 'End a bidding: the best bids win, the rest of the lot and of the bids ends' })
  @ApiOkResponse({ standardSchema: closedBiddingView })
  @ApiProblem(404, 'venue.unknown')
  @ApiProblem(409, 'bidding.not-open')
  @ApiProblem(503, ...VENUE_AWAY)
  async close(
    @Param('sessionId') sessionId: string,
    @Param('instrumentCode') instrumentCode: string,
    @Param('biddingId') biddingId: string,
  ) {
    await this.venue.closeBidding({ sessionId, instrumentCode, biddingId });
    return { biddingId };
  }
}
