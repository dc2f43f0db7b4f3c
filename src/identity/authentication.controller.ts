import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { ApiProblem } from '../platform';
import { CurrentActor, Public } from './access.decorators';
import { type Actor, Identity, type IssuedToken } from './identity.contract';
import {
  actorResponse,
  type JoinRequest,
  joinRequest,
  type LoginRequest,
  loginRequest,
  type ObserveRequest,
  observeRequest,
  tokenResponse,
} from './identity.dto';
import { SeatsService } from './seats.service';

const MINUTE_MS = 60_000;
/** Per address. A password is guessed slowly; a class of fifty behind one address may sit down within a minute. */
const LOGIN_LIMIT = { default: { limit: 10, ttl: MINUTE_MS } };
const JOIN_LIMIT = { default: { limit: 60, ttl: MINUTE_MS } };

@ApiTags('identity')
@Controller('auth')
export class AuthenticationController {
  constructor(
    private readonly identity: Identity,
    private readonly seats: SeatsService,
  ) {}

  @Public()
  @Throttle(LOGIN_LIMIT)
  @Post('login')
  @HttpCode(200)
  @ApiOperation({ summary: 'Log in as a trainer or regulator with an account' })
  @ApiOkResponse({ standardSchema: tokenResponse })
  @ApiProblem(401, 'auth.bad-credentials')
  login(@Body({ schema: loginRequest }) body: LoginRequest): Promise<IssuedToken> {
    return this.identity.login(body.username, body.password);
  }

  @Public()
  @Throttle(JOIN_LIMIT)
  @Post('join')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a seat with its join code, or come back to it with the same code' })
  @ApiOkResponse({ standardSchema: tokenResponse })
  @ApiProblem(401, 'auth.unknown-join-code')
  join(@Body({ schema: joinRequest }) body: JoinRequest): Promise<IssuedToken> {
    return this.identity.join(body.joinCode, body.displayName);
  }

  @Public()
  @Throttle(JOIN_LIMIT)
  @Post('observe')
  @HttpCode(200)
  @ApiOperation({ summary: 'Watch a session: a token for an hour that sees what is public' })
  @ApiOkResponse({ standardSchema: tokenResponse })
  @ApiProblem(404, 'session.unknown')
  observe(@Body({ schema: observeRequest }) body: ObserveRequest): Promise<IssuedToken> {
    return this.identity.observe(body.sessionId);
  }

  @Post('leave')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Leave the seat: its tokens end; the same join code takes it again' })
  @ApiProblem(409, 'seat.none')
  async leave(@CurrentActor() actor: Actor): Promise<void> {
    await this.seats.leave(actor);
  }

  @Get('me')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Who am I?' })
  @ApiOkResponse({ standardSchema: actorResponse })
  me(@CurrentActor() actor: Actor): Actor {
    return actor;
  }
}
