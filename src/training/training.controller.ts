import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Public, Roles } from '../identity';
import { ApiProblem, CONFIGURATION, type Configuration, Progress } from '../platform';
import { Invariants } from './invariants.service';
import { publicSummary } from './sessions.service';
import { Training } from './training.contract';
import { invariantView, type NewSession, newSession, sessionView } from './training.dto';

@ApiTags('sessions')
@ApiBearerAuth()
@Controller('sessions')
export class TrainingController {
  constructor(
    private readonly training: Training,
    private readonly invariants: Invariants,
    private readonly progress: Progress,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'The sessions that can be watched, oldest first' })
  @ApiOkResponse({ standardSchema: sessionView, isArray: true })
  async sessions() {
    return (await this.training.sessions()).map(publicSummary);
  }

  @Post()
  @Roles('trainer')
  @ApiOperation({
    summary:
      'A new session: `demo` is built from the example files and live at once, `blank` waits for yours',
  })
  @ApiCreatedResponse({ standardSchema: sessionView })
  @ApiProblem(403, 'auth.wrong-role')
  start(@Body({ schema: newSession }) request: NewSession) {
    const { seed, dayMilliseconds } = this.configuration.demo;
    return this.training.startSession({
      scenario: request.scenario,
      seed: request.seed ?? seed,
      dayMilliseconds: request.dayMilliseconds ?? dayMilliseconds,
      bots: request.bots,
      progress: (text) => this.progress.step(text),
    });
  }

  @Get(':sessionId')
  @ApiOperation({ summary: 'One session: its stage and its simulated date' })
  @ApiOkResponse({ standardSchema: sessionView })
  @ApiProblem(404, 'session.unknown')
  async session(@Param('sessionId') sessionId: string, @CurrentActor() actor: Actor) {
    const summary = await this.training.session(sessionId);
    return actor.role === 'trainer' ? summary : publicSummary(summary);
  }

  @Post(':sessionId/pause')
  @HttpCode(200)
  @Roles('trainer')
  @ApiOperation({ summary: 'Stops the simulated clock and closes the markets until the session is resumed' })
  @ApiOkResponse({ standardSchema: sessionView })
  @ApiProblem(409, 'session.ended', 'session.not-ready')
  pause(@Param('sessionId') sessionId: string) {
    return this.training.pause(sessionId);
  }

  @Post(':sessionId/resume')
  @HttpCode(200)
  @Roles('trainer')
  @ApiOperation({ summary: 'Lets a paused session go on where it stopped' })
  @ApiOkResponse({ standardSchema: sessionView })
  @ApiProblem(409, 'session.ended', 'session.not-ready')
  resume(@Param('sessionId') sessionId: string) {
    return this.training.resume(sessionId);
  }

  @Post(':sessionId/next-stage')
  @HttpCode(200)
  @Roles('trainer')
  @ApiOperation({
    summary:
      'Ends the present stage now (a blank session: opens its market); exactly one stage, however often it is pressed',
  })
  @ApiOkResponse({ standardSchema: sessionView })
  @ApiProblem(409, 'session.ended', 'session.not-ready', 'session.nobody-registered')
  nextStage(@Param('sessionId') sessionId: string) {
    return this.training.nextStage(sessionId);
  }

  @Get(':sessionId/invariants')
  @Roles('trainer')
  @ApiOperation({ summary: 'What must always hold, checked now' })
  @ApiOkResponse({ standardSchema: invariantView, isArray: true })
  @ApiProblem(404, 'session.unknown')
  findings(@Param('sessionId') sessionId: string) {
    return this.invariants.check(sessionId);
  }
}
