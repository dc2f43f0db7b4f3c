import { EmbeddedPostgres, messageOf } from '../../src/platform';

/** A process of its own that owns a data directory until it is told to stop: `hold-database.ts <directory>`. */
async function hold(): Promise<void> {
  const server = await EmbeddedPostgres.start({ dataDirectory: process.argv[2] ?? '' });
  // the server is unref'ed: something must keep this process
  const timer = setInterval(() => undefined, 60_000);
  process.once('SIGTERM', () => {
    clearInterval(timer);
    void server.stop();
  });
  // last: whoever reads this line may send the signal at once
  process.stdout.write(`${JSON.stringify({ url: server.url, serverPid: server.pid })}\n`);
}

hold().catch((error: unknown) => {
  process.stdout.write(`${JSON.stringify({ refused: messageOf(error) })}\n`);
});
