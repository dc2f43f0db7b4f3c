import { WorkerHost } from '@nestjs/bullmq';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Queue, type Worker } from 'bullmq';
import { StopSequence } from '../lifecycle/stop-sequence';

/** All queues and workers of this process: their errors go to the log, and they stop in their turn. */
@Injectable()
export class QueueWorkers implements OnApplicationBootstrap {
  private readonly logger = new Logger('queue');

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly stopSequence: StopSequence,
  ) {}

  queues(): Queue[] {
    const instances = this.discovery.getProviders().map((wrapper): unknown => wrapper.instance);
    return [...new Set(instances.filter((instance) => instance instanceof Queue))];
  }

  onApplicationBootstrap(): void {
    const workers = this.workers();
    const report = (name: string) => (error: Error) => this.logger.warn(`${name}: ${error.message}`);
    for (const queue of this.queues()) queue.on('error', report(queue.name));
    for (const worker of workers) worker.on('error', report(worker.name));
    if (workers.length === 0) return;
    // a job under way is finished; no other is taken
    this.stopSequence.register('workers', 'queue workers', async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    });
  }

  private workers(): Worker[] {
    const instances = this.discovery.getProviders().map((wrapper): unknown => wrapper.instance);
    const hosts = instances.filter((instance) => instance instanceof WorkerHost);
    return [...new Set(hosts.map((host) => host.worker))];
  }
}
