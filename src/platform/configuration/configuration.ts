import { resolve } from 'node:path';
import { z } from 'zod';
import { StartupError } from './startup-error';

/** Injection token of the frozen configuration: `@Inject(CONFIGURATION) configuration: Configuration`. */
export const CONFIGURATION = Symbol('CONFIGURATION');

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Everything that the environment decides. Read once at start, never changed. */
export interface Configuration {
  readonly port: number;
  readonly host: string;
  /** null: the embedded PostgreSQL in the data directory is started and used */
  readonly databaseUrl: string | null;
  /** null: queues live in PostgreSQL */
  readonly redisUrl: string | null;
  /** absolute path */
  readonly dataDirectory: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** `terminal`: people read progress lines, logs go to a file · `json`: structured logs on stdout */
  readonly logFormat: 'terminal' | 'json';
  /** null: a random secret is made and kept */
  readonly jwtSecret: string | null;
  /** null: a random password is made and shown once */
  readonly trainerPassword: string | null;
  /** requests that one address may make in a minute; 0 switches the limit off */
  readonly throttlePerMinute: number;
  readonly demo: {
    readonly enabled: boolean;
    /** real milliseconds per simulated day */
    readonly dayMilliseconds: number;
    readonly seed: number;
  };
}

const wholeNumber = (low: number, high: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .refine((value) => value >= low && value <= high)
    .default(fallback);
const address = (...schemes: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && schemes.includes(new URL(text).protocol) && new URL(text).host !== '',
    )
    .nullable()
    .default(null);

/** Each variable: how it is read, and the words that tell a person what would be accepted. */
const variables = {
  PORT: {
    schema: wholeNumber(0, 65_535, 3000),
    accepts: 'a whole number from 1 to 65535, or 0 for any free port',
  },
  HOST: {
    schema: z
      .string()
      .regex(/^[\w.:-]+$/)
      .default('127.0.0.1'),
    accepts: 'a host name or address to listen on, such as 127.0.0.1 or 0.0.0.0',
  },
  DATABASE_URL: {
    schema: address('postgres:', 'postgresql:'),
    accepts: 'an address such as postgres://user:password@host:5432/database',
  },
  REDIS_URL: { schema: address('redis:', 'rediss:'), accepts: 'an address such as redis://host:6379/0' },
  ECOBOURSE_DATA: { schema: z.string().default('./.ecobourse'), accepts: 'the path of a directory' },
  LOG_LEVEL: { schema: z.enum(LOG_LEVELS).optional(), accepts: `one of ${LOG_LEVELS.join(', ')}` },
  LOG_FORMAT: { schema: z.enum(['terminal', 'json']).optional(), accepts: 'terminal or json' },
  JWT_SECRET: {
    schema: z.string().min(32).nullable().default(null),
    accepts: 'a secret of at least 32 characters',
  },
  TRAINER_PASSWORD: {
    schema: z.string().min(8).nullable().default(null),
    accepts: 'a password of at least 8 characters',
  },
  THROTTLE_PER_MINUTE: {
    schema: wholeNumber(0, 10_000_000, 6000),
    accepts: 'requests per minute and address: a whole number, 0 for no limit',
  },
  DEMO: { schema: z.enum(['on', 'off']).default('on'), accepts: 'on or off' },
  DEMO_DAY_MILLISECONDS: {
    schema: wholeNumber(20, 86_400_000, 2000),
    accepts: 'real milliseconds per simulated day: a whole number from 20 to 86400000',
  },
  DEMO_SEED: {
    schema: wholeNumber(0, 2_147_483_647, 20_240_101),
    accepts: 'a whole number from 0 to 2147483647',
  },
} as const;
const secrets = new Set(['JWT_SECRET', 'TRAINER_PASSWORD']);

type Name = keyof typeof variables;
type Values = { [K in Name]: z.output<(typeof variables)[K]['schema']> };

/** The address without its password, for terminals and logs. */
export function withoutPassword(url: string): string {
  return url.replace(/(\/\/[^/@:]*):[^/@]*@/, '$1:***@');
}

function shown(name: Name, found: string): string {
  return secrets.has(name) ? `${found.length} characters` : `"${withoutPassword(found)}"`;
}

function readVariables(environment: NodeJS.ProcessEnv): Values {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const name of Object.keys(variables) as Name[]) {
    // An empty variable means "not set": that is how compose files and shells pass an absent value on.
    const found = environment[name]?.trim() || undefined;
    const result = variables[name].schema.safeParse(found);
    if (result.success) values[name] = result.data;
    else problems.push(`${name} is ${shown(name, found ?? '')}; accepted: ${variables[name].accepts}`);
  }
  if (problems.length > 0) throw new StartupError(problems.join('\n'));
  return values as Values;
}

/** Reads and freezes the configuration. @throws StartupError one line for each variable that is not acceptable */
export function readConfiguration(environment: NodeJS.ProcessEnv = process.env): Configuration {
  const values = readVariables(environment);
  return Object.freeze({
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    dataDirectory: resolve(values.ECOBOURSE_DATA),
    logLevel: values.LOG_LEVEL ?? 'info',
    logFormat: values.LOG_FORMAT ?? (values.LOG_LEVEL === undefined ? 'terminal' : 'json'),
    jwtSecret: values.JWT_SECRET,
    trainerPassword: values.TRAINER_PASSWORD,
    throttlePerMinute: values.THROTTLE_PER_MINUTE,
    demo: Object.freeze({
      enabled: values.DEMO === 'on',
      dayMilliseconds: values.DEMO_DAY_MILLISECONDS,
      seed: values.DEMO_SEED,
    }),
  });
}
