import { stateHash } from '../../src/order-matching/core';
import { replayVenue } from '../../src/order-matching/venue-replay';
import { SNAPSHOT_INTERVAL } from '../../src/order-matching/venue-sequencer';
import { createEmptyDatabase } from '../support';
import { endow, orderOf, SESSION, startVenue, type TestVenue } from './test-venue';

// a machine shared with other work is slow at times
jest.setTimeout(60_000);

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
/** A few dozen commands of every kind that leave orders in the book, waiting, and trades to be delivered. */
async function trade(): Promise<void> {
  await endow(world, ['P1', 'P2', 'P3']);
  for (let step = 0; step < 12; step += 1) {
    await world.venue.placeOrder(
      orderOf({ participantCode: 'P1', side: 'sell', priceTicks: 10_000 + step, quantityLots: 5 }),
    );
    if (step % 3 === 0)
      await world.venue.placeOrder(
        orderOf({ participantCode: 'P2', side: 'buy', priceTicks: 10_000 + step, quantityLots: 3 }),
      );
  }
  await world.venue.placeOrder(
    orderOf({ participantCode: 'P3', side: 'buy', priceTicks: 10_400, stopTicks: 10_300, quantityLots: 2 }),
  );
}
const replay = (options: Parameters<typeof replayVenue>[2] = {}) =>
  replayVenue(world.database, SESSION, options);
const lotsOf = ({ asks }: Awaited<ReturnType<typeof book>>) =>
  asks.reduce((sum, { quantityLots }) => sum + quantityLots, 0);
const book = () => world.venue.depth(SESSION, 'CEA-2024', 50);
const snapshots = () =>
  world.database.query<{ sequence: string }[]>(
    'SELECT sequence FROM venue_snapshots WHERE session_id = $1 ORDER BY sequence DESC',
    [SESSION],
  );

it('I13: the journal alone gives the same venue, from its beginning and from every snapshot', async () => {
  await trade();
  const before = await book();
  const whole = await replay({ useSnapshots: false });
  expect(whole.fromSequence).toBe(0);
  await restart();
  expect(await book()).toEqual(before);
  const [newest] = await snapshots();
  expect(Number(newest?.sequence)).toBe(whole.core.commandSequence);
  const again = await replay();
  expect(again.fromSequence).toBe(whole.core.commandSequence);
  expect([stateHash(again.core), again.journalHash]).toEqual([stateHash(whole.core), whole.journalHash]);
  // and up to a command in the middle
  const half = Math.floor(whole.core.commandSequence / 2);
  expect((await replay({ toSequence: half })).core.commandSequence).toBe(half);
});

it('a damaged snapshot is passed over for the one before, and for the beginning', async () => {
  await trade();
  await restart();
  const before = await book();
  await world.venue.placeOrder(orderOf({ participantCode: 'P1', side: 'sell', quantityLots: 1 }));
  await restart();
  const [newest, older] = await snapshots();
  expect(older).toBeDefined();
  const damage = (sequence: string | undefined, how: string) =>
    world.database.query(`UPDATE venue_snapshots SET ${how} WHERE session_id = $1 AND sequence = $2`, [
      SESSION,
      sequence,
    ]);
  await damage(newest?.sequence, `content = replace(content, '"quantityLots":5', '"quantityLots":6')`);
  const fromOlder = await replay();
  expect([fromOlder.fromSequence, fromOlder.damagedSnapshots]).toEqual([
    Number(older?.sequence),
    [Number(newest?.sequence)],
  ]);
  // cut off, and with a hash that fits what is left
  await damage(
    older?.sequence,
    `content = left(content, 100), content_hash = encode(sha256((journal_hash || E'\\n' || left(content, 100))::bytea), 'hex')`,
  );
  const fromBeginning = await replay();
  expect([fromBeginning.fromSequence, fromBeginning.damagedSnapshots.length]).toEqual([0, 2]);
  expect(stateHash(fromBeginning.core)).toBe(stateHash(fromOlder.core));
  await restart();
  expect(lotsOf(await book())).toBe(lotsOf(before) + 1);
});

it.each([
  [
    'a changed command',
    `UPDATE venue_journal SET command = replace(command, '"quantityLots":5', '"quantityLots":4') WHERE sequence = $2 AND session_id = $1`,
  ],
  [
    'a changed hash',
    `UPDATE venue_journal SET hash = repeat('a', 64) WHERE sequence = $2 AND session_id = $1`,
  ],
  ['a missing command', 'DELETE FROM venue_journal WHERE sequence = $2 AND session_id = $1'],
])('%s: the venue stays closed and says where; nothing is changed', async (_, damage) => {
  await trade();
  const { core } = await replay();
  const places = await world.database.query<{ sequence: string }[]>(
    `SELECT sequence FROM venue_journal WHERE session_id = $1 AND command LIKE '%"quantityLots":5%' ORDER BY sequence LIMIT 1`,
    [SESSION],
  );
  const at = Number(places[0]?.sequence);
  await world.stop();
  world = await startVenue(database.url);
  await world.database.query('DELETE FROM venue_snapshots');
  await world.database.query(damage, [SESSION, at]);
  const damaged = { code: 'venue.journal-damaged', params: { sessionId: SESSION, sequence: at } };
  await expect(replay()).rejects.toMatchObject(damaged);
  await expect(book()).rejects.toMatchObject(damaged);
  await expect(
    world.venue.placeOrder(orderOf({ participantCode: 'P1', side: 'sell' })),
  ).rejects.toMatchObject(damaged);
  const [session] = await world.database.query<{ command_sequence: string }[]>(
    'SELECT command_sequence FROM venue_sessions WHERE session_id = $1',
    [SESSION],
  );
  expect(Number(session?.command_sequence)).toBe(core.commandSequence);
});

it('a journal whose end was cut off, and one that says less than its venue, are found out', async () => {
  await trade();
  const { core } = await replay();
  await world.stop();
  world = await startVenue(database.url);
  await world.database.query('DELETE FROM venue_snapshots');
  await world.database.query('UPDATE venue_sessions SET event_sequence = event_sequence + 1');
  await expect(replay()).rejects.toMatchObject({ params: { sequence: core.commandSequence } });
  await world.database.query('DELETE FROM venue_journal WHERE sequence = $1', [core.commandSequence]);
  await expect(replay()).rejects.toMatchObject({ params: { sequence: core.commandSequence } });
});

it('what the ledger did before the process was killed is made up for, once', async () => {
  await trade();
  const before = await world.venue.account(SESSION, 'P2');
  await world.stop();
  world = await startVenue(database.url);
  // killed between the posting and the command: the ledger has moved, the venue has not
  const post = (reference: string, from: string, to: string, amount: number) =>
    world.ledger.postOne(SESSION, {
      reference,
      kind: 'to-trading',
      date: '2024-05-17',
      postings: [{ from, to, asset: 'CNY', amount }],
    } as Parameters<typeof world.ledger.postOne>[1]);
  await post('transfer:killed-1', 'P2:bank', 'P2:trading', 700);
  await post('transfer:killed-2', 'P1:trading', 'P1:bank', 300);
  const after = await world.venue.account(SESSION, 'P2');
  expect(after.cashAvailableCents).toBe(before.cashAvailableCents + 700);
  await restart();
  expect((await world.venue.account(SESSION, 'P2')).cashAvailableCents).toBe(after.cashAvailableCents);
  expect((await world.venue.checkInvariants(SESSION)).filter(({ holds }) => !holds)).toEqual([]);
});

it('keeps three snapshots, one for so many commands', async () => {
  await endow(world, ['P1']);
  const rounds = 4;
  for (let round = 0; round < rounds; round += 1)
    await Promise.all(Array.from({ length: SNAPSHOT_INTERVAL }, () => world.venue.advanceClock(SESSION, 0)));
  await world.stop();
  world = await startVenue(database.url);
  expect(await snapshots()).toHaveLength(3);
  expect((await replay()).core.commandSequence).toBeGreaterThan(rounds * SNAPSHOT_INTERVAL);
});
