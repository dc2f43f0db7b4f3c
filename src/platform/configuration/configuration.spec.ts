import { resolve } from 'node:path';
import { readConfiguration } from './configuration';
import { StartupError } from './startup-error';

function refusal(environment: NodeJS.ProcessEnv): string {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof StartupError) return error.line;
    throw error;
  }
  return 'accepted';
}

describe('the configuration', () => {
  it('has a default for everything and is frozen', () => {
    const configuration = readConfiguration({});
    expect(configuration).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      redisUrl: null,
      dataDirectory: resolve('.ecobourse'),
      logLevel: 'info',
      logFormat: 'terminal',
      jwtSecret: null,
      trainerPassword: null,
      throttlePerMinute: 6000,
      demo: { enabled: true, dayMilliseconds: 2000, seed: 20_240_101 },
    });
    expect(Object.isFrozen(configuration) && Object.isFrozen(configuration.demo)).toBe(true);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfiguration({ PORT: '', DATABASE_URL: ' ', REDIS_URL: '' })).toEqual(readConfiguration({}));
  });

  it('writes structured logs to stdout once a level is asked for', () => {
    expect(readConfiguration({ LOG_LEVEL: 'debug' })).toMatchObject({ logLevel: 'debug', logFormat: 'json' });
    expect(readConfiguration({ LOG_LEVEL: 'debug', LOG_FORMAT: 'terminal' }).logFormat).toBe('terminal');
  });

  it.each([
    ['PORT', '70000', 'PORT is "70000"; accepted: a whole number from 1 to 65535, or 0 for any free port'],
    ['PORT', 'http', 'PORT is "http"; accepted: a whole number from 1 to 65535, or 0 for any free port'],
    ['PORT', '3e3', 'PORT is "3e3"; accepted: a whole number from 1 to 65535, or 0 for any free port'],
    [
      'LOG_LEVEL',
      'loud',
      'LOG_LEVEL is "loud"; accepted: one of fatal, error, warn, info, debug, trace, silent',
    ],
    ['DEMO', 'yes', 'DEMO is "yes"; accepted: on or off'],
    [
      'REDIS_URL',
      'localhost:6379',
      'REDIS_URL is "localhost:6379"; accepted: an address such as redis://host:6379/0',
    ],
  ])('names %s=%s, what was found and what is accepted, in one line', (name, value, line) => {
    expect(refusal({ [name]: value })).toBe(line);
  });

  it('never repeats a secret', () => {
    expect(refusal({ JWT_SECRET: 'hunter2' })).toBe(
      'JWT_SECRET is 7 characters; accepted: a secret of at least 32 characters',
    );
    const line = refusal({ DATABASE_URL: 'mysql://user:hunter2@host/db' });
    expect(line).toContain('"mysql://user:***@host/db"');
    expect(line).not.toContain('hunter2');
  });

  it('gives one line for each bad variable', () => {
    expect(refusal({ PORT: 'x', DEMO: 'x' }).split('\n')).toHaveLength(2);
  });
});
