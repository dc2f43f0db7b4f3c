import { DataSource } from 'typeorm';
import { migrations } from '../../migrations';
import { databaseOptions } from '../../src/platform/database/database-options';
import { createEmptyDatabase } from '../support';
import { DAY, orderOf, SESSION, startVenue } from './test-venue';

// a machine shared with other work is slow at times
jest.setTimeout(30_000);

/** A venue as it was recorded before orders had conditions, markets had phases of their own, and commands had a journal. */
async function recordOldVenue(url: string): Promise<void> {
  const database = new DataSource({
    ...databaseOptions(url),
    migrations: migrations.slice(
      0,
      migrations.findIndex(({ name }) => name.startsWith('OrderTypes')),
    ),
    migrationsRun: true,
  });
  await database.initialize();
  const acknowledgement = {
    orderNumber: 4,
    clientOrderId: 'old',
    participantCode: 'P1',
    actorKind: 'person',
    instrumentCode: 'CEA-2024',
    side: 'sell',
    orderType: 'limit',
    timeInForce: 'GTC',
    priceTicks: 10_000,
    quantityLots: 10,
    cumulativeLots: 0,
    leavesLots: 10,
    cancelledLots: 0,
    status: 'open',
    reason: null,
    placedOn: DAY,
  };
  try {
    await database.query(`INSERT INTO venue_sessions VALUES ('${SESSION}', 'open', '${DAY}', 9, 20, 1)`);
    await database.query(
      `INSERT INTO venue_instruments VALUES ('${SESSION}', 'CEA-2024', 'test-family', 10000, 1000, 1)`,
    );
    await database.query(
      `INSERT INTO venue_orders VALUES ('${SESSION}', 4, 'P1', 'seat-P1', 'person', 'old', 'CEA-2024', 'sell', 'limit',
         'GTC', 'cancel-resting', 10000, 10, 10, 0, 0, 'filled', NULL, $1, '${DAY}', now(), now())`,
      [JSON.stringify(acknowledgement)],
    );
    await database.query(
      `INSERT INTO venue_trades VALUES ('${SESSION}', 1, 'CEA-2024', 10000, 10, 100000, 'P2', 'P1', 5, 4, 'buy',
         '${DAY}', now(), true)`,
    );
  } finally {
    await database.destroy();
  }
}

it('shows what is recorded of a venue from before the journal, and refuses to guess its book', async () => {
  const empty = await createEmptyDatabase();
  try {
    await recordOldVenue(empty.url);
    const world = await startVenue(empty.url);
    try {
      expect(await world.venue.recentTrades(SESSION, 'CEA-2024', 1)).toMatchObject([{ model: 'continuous' }]);
      expect(await world.venue.order(SESSION, 'O4')).toMatchObject({ status: 'filled', displayLots: null });
      const damaged = {
        code: 'venue.journal-damaged',
        kind: 'unavailable',
        params: { sessionId: SESSION, sequence: 1 },
      };
      await expect(world.venue.depth(SESSION, 'CEA-2024', 1)).rejects.toMatchObject(damaged);
      await expect(
        world.venue.placeOrder(orderOf({ participantCode: 'P1', side: 'sell' })),
      ).rejects.toMatchObject(damaged);
    } finally {
      await world.stop();
    }
  } finally {
    await empty.drop();
  }
});
