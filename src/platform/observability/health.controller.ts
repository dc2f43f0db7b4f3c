import { Controller, Get, Header, SetMetadata } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheckService, TypeOrmHealthIndicator } from '@nestjs/terminus';
import { SkipThrottle } from '@nestjs/throttler';
import { ApiProblem } from '../http/api-problem.decorator';
import { stopping } from '../http/problem-details';
import { StopSequence } from '../lifecycle/stop-sequence';
import { QueueHealthIndicator } from '../queue/queue-health.indicator';

const DATABASE_MILLISECONDS = 1_500;

/**
 * For whoever supervises the process. The metadata is that of identity's `@Public()`, which stands a floor above
 * and cannot be imported here: a supervisor has no token.
 */
@ApiTags('health')
@SkipThrottle()
@SetMetadata('ecobourse:public', true)
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly queue: QueueHealthIndicator,
    private readonly stopSequence: StopSequence,
  ) {}

  @Get('live')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The process runs and answers' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Database and queue answer; requests may be sent here' })
  @ApiProblem(503, 'platform.stopping', 'platform.not-ready')
  async ready(): Promise<{ status: 'ok'; checks: Record<string, string> }> {
    if (this.stopSequence.stopping) throw stopping();
    const { details } = await this.health.check([
      () => this.database.pingCheck('database', { timeout: DATABASE_MILLISECONDS }),
      () => this.queue.check('queue'),
    ]);
    const checks = Object.fromEntries(Object.entries(details).map(([name, { status }]) => [name, status]));
    return { status: 'ok', checks };
  }
}
