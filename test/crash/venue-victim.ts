import { writeSync } from 'node:fs';
import { Client } from 'pg';
import type { PlaceOrder } from '../../src/order-matching';
import { deliver, orderOf, SESSION, startVenue } from '../order-matching/test-venue';
import { SeededSource } from '../property/matching-flow/random-source';
import { CRASH_POINTS, type CrashPoint, type Work } from './crash-points';

/*
 * A venue in a process of its own that trades at random and kills itself at one crash point. What it is about to ask
 * and what it was answered goes to standard output, a line each, before it goes on.
 *     node -r test/support/typescript-hook.js test/crash/venue-victim.ts DATABASE_URL SEED POINT
 */
const [databaseUrl = '', seedText = '1', pointText = '0'] = process.argv.slice(2);
const seed = Number(seedText);
const point = CRASH_POINTS[Number(pointText)] as CrashPoint;
const ROUNDS = 60;
const PARTICIPANTS = ['P1', 'P2', 'P3'] as const;

/** The same seed, the same story. */
const source = new SeededSource(seed * 7_919 + Number(pointText));
const below = (bound: number): number => source.below(bound);

let missing = 1 + below(point.within);
function reached(): void {
  missing -= 1;
  if (missing === 0) process.kill(process.pid, 'SIGKILL');
}
const tell = (line: object): void => {
  writeSync(1, `${JSON.stringify(line)}\n`);
};

/** What a connection works on since its transaction began. */
const works = new WeakMap<object, Work>();
const WORKS: readonly (readonly [RegExp, Work])[] = [
  [/venue_snapshots/, 'snapshot'],
  [/ledger_posting/, 'ledger'],
  [/venue_journal|UPDATE venue_sessions/, 'venue'],
];

/** Every statement of the process goes through here. */
function watchStatements(): void {
  const { prototype } = Client as unknown as { prototype: { query: (...args: unknown[]) => unknown } };
  const query = prototype.query;
  prototype.query = function watched(this: object, ...args: unknown[]): unknown {
    const [first] = args;
    const text =
      typeof first === 'string' ? first : String((first as { text?: string } | undefined)?.text ?? '');
    for (const [pattern, work] of WORKS) if (pattern.test(text)) works.set(this, work);
    const isHere = works.get(this) === point.work && point.statement?.test(text.trim()) === true;
    if (isHere && point.when === 'before') reached();
    const answer = query.apply(this, args);
    // the statement is on its way when the socket has been written to
    if (isHere && point.when === 'sent') setImmediate(reached);
    if (!isHere || point.when !== 'after') return answer;
    return (answer as Promise<unknown>).then((value) => {
      reached();
      return value;
    });
  };
}

async function main(): Promise<void> {
  watchStatements();
  const world = await startVenue(databaseUrl);
  const { venue } = world;
  const place = async (order: PlaceOrder): Promise<void> => {
    if (point.step === 'about-to-place') reached();
    tell({ asked: order });
    const { orderId, status, cumulativeQuantityLots } = await venue.placeOrder(order);
    tell({ answered: { clientOrderId: order.clientOrderId, orderId, status, cumulativeQuantityLots } });
    if (point.step === 'acknowledged') reached();
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const orders = Array.from({ length: 1 + below(4) }, (_, number) => {
      const participantCode = PARTICIPANTS[below(PARTICIPANTS.length)] as string;
      const priceTicks = 9_950 + below(100);
      return orderOf({
        participantCode,
        side: below(2) === 0 ? 'buy' : 'sell',
        priceTicks,
        quantityLots: 1 + below(5),
        clientOrderId: `${point.name.replaceAll(' ', '-').slice(0, 20)}-${seed}-${round}-${number}`,
      });
    });
    await Promise.all(orders.map(place));
    if (round % 6 === 5) {
      const participantCode = PARTICIPANTS[below(PARTICIPANTS.length)] as string;
      const move = { sessionId: SESSION, participantCode, asset: 'CNY', amount: 1 + below(1_000) };
      const reference = `move-${pointText}-${seed}-${round}`;
      if (below(2) === 0) await venue.moveToTrading({ ...move, reference });
      else await venue.moveFromTrading({ ...move, reference });
    }
    if (round % 10 === 7) {
      await deliver(world);
      if (point.step === 'delivered') reached();
      const trades = await venue.tradesAfter(SESSION, 0, 1_000);
      await venue.confirmSettlement(
        SESSION,
        trades.map(({ tradeId }) => tradeId),
      );
    }
    if (round % 8 === 3) {
      await venue.setMarketPhase(SESSION, 'CEA-2024', 'call-auction', true);
      await Promise.all([
        place(
          orderOf({
            participantCode: 'P1',
            side: 'sell',
            priceTicks: 9_960,
            clientOrderId: `as-${pointText}-${seed}-${round}`,
            selfTradePrevention: 'cancel-resting',
          }),
        ),
        place(
          orderOf({
            participantCode: 'P2',
            side: 'buy',
            priceTicks: 10_040,
            clientOrderId: `ab-${pointText}-${seed}-${round}`,
            selfTradePrevention: 'cancel-resting',
          }),
        ),
      ]);
      await venue.setMarketPhase(SESSION, 'CEA-2024', 'continuous', true);
    }
  }
  // an orderly stop writes a snapshot
  await world.stop();
  tell({ survived: missing });
}

void main();
