import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Roles } from '../identity';
import { formatCents } from '../kernel';
import { ApiProblem } from '../platform';
import { InstructionViews } from './instruction-view.service';
import { type InstructionState, Settlement } from './settlement.contract';
import {
  type InstructionResponse,
  instructionResponse,
  latestQuery,
  limitQuery,
  type PipelineResponse,
  pipelineResponse,
  stateQuery,
} from './settlement.dto';

@ApiTags('settlement')
@ApiBearerAuth()
@Controller('sessions/:sessionId/settlement')
export class SettlementController {
  constructor(
    private readonly settlement: Settlement,
    private readonly views: InstructionViews,
  ) {}

  @Get('pipeline')
  @ApiOperation({
    summary: 'How many trades stand where on their way to delivery, and the newest of them',
    description: 'Counterparties are null for observers, and for traders in trades of others.',
  })
  @ApiOkResponse({ standardSchema: pipelineResponse })
  async pipeline(
    @Param('sessionId') sessionId: string,
    @Query('latest', { schema: latestQuery }) latest: number,
    @CurrentActor() actor: Actor,
  ): Promise<PipelineResponse> {
    const pipeline = await this.settlement.pipeline(sessionId, latest);
    return {
      lanes: pipeline.lanes.map(({ state, count, amountCents }) => ({
        state,
        count,
        amount: formatCents(amountCents),
      })),
      latest: await this.views.of(actor, pipeline.latest),
    };
  }

  @Roles('trader', 'trainer', 'regulator')
  @Get('instructions')
  @ApiOperation({ summary: 'Settlement instructions, newest first: a trader its own, others all' })
  @ApiOkResponse({ standardSchema: instructionResponse, isArray: true })
  @ApiProblem(403, 'auth.wrong-role')
  async instructions(
    @Param('sessionId') sessionId: string,
    @Query('state', { schema: stateQuery }) state: InstructionState | undefined,
    @Query('limit', { schema: limitQuery }) limit: number,
    @CurrentActor() actor: Actor,
  ): Promise<InstructionResponse[]> {
    // a trader without a participant owns no trades; the empty code matches none
    const participantCode = actor.role === 'trader' ? (actor.participantCode ?? '') : null;
    const found = await this.settlement.instructions({
      sessionId,
      participantCode,
      state: state ?? null,
      limit,
    });
    return this.views.of(actor, found);
  }
}
