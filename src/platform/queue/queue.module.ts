import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { Configuration } from '../configuration/configuration';
import { queueSettings } from './queue-backend';
import { QueueWorkers } from './queue-workers';

/**
 * BullMQ queues, on PostgreSQL or on Redis. A module asks for its queues with `QueueModule.register('settlement')`
 * and uses `@InjectQueue('settlement')` and `@Processor('settlement')` of `@nestjs/bullmq` as on any other project.
 */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a dynamic module of Nest is a class with static makers
export class QueueModule {
  /** Once, in PlatformModule. */
  static forRoot(configuration: Configuration, databaseUrl: string): DynamicModule {
    return {
      module: QueueModule,
      global: true,
      imports: [DiscoveryModule, BullModule.forRoot(queueSettings(configuration, databaseUrl))],
      providers: [QueueWorkers],
      exports: [QueueWorkers],
    };
  }

  static register(...names: string[]): DynamicModule {
    const queues = BullModule.registerQueue(...names.map((name) => ({ name })));
    return { module: QueueModule, imports: [queues], exports: [queues] };
  }
}
