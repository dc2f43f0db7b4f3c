import { setTimeout as pause } from 'node:timers/promises';
import { InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import { Injectable, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Job, Queue } from 'bullmq';
import { PlatformModule, QueueModule, readConfiguration, StopSequence } from '../src/platform';
import { createEmptyDatabase, describeOnEachQueue } from './support';

const BATCH = 50;

@Injectable()
class Sender {
  constructor(@InjectQueue('errands') readonly queue: Queue) {}
}

@Processor('errands', { concurrency: 5 })
class Errands extends WorkerHost {
  readonly done: number[] = [];
  tries = 0;

  async process(job: Job<{ number: number; slow?: boolean }>): Promise<void> {
    this.tries += 1;
    if (job.name === 'fails-twice' && job.attemptsMade < 2) throw new Error('not yet');
    if (job.data.slow) await pause(300);
    this.done.push(job.data.number);
  }
}

@Module({ imports: [QueueModule.register('errands')], providers: [Sender, Errands] })
class ErrandsModule {}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('not in time');
    await pause(10);
  }
}

describeOnEachQueue('jobs', (backend) => {
  let app: TestingModule;
  let database: { url: string; drop: () => Promise<void> };

  beforeAll(async () => {
    database = await createEmptyDatabase();
    const configuration = {
      ...readConfiguration({}),
      databaseUrl: database.url,
      redisUrl: backend === 'redis' ? (process.env['REDIS_URL'] ?? null) : null,
      logLevel: 'silent' as const,
    };
    app = await Test.createTestingModule({
      imports: [PlatformModule.forRoot(configuration, database.url), ErrandsModule],
    }).compile();
    await app.init();
  }, 30_000);
  afterAll(async () => {
    await app.get(Sender).queue.obliterate({ force: true });
    await app.close();
    await database.drop();
  });

  it('are each done', async () => {
    const numbers = Array.from({ length: BATCH }, (_, index) => index);
    await app.get(Sender).queue.addBulk(numbers.map((number) => ({ name: 'errand', data: { number } })));
    const { done } = app.get(Errands);
    await until(() => done.length === BATCH);
    expect([...done].sort((a, b) => a - b)).toEqual(numbers);
  });

  it('are repeated with backoff when they fail', async () => {
    const errands = app.get(Errands);
    errands.done.length = 0;
    errands.tries = 0;
    const options = { attempts: 5, backoff: { type: 'exponential', delay: 10 } };
    await app.get(Sender).queue.add('fails-twice', { number: 7 }, options);
    await until(() => errands.done.length === 1);
    expect(errands.tries).toBe(3);
  });

  it('with the same id are one job', async () => {
    const errands = app.get(Errands);
    errands.done.length = 0;
    for (let i = 0; i < 3; i += 1)
      await app.get(Sender).queue.add('errand', { number: 1, slow: true }, { jobId: 'settle-S1' });
    await until(() => errands.done.length >= 1);
    await pause(100);
    expect(errands.done).toEqual([1]);
  });

  it('under way are finished before the program stops', async () => {
    const errands = app.get(Errands);
    errands.done.length = 0;
    errands.tries = 0;
    await app.get(Sender).queue.add('errand', { number: 9, slow: true });
    await until(() => errands.tries === 1);
    await app.get(StopSequence).run();
    expect(errands.done).toEqual([9]);
  });
});
