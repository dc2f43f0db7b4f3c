import { createHash } from 'node:crypto';
import {
  type ConnectionOptions,
  createPostgresBackend,
  getDefaultBackendFactory,
  type QueueOptions,
  setDefaultBackendFactory,
} from 'bullmq';
import type { Configuration } from '../configuration/configuration';

/** The schema of the queue's tables; BullMQ makes and upgrades them itself. */
const SCHEMA = 'bullmq';
/** Connections of each queue and each worker, besides one that listens. */
const POOL_SIZE = 3;
/** Finished jobs are kept for a look back; the truth about their work is in the modules' own tables. */
const KEPT_JOBS = 1_000;

type QueueSettings = Pick<QueueOptions, 'connection' | 'prefix' | 'defaultJobOptions'>;

/** Jobs point into one database. Several programs that share a Redis keep apart by a name made from theirs. */
function prefixOf(configuration: Configuration): string {
  const { databaseUrl, dataDirectory } = configuration;
  const place =
    databaseUrl === null ? dataDirectory : `${new URL(databaseUrl).host}${new URL(databaseUrl).pathname}`;
  return `ecobourse-${createHash('sha256').update(place).digest('hex').slice(0, 12)}`;
}

/**
 * Where jobs live: the one switch between the backends. What BullMQ types as a connection is Redis-shaped,
 * so that of PostgreSQL is cast here, and nowhere else.
 */
export function queueSettings(configuration: Configuration, databaseUrl: string): QueueSettings {
  const defaultJobOptions = { removeOnComplete: { count: KEPT_JOBS }, removeOnFail: { count: KEPT_JOBS } };
  if (configuration.redisUrl !== null)
    return {
      // a worker waits in a blocking command, which must not be given up after some retries
      connection: { url: configuration.redisUrl, maxRetriesPerRequest: null },
      prefix: prefixOf(configuration),
      defaultJobOptions,
    };
  const postgres = { connectionString: databaseUrl, schema: SCHEMA, migrate: true, max: POOL_SIZE };
  return { connection: postgres as unknown as ConnectionOptions, defaultJobOptions };
}

const createRedisBackend = getDefaultBackendFactory();

/**
 * BullMQ takes one factory for the whole process. Ours looks at the connection, so that two apps with different
 * backends can live in one process, as they do in tests.
 */
setDefaultBackendFactory((name, options, backendOptions) =>
  options.connection !== undefined && 'connectionString' in options.connection
    ? createPostgresBackend(name, options as never, backendOptions)
    : createRedisBackend(name, options, backendOptions),
);
