import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Roles } from '../identity';
import { formatPrice, formatQuantity } from '../kernel';
import { ApiProblem } from '../platform';
import { FAMILY_REFUSALS, LISTING_REFUSALS, MALFORMED_MEASURES, VENUE_AWAY } from './documented-codes';
import { InstrumentCatalogue } from './instrument-catalogue';
import { listingView, type TakeListingRequest, takeListingRequest } from './market-models.dto';
import { lotsIn } from './measured-fields';
import { OrderAnswers } from './order-answers';
import { OrderMatching } from './order-matching.contract';
import { type OrderResponse, orderResponse } from './order-matching.dto';
import { originOf } from './trader-actor';

/** 挂牌协议: an order of a listing market is a listing; whoever wants it picks it here. */
@ApiTags('order matching')
@ApiBearerAuth()
@Controller('sessions/:sessionId/markets/:instrumentCode/listings')
export class ListingsController {
  constructor(
    private readonly venue: OrderMatching,
    private readonly catalogue: InstrumentCatalogue,
    private readonly answers: OrderAnswers,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Listings that can be taken: those at the best five prices of each side' })
  @ApiOkResponse({ standardSchema: listingView, isArray: true })
  @ApiProblem(404, 'instrument.unknown', 'venue.unknown', 'venue.unknown-instrument')
  async list(@Param('sessionId') sessionId: string, @Param('instrumentCode') instrumentCode: string) {
    const measures = await this.catalogue.instrument(sessionId, instrumentCode);
    const listings = await this.venue.listings(sessionId, instrumentCode);
    return listings.map(({ listingId, side, priceTicks, quantityLots }) => ({
      listingId,
      side,
      price: formatPrice(priceTicks, measures),
      quantity: formatQuantity(quantityLots, measures),
    }));
  }

  @Post(':listingId/take')
  @Roles('trader')
  @ApiOperation({
    summary: 'Trade with one listing at its price',
    description: 'The same clientOrderId with the same listing and quantity gives the first answer again.',
  })
  @ApiCreatedResponse({ standardSchema: orderResponse })
  @ApiProblem(400, ...MALFORMED_MEASURES)
  @ApiProblem(403, 'auth.no-participant')
  @ApiProblem(404, 'instrument.unknown', 'venue.unknown')
  @ApiProblem(409, 'order.client-order-id-reused')
  @ApiProblem(422, ...LISTING_REFUSALS, ...FAMILY_REFUSALS)
  @ApiProblem(503, ...VENUE_AWAY)
  async take(
    @Param('sessionId') sessionId: string,
    @Param('instrumentCode') instrumentCode: string,
    @Param('listingId') listingId: string,
    @Body({ schema: takeListingRequest }) body: TakeListingRequest,
    @CurrentActor() actor: Actor,
  ): Promise<OrderResponse> {
    const measures = await this.catalogue.instrument(sessionId, instrumentCode);
    const report = await this.venue.takeListing({
      ...originOf(sessionId, actor, body.clientOrderId),
      instrumentCode,
      listingId,
      quantityLots: lotsIn('quantity', body.quantity, measures),
    });
    return this.answers.answer(sessionId, report);
  }
}
