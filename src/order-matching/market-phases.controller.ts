import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Roles } from '../identity';
import { ApiProblem } from '../platform';
import { VENUE_AWAY } from './documented-codes';
import {
  type ClockRequest,
  clockRequest,
  clockView,
  type MarketPhaseRequest,
  marketPhaseRequest,
  marketPhaseView,
} from './market-models.dto';
import { OrderMatching } from './order-matching.contract';

/** `14:57` and `14:57:00` as seconds since midnight. */
const secondsOf = (time: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return hours * 3_600 + minutes * 60 + seconds;
};

/** The hours of a market, in the hands of the trainer. */
@ApiTags('order matching')
@ApiBearerAuth()
@Roles('trainer')
@ApiProblem(409, 'venue.closed')
@ApiProblem(503, ...VENUE_AWAY)
@Controller('sessions/:sessionId')
export class MarketPhasesController {
  constructor(private readonly venue: OrderMatching) {}

  @Put('markets/:instrumentCode/phase')
  @ApiOperation({
    summary: 'Move one market to another phase of its day',
    description:
      'Orders are collected in pre-open, call-auction, volatility-halt and closing-auction; leaving an auction for continuous trading trades what was collected at one price.',
  })
  @ApiOkResponse({ standardSchema: marketPhaseView })
  @ApiProblem(404, 'venue.unknown', 'venue.unknown-instrument')
  @ApiProblem(422, 'venue.no-call-auction')
  async setPhase(
    @Param('sessionId') sessionId: string,
    @Param('instrumentCode') instrumentCode: string,
    @Body({ schema: marketPhaseRequest }) body: MarketPhaseRequest,
  ) {
    const { phase, cancels } = body;
    await this.venue.setMarketPhase(sessionId, instrumentCode, phase, cancels);
    return { instrumentCode, phase, cancels };
  }

  @Put('clock')
  @ApiOperation({
    summary: 'Move the time of the simulated day on',
    description: 'Halts end, and markets with a trading day change their phase.',
  })
  @ApiOkResponse({ standardSchema: clockView })
  @ApiProblem(404, 'venue.unknown')
  @ApiProblem(422, 'venue.time-goes-back')
  async advance(@Param('sessionId') sessionId: string, @Body({ schema: clockRequest }) body: ClockRequest) {
    await this.venue.advanceClock(sessionId, secondsOf(body.time));
    return { time: body.time };
  }
}
