import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PlaceOrder } from '../../src/order-matching';
import { VenueAuditService } from '../../src/order-matching/venue-audit.service';
import { endow, SESSION, startVenue, type TestVenue } from '../order-matching/test-venue';
import { createEmptyDatabase } from '../support';
import { CRASH_POINTS } from './crash-points';

/*
 * A venue is killed with SIGKILL at each crash point, again and again on the same database, and taken up each time. More
 * seeds a point: `ECOBOURSE_CRASH_SEEDS=25 npx jest --selectProjects e2e --testPathPatterns test/crash/venue-kill`.
 */
const SEEDS = Number(process.env['ECOBOURSE_CRASH_SEEDS'] ?? 1);
const ROOT = join(__dirname, '..', '..');
jest.setTimeout(60_000 + SEEDS * 60_000);

interface Answer {
  readonly clientOrderId: string;
  readonly orderId: string;
  readonly status: string;
  readonly cumulativeQuantityLots: number;
}
interface Story {
  readonly asked: readonly PlaceOrder[];
  readonly answered: readonly Answer[];
}

/** Runs the victim to its death. */
async function killed(databaseUrl: string, seed: number, point: number): Promise<Story> {
  const hook = join(ROOT, 'test', 'support', 'typescript-hook.js');
  const victim = join(__dirname, 'venue-victim.ts');
  const child = spawn(process.execPath, ['-r', hook, victim, databaseUrl, String(seed), String(point)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] },
  });
  const chunks: { readonly output: Buffer[]; readonly errors: Buffer[] } = { output: [], errors: [] };
  child.stdout.on('data', (chunk: Buffer) => chunks.output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.errors.push(chunk));
  const [code, signal] = await once(child, 'close');
  const output = Buffer.concat(chunks.output).toString();
  if (signal !== 'SIGKILL')
    throw new Error(`the victim ended with ${code}: ${Buffer.concat(chunks.errors)} ${output.slice(-300)}`);
  const lines = output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { asked?: PlaceOrder; answered?: Answer });
  return {
    asked: lines.flatMap(({ asked }) => asked ?? []),
    answered: lines.flatMap(({ answered }) => answered ?? []),
  };
}

async function expectWhole(world: TestVenue, { asked, answered }: Story): Promise<void> {
  const findings = [
    ...(await world.venue.checkInvariants(SESSION)),
    ...(await new VenueAuditService(world.database, world.ledger).verify(SESSION)),
  ];
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  // accepted means safe: what was answered is there, and the same request gets the same answer (I16)
  const answers = new Map(answered.map((answer) => [answer.clientOrderId, answer]));
  const orderIds = new Set<string>();
  for (const order of asked) {
    const { orderId, status, cumulativeQuantityLots } = await world.venue.placeOrder(order);
    const { clientOrderId } = order;
    const answer = answers.get(clientOrderId);
    if (answer) expect({ clientOrderId, orderId, status, cumulativeQuantityLots }).toEqual(answer);
    orderIds.add(orderId);
  }
  expect(orderIds.size).toBe(asked.length);
}

describe('kill −9 at each crash point of the venue', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  beforeEach(async () => {
    database = await createEmptyDatabase();
    const world = await startVenue(database.url);
    await endow(world, ['P1', 'P2', 'P3']);
    // an orderly stop: there is a snapshot, and a journal behind it once the victim has traded
    await world.stop();
  });
  afterEach(() => database.drop());

  const acknowledged = CRASH_POINTS.findIndex(({ step }) => step === 'acknowledged');
  it.each(CRASH_POINTS.map(({ name, afterCrash }, place) => [name, place, afterCrash === true] as const))(
    '%s',
    async (_, place, afterCrash) => {
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const before = afterCrash
          ? await killed(database.url, seed, acknowledged)
          : { asked: [], answered: [] };
        const last = await killed(database.url, seed, place);
        const story = {
          asked: [...before.asked, ...last.asked],
          answered: [...before.answered, ...last.answered],
        };
        const world = await startVenue(database.url);
        try {
          await expectWhole(world, story);
        } finally {
          await world.stop();
        }
      }
    },
  );
});
