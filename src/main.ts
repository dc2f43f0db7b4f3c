import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Identity } from './identity';
import { type Configuration, loadEnvironmentFile, Progress, readConfiguration, terminal } from './platform';
import { Program } from './program';
import { type SessionSummary, Training } from './training';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const CODES_PER_LINE = 5;

/** Takes up what was running; begins a demo when it is wanted and none is live. */
async function startSessions(
  app: NestFastifyApplication,
  { demo }: Configuration,
): Promise<readonly SessionSummary[]> {
  const training = app.get(Training, { strict: false });
  const progress = app.get(Progress);
  const resumed = await training.resumeSessions();
  for (const session of resumed)
    progress.step(`Going on with "${session.titles.en}" at ${session.simulatedDate}`);
  if (!demo.enabled || resumed.some((session) => session.scenario === 'demo')) return resumed;
  const started = await training.startSession({
    scenario: 'demo',
    seed: demo.seed,
    dayMilliseconds: demo.dayMilliseconds,
    bots: true,
    progress: (text) => progress.step(text),
  });
  return [...resumed, started];
}

/** What a person needs next: the address, the codes of free seats, the trainer's login. */
async function printWelcome(app: NestFastifyApplication, sessions: readonly SessionSummary[]): Promise<void> {
  const identity = app.get(Identity, { strict: false });
  const lines = ['', `Ecobourse is open: ${(await app.getUrl()).replace('[::1]', 'localhost')}`];
  for (const session of sessions) {
    lines.push('', `${session.titles.en} / ${session.titles.zh} (${session.sessionId})`);
    const free = (await identity.seats(session.sessionId)).filter((seat) => seat.takenBy === null);
    const codes = free.map((seat) => `${seat.joinCode} ${(seat.participantCode ?? seat.role).padEnd(9)}`);
    if (codes.length > 0) lines.push('Join codes of free seats:');
    for (let from = 0; from < codes.length; from += CODES_PER_LINE)
      lines.push(
        `  ${codes
          .slice(from, from + CODES_PER_LINE)
          .join('  ')
          .trimEnd()}`,
      );
  }
  const trainer = await identity.ensureTrainer();
  if (trainer) lines.push('', `Trainer login (shown once): ${trainer.username} / ${trainer.password}`);
  lines.push('', 'Ctrl-C stops it; the next start goes on from here.');
  app.get(Progress).step(lines.join('\n'));
}

/** One Ctrl-C under npm arrives twice: from the terminal, and passed on by npm. */
const SAME_PRESS_MILLISECONDS = 1_000;

/** First signal: stop in order. Second: at once; the database recovers at the next start. */
function stopOnSignals(
  program: Program,
  say: (text: string) => void,
  stop: (exitCode: number) => void,
): void {
  let first = 0;
  for (const signal of SIGNALS)
    process.on(signal, () => {
      if (first === 0) {
        first = Date.now();
        say('\nStopping (Ctrl-C once more: at once)');
        stop(0);
      } else if (Date.now() - first > SAME_PRESS_MILLISECONDS) {
        say('Stopping at once.');
        program.abandon();
        process.exit(1);
      }
    });
}

async function main(): Promise<void> {
  loadEnvironmentFile();
  const configuration = readConfiguration();
  const { say, complain } = terminal(configuration.logFormat);
  const stop = (exitCode: number): void => {
    program
      .stop()
      .then(() => {
        if (exitCode === 0) say('Stopped.');
      })
      .catch(complain)
      .finally(() => process.exit(exitCode));
  };
  const program = new Program(configuration, say, () => {
    if (program.stopping) return;
    complain(
      'The database ended unexpectedly; see logs/postgres.log in the data directory. Start again to recover.',
    );
    stop(1);
  });
  const fail = (error: unknown): void => {
    // what breaks because everything is being stopped is no news
    if (program.stopping) return;
    complain(error);
    stop(1);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  stopOnSignals(program, say, stop);
  try {
    const app = await program.start();
    if (app) await printWelcome(app, await startSessions(app, configuration));
  } catch (error) {
    fail(error);
  }
}

main().catch((error: unknown) => {
  terminal('terminal').complain(error);
  process.exitCode = 1;
});
