import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DomainError } from '../../kernel';
import { VenueAudit, VenueAuditModule } from '../../order-matching';
import {
  Clock,
  type Configuration,
  databaseModule,
  EmbeddedPostgres,
  loadEnvironmentFile,
  readConfiguration,
  requireDatabase,
  StartupError,
  SystemClock,
} from '../../platform';
import { InputError } from '../input-error';

/**
 * Opens the database where the sessions are, asks, and closes it again.
 * @public loaded on demand, see session.ts
 * @throws InputError
 */
export async function withAudit<T>(ask: (audit: VenueAudit) => Promise<T>): Promise<T> {
  try {
    loadEnvironmentFile();
    const { url, close } = await openDatabase(readConfiguration(process.env));
    try {
      return await asked(url, ask);
    } finally {
      await close();
    }
  } catch (error) {
    if (error instanceof StartupError) throw new InputError(error.line);
    if (error instanceof DomainError) throw new InputError(`${error.code}: ${error.text.en}`);
    throw error;
  }
}

async function asked<T>(databaseUrl: string, ask: (audit: VenueAudit) => Promise<T>): Promise<T> {
  @Global()
  @Module({
    imports: [databaseModule(databaseUrl, false), VenueAuditModule],
    providers: [{ provide: Clock, useClass: SystemClock }],
    exports: [Clock],
  })
  class AuditModule {}
  const app = await NestFactory.createApplicationContext(AuditModule, { logger: false, abortOnError: false });
  try {
    return await ask(app.get(VenueAudit, { strict: false }));
  } finally {
    await app.close();
  }
}

async function openDatabase({ databaseUrl, dataDirectory }: Configuration) {
  const url = databaseUrl ?? EmbeddedPostgres.runningIn(dataDirectory);
  if (url !== null) {
    await requireDatabase(url);
    return { url, close: async () => {} };
  }
  const server = await EmbeddedPostgres.start({ dataDirectory });
  return { url: server.url, close: () => server.stop() };
}
