import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module';
import {
  type Configuration,
  configureHttp,
  EmbeddedPostgres,
  httpAdapter,
  listenError,
  prepareDataDirectory,
  requireDatabase,
  requireFreePort,
  requireRedis,
  StopSequence,
} from './platform';

/** The running whole: database, app, listening. Starts in order, stops in the reverse order, from wherever it got to. */
export class Program {
  private postgres: EmbeddedPostgres | null = null;
  private app: NestFastifyApplication | null = null;
  private stopped: Promise<void> | null = null;

  constructor(
    private readonly configuration: Configuration,
    private readonly say: (text: string) => void,
    private readonly databaseLost: () => void,
  ) {}

  get stopping(): boolean {
    return this.stopped !== null;
  }

  /** @returns the listening app, or null when it was told to stop meanwhile. @throws StartupError */
  async start(): Promise<NestFastifyApplication | null> {
    const { host, port } = this.configuration;
    await requireFreePort(host, port);
    const databaseUrl = await this.startDatabase();
    if (this.stopping) return null;
    if (this.configuration.redisUrl !== null) await requireRedis(this.configuration.redisUrl);
    this.say(`Queue: ${this.configuration.redisUrl === null ? 'PostgreSQL' : 'Redis'}`);
    const app = await NestFactory.create<NestFastifyApplication>(
      AppModule.forConfiguration(this.configuration, databaseUrl),
      httpAdapter(),
      // what fails before the log is there is told by whoever called; not also by buffered records
      { bufferLogs: true, autoFlushLogs: false, abortOnError: false, forceCloseConnections: true },
    );
    this.app = app;
    app.useLogger(app.get(Logger));
    app.flushLogs();
    await configureHttp(app);
    if (this.stopping) return null;
    this.say('Migrating the database, starting modules');
    await app.init();
    await app.listen(port, host).catch((error: unknown) => {
      throw listenError(error, host, port);
    });
    return this.stopping ? null : app;
  }

  /** Edges, queue workers, sequencers, then the database. Once, however often it is asked. */
  stop(): Promise<void> {
    this.stopped ??= this.runStop();
    return this.stopped;
  }

  /** Ends the embedded database without ceremony; it recovers at the next start. */
  abandon(): void {
    this.postgres?.abandon();
  }

  private async startDatabase(): Promise<string> {
    const { databaseUrl, dataDirectory } = this.configuration;
    // with a database elsewhere it still holds secrets and logs
    prepareDataDirectory(dataDirectory);
    if (databaseUrl !== null) {
      await requireDatabase(databaseUrl);
      this.say('Database: DATABASE_URL');
      return databaseUrl;
    }
    this.postgres = await EmbeddedPostgres.start({ dataDirectory, progress: this.say });
    this.postgres.onUnexpectedExit(() => this.databaseLost());
    this.say(`Database: embedded PostgreSQL in ${dataDirectory}`);
    return this.postgres.url;
  }

  private async runStop(): Promise<void> {
    await this.app?.get(StopSequence).run(this.say);
    await this.app?.close();
    if (this.postgres) {
      this.say('Stopping the database');
      await this.postgres.stop();
    }
  }
}
