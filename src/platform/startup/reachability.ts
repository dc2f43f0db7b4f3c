import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { withoutPassword } from '../configuration/configuration';
import { messageOf, StartupError, systemCode } from '../configuration/startup-error';

const CONNECT_MILLISECONDS = 5_000;
/** BullMQ's recommended floor, and what our SQL is written for. */
const OLDEST_POSTGRES = 14;

/** Why the program cannot listen there, as one line. */
export function listenError(error: unknown, host: string, port: number): StartupError {
  const code = systemCode(error);
  const options = { cause: error };
  if (code === 'EADDRINUSE')
    return new StartupError(
      `Port ${port} on ${host} is taken by another program`,
      `Stop that program, or choose another port: PORT=${port < 65_535 ? port + 1 : 3000} npm start`,
      options,
    );
  if (code === 'EACCES')
    return new StartupError(
      `Port ${port} needs more rights than this user has`,
      'Choose a PORT above 1023',
      options,
    );
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new StartupError(
      `HOST ${host} is not an address of this machine`,
      'Use 127.0.0.1 for this machine only, or 0.0.0.0 for the network',
      options,
    );
  return new StartupError(
    `Cannot listen on ${host}:${port} (${messageOf(error)})`,
    'Change HOST or PORT',
    options,
  );
}

/** Tried before anything is started, so that a taken port costs a second and leaves nothing behind. */
export function requireFreePort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => reject(listenError(error, host, port)));
    server.listen(port, host, () => server.close(() => resolve()));
  });
}

const DATABASE_REMEDIES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'No server listens there: start it, or correct host and port',
  ENOTFOUND: 'No machine has that name: correct the host',
  EAI_AGAIN: 'The name cannot be looked up: correct the host, or check the network',
  '28P01': 'User or password is wrong',
  '28000': 'The server does not let this user in from here (pg_hba.conf)',
  '3D000': 'That database does not exist: create it first',
};

/** @throws StartupError when the server of DATABASE_URL does not answer, refuses us, or is too old */
export async function requireDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MILLISECONDS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const result = await client.query<{ version: string }>(
      "select current_setting('server_version_num') as version",
    );
    const major = Math.floor(Number(result.rows[0]?.version) / 10_000);
    if (major < OLDEST_POSTGRES)
      throw new StartupError(
        `The server of DATABASE_URL is PostgreSQL ${major}`,
        `Use ${OLDEST_POSTGRES} or newer, or unset DATABASE_URL to use the embedded one`,
      );
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const first = error instanceof AggregateError ? error.errors[0] : error;
    const remedy =
      DATABASE_REMEDIES[systemCode(error)] ?? DATABASE_REMEDIES[systemCode(first)] ?? 'Check the address';
    throw new StartupError(
      `DATABASE_URL ${withoutPassword(url)} cannot be used (${messageOf(error)})`,
      `${remedy}; or unset DATABASE_URL to use the embedded database`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** @throws StartupError when the server of REDIS_URL does not answer or refuses us */
export async function requireRedis(url: string): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MILLISECONDS,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let reason: unknown = null;
  redis.on('error', (error) => {
    reason = error;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw new StartupError(
      `REDIS_URL ${withoutPassword(url)} cannot be used (${messageOf(reason ?? error)})`,
      'Start that Redis or correct the address; or unset REDIS_URL to keep queues in PostgreSQL',
      { cause: error },
    );
  } finally {
    redis.disconnect();
  }
}
