import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { databaseOptions } from '../../src/platform/database/database-options';

export interface TestDatabase {
  readonly url: string;
  /** connected and migrated */
  readonly dataSource: DataSource;
  /** closes the connection and removes the database */
  readonly drop: () => Promise<void>;
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function serverUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (url) return url;
  throw new Error('no database server in this run: name the file *.e2e-spec.ts, or set TEST_DATABASE_URL');
}

/** An empty database of one's own on the run's server. */
export async function createEmptyDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `ecobourse_test_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name}`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`drop database if exists ${name} with (force)`) };
}

/** A fresh, migrated database. `entities` only where the test uses repositories. */
export async function createTestDatabase(
  options: { readonly entities?: NonNullable<DataSourceOptions['entities']> } = {},
): Promise<TestDatabase> {
  const database = await createEmptyDatabase();
  const dataSource = new DataSource({
    ...databaseOptions(database.url),
    entities: options.entities ?? [],
    migrationsRun: true,
  });
  try {
    await dataSource.initialize();
  } catch (error) {
    await database.drop();
    throw error;
  }
  return {
    url: database.url,
    dataSource,
    drop: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}
