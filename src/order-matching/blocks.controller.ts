import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Roles } from '../identity';
import { formatPrice, formatQuantity } from '../kernel';
import { ApiProblem } from '../platform';
import {
  BLOCK_ACCEPTANCE_REFUSALS,
  BLOCK_REFUSALS,
  FAMILY_REFUSALS,
  MALFORMED_MEASURES,
  VENUE_AWAY,
} from './documented-codes';
import { InstrumentCatalogue } from './instrument-catalogue';
import {
  type AcceptBlockRequest,
  acceptBlockRequest,
  blockProposalView,
  type ProposeBlockRequest,
  proposeBlockRequest,
} from './market-models.dto';
import { lotsIn, ticksIn } from './measured-fields';
import { OrderAnswers } from './order-answers';
import { OrderMatching } from './order-matching.contract';
import { type OrderResponse, orderResponse } from './order-matching.dto';
import { originOf, participantOf } from './trader-actor';

/** 大宗协议: large quantities between two participants who agreed; a proposal is an order and can be cancelled as one. */
@ApiTags('order matching')
@ApiBearerAuth()
@Roles('trader')
@ApiProblem(403, 'auth.no-participant')
@Controller('sessions/:sessionId/blocks')
export class BlocksController {
  constructor(
    private readonly venue: OrderMatching,
    private readonly catalogue: InstrumentCatalogue,
    private readonly answers: OrderAnswers,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Open block proposals: own ones, and those that one may accept' })
  @ApiOkResponse({ standardSchema: blockProposalView, isArray: true })
  @ApiProblem(404, 'venue.unknown')
  async list(@Param('sessionId') sessionId: string, @CurrentActor() actor: Actor) {
    const proposals = await this.venue.blockProposals(sessionId, participantOf(actor));
    return Promise.all(
      proposals.map(async (proposal) => {
        const measures = await this.catalogue.instrument(sessionId, proposal.instrumentCode);
        return {
          proposalId: proposal.proposalId,
          instrumentCode: proposal.instrumentCode,
          side: proposal.side,
          proposer: proposal.proposerCode,
          counterparty: proposal.counterpartyCode,
          price: formatPrice(proposal.priceTicks, measures),
          quantity: formatQuantity(proposal.quantityLots, measures),
        };
      }),
    );
  }

  @Post()
  @ApiOperation({ summary: 'Propose a block trade to one participant' })
  @ApiCreatedResponse({ standardSchema: orderResponse })
  @ApiProblem(400, ...MALFORMED_MEASURES)
  @ApiProblem(404, 'instrument.unknown', 'venue.unknown')
  @ApiProblem(409, 'order.client-order-id-reused')
  @ApiProblem(422, ...BLOCK_REFUSALS, ...FAMILY_REFUSALS)
  @ApiProblem(503, ...VENUE_AWAY)
  async propose(
    @Param('sessionId') sessionId: string,
    @Body({ schema: proposeBlockRequest }) body: ProposeBlockRequest,
    @CurrentActor() actor: Actor,
  ): Promise<OrderResponse> {
    const measures = await this.catalogue.instrument(sessionId, body.instrumentCode);
    const report = await this.venue.proposeBlock({
      ...originOf(sessionId, actor, body.clientOrderId),
      instrumentCode: body.instrumentCode,
      side: body.side,
      counterpartyCode: body.counterparty,
      priceTicks: ticksIn('price', body.price, measures),
      quantityLots: lotsIn('quantity', body.quantity, measures),
    });
    return this.answers.answer(sessionId, report);
  }

  @Post(':proposalId/accept')
  @ApiOperation({ summary: 'Accept all of a block proposal that was made to oneself' })
  @ApiCreatedResponse({ standardSchema: orderResponse })
  @ApiProblem(404, 'venue.unknown')
  @ApiProblem(409, 'order.client-order-id-reused')
  @ApiProblem(422, ...BLOCK_ACCEPTANCE_REFUSALS, ...FAMILY_REFUSALS)
  @ApiProblem(503, ...VENUE_AWAY)
  async accept(
    @Param('sessionId') sessionId: string,
    @Param('proposalId') proposalId: string,
    @Body({ schema: acceptBlockRequest }) body: AcceptBlockRequest,
    @CurrentActor() actor: Actor,
  ): Promise<OrderResponse> {
    const origin = originOf(sessionId, actor, body.clientOrderId);
    return this.answers.answer(sessionId, await this.venue.acceptBlock({ ...origin, proposalId }));
  }
}
