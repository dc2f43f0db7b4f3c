import type { OrderReport, VenueEvent } from '../../src/order-matching';
import { createEmptyDatabase } from '../support';
import { endow, orderOf, SESSION, startVenue, type TestVenue } from './test-venue';

// a machine shared with other work is slow at times
jest.setTimeout(30_000);

let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let world: TestVenue;
beforeEach(async () => {
  database = await createEmptyDatabase();
  world = await startVenue(database.url);
});
afterEach(async () => {
  await world.stop();
  await database.drop();
});

const restart = async () => {
  await world.stop();
  world = await startVenue(database.url);
};
const place = (order: Parameters<typeof orderOf>[0]): Promise<OrderReport> =>
  world.venue.placeOrder(orderOf(order));
const code = (error: unknown): unknown => (error as { code?: unknown }).code;
const expectAllHold = async () => {
  const findings = [
    ...(await world.venue.checkInvariants(SESSION)),
    ...(await world.ledger.checkInvariants(SESSION)),
  ];
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  expect(findings.length).toBeGreaterThan(8);
};

describe('when recording fails', () => {
  const waitingWriters = () =>
    world.database.query<{ pid: number }[]>(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%venue_sessions%'`,
    );
  const until = async <T>(look: () => Promise<T[]>): Promise<T[]> => {
    for (let attempt = 0; attempt < 500; attempt += 1) {
      const found = await look();
      if (found.length > 0) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('it did not happen within 5 s');
  };

  it('a connection cut in the middle of a batch: nobody is told that it worked, and repeating it is safe', async () => {
    await endow(world, ['P1', 'P2']);
    await place({ participantCode: 'P1', side: 'sell', quantityLots: 50, clientOrderId: 'before' });
    const blocker = world.database.createQueryRunner();
    await blocker.startTransaction();
    await blocker.query('SELECT * FROM venue_sessions WHERE session_id = $1 FOR UPDATE', [SESSION]);
    const orders = Array.from({ length: 20 }, () =>
      orderOf({ participantCode: 'P2', side: 'buy', quantityLots: 1 }),
    );
    const seen: VenueEvent[] = [];
    const stop = world.events.subscribe((events) => seen.push(...events));
    const attempts = Promise.allSettled(orders.map((order) => world.venue.placeOrder(order)));
    const [writer] = await until(waitingWriters);
    // what is not recorded is not readable: a reader waits
    let read = false;
    const depth = world.venue.depth(SESSION, 'CEA-2024', 1).then((picture) => {
      read = true;
      return picture;
    });
    // a whole round trip to the database later it still waits
    await world.database.query('SELECT 1');
    expect([read, seen.length]).toEqual([false, 0]);
    await world.database.query('SELECT pg_terminate_backend($1)', [writer?.pid]);
    await blocker.rollbackTransaction();
    await blocker.release();
    const outcomes = await attempts;
    const failed = outcomes.filter((one) => one.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    for (const one of failed) expect(code(one.reason)).toBe('venue.unavailable');
    expect((await depth).sequence).toBeGreaterThan(0);
    stop();
    const again = await Promise.all(orders.map((order) => world.venue.placeOrder(order)));
    expect(new Set(again.map(({ orderId }) => orderId)).size).toBe(20);
    const listed = await world.venue.orders({
      sessionId: SESSION,
      participantCode: 'P2',
      openOnly: false,
      limit: 100,
    });
    expect(listed).toHaveLength(20);
    await expectAllHold();
  });

  it('two processes on one session: the stale one is fenced off and takes up the record', async () => {
    await endow(world, ['P1', 'P2']);
    const second = await startVenue(database.url);
    try {
      await place({ participantCode: 'P1', side: 'sell', quantityLots: 5 });
      const order = orderOf({ participantCode: 'P2', side: 'buy', quantityLots: 5 });
      expect(await second.venue.placeOrder(order)).toMatchObject({ status: 'filled' });
      const late = orderOf({ participantCode: 'P1', side: 'sell', quantityLots: 5 });
      await expect(world.venue.placeOrder(late)).rejects.toMatchObject({ code: 'venue.unavailable' });
      expect(await world.venue.placeOrder(late)).toMatchObject({ status: 'open' });
      expect(await world.venue.tradesAfter(SESSION, 0, 10)).toHaveLength(1);
      await expectAllHold();
    } finally {
      await second.stop();
    }
  });

  it('after the stop nothing is taken any more', async () => {
    await endow(world, ['P1']);
    const venue = world.venue;
    await restart();
    await expect(venue.placeOrder(orderOf({ participantCode: 'P1', side: 'sell' }))).rejects.toMatchObject({
      code: 'venue.stopping',
    });
    await expect(world.venue.setPhase('S404', 'open')).rejects.toMatchObject({ code: 'venue.unknown' });
  });
});
