import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Roles } from '../identity';
import { assert, DomainError, parseQuantity } from '../kernel';
import { ApiProblem } from '../platform';
import { Registry } from '../registry';
import { type RightInstrument, SessionCalendar } from '../right-family';
import { Compliance, type ComplianceResult } from './compliance.contract';
import {
  type ProposalResponse,
  period as periodSchema,
  proposalResponse,
  type ResultResponse,
  resultResponse,
  type SurrenderBody,
  surrenderBody,
} from './compliance.dto';
import { shownProposal, shownResult, viewerOf } from './result-presenter';

@ApiTags('compliance')
@ApiBearerAuth()
@Controller('sessions/:sessionId/compliance')
export class SurrenderController {
  constructor(
    private readonly compliance: Compliance,
    private readonly registry: Registry,
    private readonly calendar: SessionCalendar,
  ) {}

  @Roles('trader')
  @Get('proposal')
  @ApiOperation({ summary: 'What the rules propose to surrender for the open part of the obligation' })
  @ApiOkResponse({ standardSchema: proposalResponse })
  @ApiProblem(404, 'obligation.none')
  async proposal(
    @Param('sessionId') sessionId: string,
    @Query('period', { schema: periodSchema }) period: string,
    @CurrentActor() actor: Actor,
  ): Promise<ProposalResponse> {
    const participantCode = ownParticipant(actor);
    const plan = await this.compliance.proposeSurrender(sessionId, participantCode, period);
    const result = (await this.compliance.results(sessionId)).find(
      (row) => row.participantCode === participantCode && row.period === period,
    );
    return shownProposal(plan, result?.lotSize ?? '1', await this.registry.instruments(sessionId));
  }

  @Roles('trader')
  @Post('surrenders')
  @HttpCode(200)
  @ApiOperation({ summary: 'Surrender rights; repeating a reference surrenders nothing twice' })
  @ApiOkResponse({ standardSchema: resultResponse })
  @ApiProblem(404, 'obligation.none')
  @ApiProblem(409, 'surrender.reference-reused')
  @ApiProblem(422, 'surrender.period-closed', 'carbon.surrender-offset-share')
  async surrender(
    @Param('sessionId') sessionId: string,
    @Body({ schema: surrenderBody }) body: SurrenderBody,
    @CurrentActor() actor: Actor,
  ): Promise<ResultResponse> {
    const instruments = await this.registry.instruments(sessionId);
    const result = await this.compliance.surrender({
      sessionId,
      participantCode: ownParticipant(actor),
      period: body.period,
      parts: body.parts.map(({ instrumentCode, quantity }) => ({
        instrumentCode,
        quantityLots: parseQuantity(quantity, instrumentOf(instruments, instrumentCode)),
      })),
      actorId: actor.actorId,
      date: await this.calendar.today(sessionId),
      reference: body.reference,
    });
    const [shown] = await this.#shown(sessionId, actor, [result], instruments);
    assert(shown, 'one result is shown as one');
    return shown;
  }

  @Get('results')
  @ApiOperation({
    summary:
      'Obligations of everybody, and from the deadline on what was surrendered and what follows; before, a trader sees its own progress only',
  })
  @ApiOkResponse({ standardSchema: resultResponse, isArray: true })
  async results(
    @Param('sessionId') sessionId: string,
    @CurrentActor() actor: Actor,
  ): Promise<readonly ResultResponse[]> {
    const instruments = await this.registry.instruments(sessionId);
    return this.#shown(sessionId, actor, await this.compliance.results(sessionId), instruments);
  }

  async #shown(
    sessionId: string,
    actor: Actor,
    results: readonly ComplianceResult[],
    instruments: readonly RightInstrument[],
  ): Promise<readonly ResultResponse[]> {
    const participants = await this.registry.participants(sessionId);
    const names = new Map(participants.map((row) => [row.participantCode, row.names]));
    return results.map((result) => {
      const code = result.participantCode;
      return shownResult(
        result,
        names.get(code) ?? { en: code, zh: code },
        instruments,
        viewerOf(actor, code),
      );
    });
  }
}

function ownParticipant(actor: Actor): string {
  assert(actor.participantCode, 'a trader acts for a participant');
  return actor.participantCode;
}

function instrumentOf(instruments: readonly RightInstrument[], code: string): RightInstrument {
  const instrument = instruments.find((row) => row.code === code);
  if (instrument) return instrument;
  throw new DomainError(
    'instrument.unknown',
    { en: `There is no right ${code} in this session.`, zh: `本场次没有权利 ${code}。` },
    { code },
    { kind: 'not-found' },
  );
}
