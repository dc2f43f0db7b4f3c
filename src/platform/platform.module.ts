import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { LoggerModule } from 'nestjs-pino';
import { CONFIGURATION, type Configuration } from './configuration/configuration';
import { databaseModule } from './database/database.module';
import { ProblemDetailsFilter } from './http/problem-details.filter';
import { SchemaValidationPipe } from './http/validation';
import { Clock, SystemClock } from './lifecycle/clock';
import { StopSequence } from './lifecycle/stop-sequence';
import { HealthController } from './observability/health.controller';
import { loggingOptions } from './observability/logging';
import { Progress } from './observability/progress';
import { QueueModule } from './queue/queue.module';
import { QueueHealthIndicator } from './queue/queue-health.indicator';

const MINUTE_MILLISECONDS = 60_000;

/** The glue to the framework: what every module may take for granted. Knows nothing of the domain. */
@Global()
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a dynamic module of Nest is a class with static makers
export class PlatformModule {
  /** @param databaseUrl where the database really is: that of the configuration, or of the embedded server */
  static forRoot(configuration: Configuration, databaseUrl: string): DynamicModule {
    const limit = configuration.throttlePerMinute;
    return {
      module: PlatformModule,
      imports: [
        LoggerModule.forRoot(loggingOptions(configuration)),
        databaseModule(databaseUrl),
        QueueModule.forRoot(configuration, databaseUrl),
        TerminusModule.forRoot({ logger: false }),
        ThrottlerModule.forRoot({
          throttlers: [{ ttl: MINUTE_MILLISECONDS, limit: limit || 1 }],
          // a WebSocket message has no response to put headers on
          skipIf: (context) => limit === 0 || context.getType() !== 'http',
        }),
      ],
      controllers: [HealthController],
      providers: [
        { provide: CONFIGURATION, useValue: configuration },
        { provide: Clock, useClass: SystemClock },
        { provide: APP_FILTER, useClass: ProblemDetailsFilter },
        { provide: APP_PIPE, useClass: SchemaValidationPipe },
        { provide: APP_GUARD, useClass: ThrottlerGuard },
        Progress,
        QueueHealthIndicator,
        StopSequence,
      ],
      exports: [CONFIGURATION, Clock, Progress, StopSequence],
    };
  }
}
