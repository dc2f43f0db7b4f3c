import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Abstract, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../src/app.module';
import { Identity } from '../../src/identity';
import {
  type Configuration,
  configureHttp,
  httpAdapter,
  readConfiguration,
  StopSequence,
} from '../../src/platform';
import { QueueWorkers } from '../../src/platform/queue/queue-workers';
import { createEmptyDatabase } from './test-database';

export interface TestApp {
  readonly app: NestFastifyApplication;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly configuration: Configuration;
  readonly databaseUrl: string;
  /** a service by its class or token */
  get<T>(token: Abstract<T> | Type<T> | string | symbol): T;
  /** stops in the product's order and removes the database */
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** `redis` needs REDIS_URL in the environment: see `describeOnEachQueue` */
  readonly queue?: 'postgres' | 'redis';
  readonly configuration?: Partial<Configuration>;
  /** an existing database (to start a second app on it); otherwise a fresh one, removed by `close` */
  readonly databaseUrl?: string;
}

export const TRAINER_PASSWORD = 'trainer-for-tests';

function testConfiguration(options: TestAppOptions, dataDirectory: string): Configuration {
  const redisUrl = options.queue === 'redis' ? (process.env['REDIS_URL'] ?? null) : null;
  if (options.queue === 'redis' && redisUrl === null) throw new Error('REDIS_URL is not set');
  return Object.freeze({
    ...readConfiguration({}),
    port: 0,
    dataDirectory,
    redisUrl,
    logLevel: 'silent' as const,
    jwtSecret: 'a-secret-for-tests-only-0123456789',
    trainerPassword: TRAINER_PASSWORD,
    throttlePerMinute: 0,
    demo: { enabled: false, dayMilliseconds: 100, seed: 1 },
    ...options.configuration,
  });
}

async function listen(configuration: Configuration, databaseUrl: string): Promise<NestFastifyApplication> {
  const testing = await Test.createTestingModule({
    imports: [AppModule.forConfiguration(configuration, databaseUrl)],
  }).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(httpAdapter(), {
    logger: false,
    forceCloseConnections: true,
  });
  await configureHttp(app);
  await app.get(Identity, { strict: false }).ensureTrainer();
  await app.listen(0, '127.0.0.1');
  return app;
}

/** The whole program on a database of its own, listening on a free loopback port. No demo session is started. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'ecobourse-app-'));
  const configuration = testConfiguration(options, dataDirectory);
  const own = options.databaseUrl === undefined ? await createEmptyDatabase() : null;
  const databaseUrl = own?.url ?? options.databaseUrl ?? '';
  const cleanUp = async (): Promise<void> => {
    await own?.drop();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
  const app = await listen(configuration, databaseUrl).catch(async (error: unknown) => {
    await cleanUp();
    throw error;
  });
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    url: `http://127.0.0.1:${port}`,
    configuration,
    databaseUrl,
    get: (token) => app.get(token, { strict: false }),
    close: async () => {
      await app.get(StopSequence).run();
      // the keys of this app in a Redis that others share
      if (configuration.redisUrl !== null)
        for (const queue of app.get(QueueWorkers).queues()) await queue.obliterate({ force: true });
      await app.close();
      await cleanUp();
    },
  };
}

/**
 * The same suite on each queue backend; without REDIS_URL the Redis half appears as skipped, with that reason.
 */
export function describeOnEachQueue(name: string, suite: (queue: 'postgres' | 'redis') => void): void {
  describe(`${name}, queue on PostgreSQL`, () => suite('postgres'));
  if (process.env['REDIS_URL']) describe(`${name}, queue on Redis`, () => suite('redis'));
  else describe.skip(`${name}, queue on Redis`, () => it('skipped: REDIS_URL is not set', () => undefined));
}
