import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Params } from 'nestjs-pino';
import pino from 'pino';
import type { Configuration } from '../configuration/configuration';

const LOG_LIMIT_BYTES = 32 * 1024 * 1024;

export const logFileOf = (dataDirectory: string): string => join(dataDirectory, 'logs', 'ecobourse.log');

/** One earlier log is kept; a long-running class does not fill the disk. */
function setAsideWhenLarge(path: string): void {
  try {
    if (statSync(path).size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`);
  } catch {
    // no log yet
  }
}

/** Where log records go: stdout for machines that collect it, a file when a person reads the terminal. */
function destination(configuration: Configuration): pino.DestinationStream {
  if (configuration.logFormat === 'json' || configuration.logLevel === 'silent')
    return pino.destination({ dest: 1, sync: true });
  const path = logFileOf(configuration.dataDirectory);
  mkdirSync(join(configuration.dataDirectory, 'logs'), { recursive: true });
  setAsideWhenLarge(path);
  return pino.destination({ dest: path, sync: true, mode: 0o600 });
}

/** Structured logs. A request is a record of level debug; a failed one (5xx) is an error. Never headers, never bodies. */
export function loggingOptions(configuration: Configuration): Params {
  return {
    // without this a wildcard of the older path syntax is used, which the router warns about
    forRoutes: ['{*splat}'],
    pinoHttp: [
      {
        level: configuration.logLevel,
        genReqId: () => randomUUID(),
        serializers: {
          req: (request: { id: unknown; method: unknown; url: unknown }) => ({
            id: request.id,
            method: request.method,
            url: request.url,
          }),
          res: (response: { statusCode: unknown }) => ({ statusCode: response.statusCode }),
        },
        customLogLevel: (_: IncomingMessage, response: ServerResponse, error?: Error) =>
          error || response.statusCode >= 500 ? 'error' : 'debug',
      },
      destination(configuration),
    ],
  };
}
