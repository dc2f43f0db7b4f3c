import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../configuration/configuration';
import { StartupError } from '../configuration/startup-error';

const INFO = 30;
const FATAL = 60;

export interface Terminal {
  readonly say: (text: string) => void;
  readonly complain: (error: unknown) => void;
}

function textOf(error: unknown): string {
  if (error instanceof StartupError) return error.line;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Where the program speaks before the app is there and after it is gone: lines for a person, or log records like
 * those that the app writes.
 */
export function terminal(format: Configuration['logFormat']): Terminal {
  // whoever reads may have gone (a closed terminal, a pipe): that must not stop an orderly stop
  for (const stream of [process.stdout, process.stderr])
    if (stream.listenerCount('error') === 0) stream.on('error', () => undefined);
  if (format === 'terminal')
    return {
      say: (text) => void process.stdout.write(`${text}\n`),
      complain: (error) => void process.stderr.write(`${textOf(error)}\n`),
    };
  const record = (level: number, msg: string): void => {
    process.stdout.write(`${JSON.stringify({ level, time: Date.now(), pid: process.pid, msg })}\n`);
  };
  return { say: (text) => record(INFO, text.trim()), complain: (error) => record(FATAL, textOf(error)) };
}

/** Variables of a `.env` file in the working directory; what is set in the environment already goes first. */
export function loadEnvironmentFile(): void {
  const path = join(process.cwd(), '.env');
  if (!existsSync(path)) return;
  try {
    process.loadEnvFile(path);
  } catch (error) {
    throw new StartupError(`${path} cannot be read (${String(error)})`, 'Make it readable, or remove it');
  }
}
