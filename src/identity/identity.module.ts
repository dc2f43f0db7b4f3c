import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIGURATION, type Configuration } from '../platform';
import { AccessControl } from './access-control.service';
import { AccessEndings } from './access-endings';
import { AuthenticationController } from './authentication.controller';
import { AuthenticationGuard } from './authentication.guard';
import { EarlyAuthentication } from './early-authentication.service';
import { Identity } from './identity.contract';
import { IdentityService } from './identity.service';
import { Passwords } from './passwords';
import { PeopleController } from './people.controller';
import { PeopleService } from './people.service';
import { PeopleRepository } from './persistence/people.repository';
import { PersonEntity } from './persistence/person.entity';
import { SeatEntity } from './persistence/seat.entity';
import { SeatsRepository } from './persistence/seats.repository';
import { SeatsController } from './seats.controller';
import { SeatsService } from './seats.service';
import { keptTokenSecret } from './token-secret';
import { TOKEN_ALGORITHM, TOKEN_ISSUER, Tokens } from './tokens';

/** People, seats, tokens, and the guard in front of every HTTP route. Global: every edge asks who is calling. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forFeature([PersonEntity, SeatEntity]),
    JwtModule.registerAsync({
      inject: [CONFIGURATION],
      useFactory: async (configuration: Configuration) => ({
        secret: configuration.jwtSecret ?? (await keptTokenSecret(configuration.dataDirectory)),
        signOptions: { algorithm: TOKEN_ALGORITHM, issuer: TOKEN_ISSUER },
        verifyOptions: { algorithms: [TOKEN_ALGORITHM], issuer: TOKEN_ISSUER },
      }),
    }),
  ],
  controllers: [AuthenticationController, PeopleController, SeatsController],
  providers: [
    AccessControl,
    AccessEndings,
    EarlyAuthentication,
    Passwords,
    PeopleRepository,
    PeopleService,
    SeatsRepository,
    SeatsService,
    Tokens,
    { provide: Identity, useClass: IdentityService },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
  ],
  exports: [AccessEndings, Identity],
})
export class IdentityModule {}
