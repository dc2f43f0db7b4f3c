import type { ChildProcess } from 'node:child_process';
import { findBinaries } from './binaries';
import { createCluster } from './cluster-creation';
import {
  type DataLayout,
  giveUpOwnership,
  inspectCluster,
  layoutOf,
  prepareDataDirectory,
  runningPort,
  stopOrphan,
  takeOwnership,
} from './data-directory';
import { chooseAccount } from './server-account';
import { addressOf, startServer } from './server-process';

const STOP_MILLISECONDS = 10_000;

export interface EmbeddedPostgresOptions {
  readonly dataDirectory: string;
  /** false only in tests: nothing is forced to disk, a power cut may lose everything */
  readonly durable?: boolean;
  readonly maxConnections?: number;
  readonly progress?: (text: string) => void;
}

/**
 * A PostgreSQL of our own in the data directory: made at the first start, private to this machine (127.0.0.1, random
 * password), in a process group of its own, so that Ctrl-C reaches the program first and the database last.
 */
export class EmbeddedPostgres {
  private asked = false;

  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly layout: DataLayout,
  ) {}

  /** @throws StartupError with one line that says what to do */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const { dataDirectory, durable = true, maxConnections = 100, progress = () => undefined } = options;
    const { initdb, postgres } = findBinaries();
    const layout = prepareDataDirectory(dataDirectory);
    takeOwnership(layout);
    try {
      const clusterOwner = inspectCluster(layout);
      const account = chooseAccount(postgres, layout.root, clusterOwner);
      if (clusterOwner === null) {
        progress(`Making a database in ${layout.root}`);
        await createCluster(layout, initdb, account, durable);
      } else if (await stopOrphan(layout.cluster)) {
        progress('Stopped a database that a crash had left running');
      }
      const server = await startServer(layout, { postgres, account, maxConnections, durable });
      server.child.unref();
      return new EmbeddedPostgres(server.url, server.child, layout);
    } catch (error) {
      giveUpOwnership(layout);
      throw error;
    }
  }

  /** Address of the one that a living Ecobourse runs in this directory; null when none does. */
  static runningIn(dataDirectory: string): string | null {
    const layout = layoutOf(dataDirectory);
    const port = runningPort(layout);
    return port === null ? null : addressOf(layout, port);
  }

  /** Process id of the server. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Tells when the server ends although nobody asked it to. */
  onUnexpectedExit(listener: () => void): void {
    this.child.once('exit', () => {
      if (!this.asked) listener();
    });
  }

  /** Ends it at once, without waiting; the next start recovers. */
  abandon(): void {
    this.asked = true;
    this.child.kill('SIGQUIT');
  }

  /** Fast shutdown: open transactions are rolled back, the log is flushed. Harmless when repeated. */
  async stop(): Promise<void> {
    this.asked = true;
    if (this.child.exitCode === null && this.child.signalCode === null) {
      // it was unref'ed; without this the program could end before its database has
      this.child.ref();
      const ended = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
      this.child.kill('SIGINT');
      const timer = setTimeout(() => this.child.kill('SIGQUIT'), STOP_MILLISECONDS);
      await ended;
      clearTimeout(timer);
    }
    giveUpOwnership(this.layout);
  }
}
