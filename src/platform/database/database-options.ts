import type { DataSourceOptions } from 'typeorm';
import { migrations } from '../../../migrations';

/** Connections of one process for its own work; the queue's pools come on top (PostgreSQL allows 100 in all). */
const POOL_SIZE = 20;

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** The connection that the program, the tests and the migrations share. */
export function databaseOptions(url: string): PostgresOptions {
  return {
    type: 'postgres',
    url,
    migrations,
    migrationsTransactionMode: 'each',
    migrationsTableName: 'migrations',
    synchronize: false,
    applicationName: 'ecobourse',
    poolSize: POOL_SIZE,
    // one time zone in every session, whatever the server's default: text and timestamps then compare exactly
    extra: { options: '-c timezone=UTC' },
  };
}
