import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../platform';
import { CurrentActor, Roles } from './access.decorators';
import type { Actor, Seat } from './identity.contract';
import { type SeatResponse, seatResponse } from './identity.dto';
import { SeatsService } from './seats.service';

const shown = (seat: Seat, withCode: boolean): SeatResponse => ({
  seatId: seat.seatId,
  role: seat.role,
  participantCode: seat.participantCode,
  joinCode: withCode ? seat.joinCode : null,
  takenBy: seat.takenBy,
});

@ApiTags('identity')
@ApiBearerAuth()
@Controller('sessions/:sessionId/seats')
export class SeatsController {
  constructor(private readonly seats: SeatsService) {}

  @Get()
  @ApiOperation({ summary: 'The seats of a session; only trainers see join codes' })
  @ApiOkResponse({ standardSchema: seatResponse, isArray: true })
  async list(
    @Param('sessionId') sessionId: string,
    @CurrentActor() actor: Actor,
  ): Promise<readonly SeatResponse[]> {
    const seats = await this.seats.ofSession(sessionId);
    return seats.map((seat) => shown(seat, actor.role === 'trainer'));
  }

  @Roles('trainer')
  @Post(':seatId/revoke')
  @HttpCode(200)
  @ApiOperation({ summary: 'Empty a seat: a new join code, and the tokens of who sat there end' })
  @ApiOkResponse({ standardSchema: seatResponse })
  @ApiProblem(404, 'seat.unknown')
  async revoke(
    @Param('sessionId') sessionId: string,
    @Param('seatId') seatId: string,
  ): Promise<SeatResponse> {
    return shown(await this.seats.revoke(sessionId, seatId), true);
  }
}
