import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { checkVenue, type PlaceOrderCommand, type VenueCommandBody, VenueCore } from './core';
import { chainedHash, EMPTY_JOURNAL } from './journal-chain';
import type { VenueWrites } from './persistence/venue-writes';
import { MAXIMUM_WAITING, type SequencerPorts, SNAPSHOT_INTERVAL, VenueSequencer } from './venue-sequencer';

// failures are provoked here; the log would only look like one
beforeAll(() => Logger.overrideLogger(false));

const AT = new Date('2026-01-01T00:00:00Z');

/** What the venue had done before it was taken up. */
const BEFORE: readonly VenueCommandBody[] = [
  {
    type: 'list-instrument',
    terms: {
      instrumentCode: 'CEA',
      family: 'carbon-credits',
      referencePriceTicks: 100,
      priceBandBasisPoints: 1_000,
      centsPerTickLot: 1,
      measures: { code: 'CEA', unit: { en: 't', zh: '吨' }, lotSize: '1', tickSize: '0.01' },
    },
  },
  { type: 'set-phase', phase: 'open' },
  { type: 'credit', participantCode: 'A', instrumentCode: null, amount: 1_000_000 },
];

/** A record that can be slow or fail, and what was written to it. */
function harness() {
  const writes: VenueWrites[] = [];
  const published: number[] = [];
  let loads = 0;
  let gate: Promise<void> = Promise.resolve();
  const kept: number[] = [];
  const fault: { write: Error | null; load: Error | null; keep: Error | null; missed: VenueCommandBody[] } = {
    write: null,
    load: null,
    keep: null,
    missed: [],
  };
  const ports: SequencerPorts = {
    now: () => AT,
    load: async () => {
      if (fault.load) throw fault.load;
      loads += 1;
      const core = new VenueCore('2024-05-17');
      const journal = writes.flatMap((batch) => batch.journal);
      const bodies = journal.map(({ command }) => JSON.parse(command) as VenueCommandBody);
      for (const body of [...BEFORE, ...bodies]) core.apply({ ...body, sequence: core.commandSequence + 1 });
      return { core, journalHash: journal.at(-1)?.hash ?? EMPTY_JOURNAL, missed: fault.missed };
    },
    findAnswered: async (keys) =>
      writes
        .flatMap(({ newOrders }) => newOrders)
        .filter(({ acknowledged }) => keys.some((key) => key.clientOrderId === acknowledged.clientOrderId)),
    write: async (batch) => {
      await gate;
      if (fault.write) throw fault.write;
      writes.push(batch);
    },
    publish: (batch) => published.push(...batch.events.map(({ sequence }) => sequence)),
    keep: async (core) => {
      if (fault.keep) throw fault.keep;
      kept.push(core.commandSequence);
    },
  };
  const close = () => {
    let open = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    return () => open();
  };
  return {
    sequencer: new VenueSequencer('S1', ports),
    writes,
    published,
    kept,
    fault,
    close,
    loads: () => loads,
  };
}

const order = (clientOrderId: string, quantityLots = 1): PlaceOrderCommand => ({
  type: 'place-order',
  participantCode: 'A',
  actorId: 'seat',
  actorKind: 'bot',
  clientOrderId,
  instrumentCode: 'CEA',
  side: 'buy',
  orderType: 'limit',
  priceTicks: 100,
  quantityLots,
  timeInForce: 'GTC',
  selfTradePrevention: 'cancel-aggressor',
  eligibility: { allowed: true, limitLots: null, limitReason: null },
});

it('records what waits together in one transaction, and answers only then', async () => {
  const { sequencer, writes, published, close } = harness();
  const open = close();
  const first = sequencer.place(order('1'));
  let answered = false;
  void first.then(() => {
    answered = true;
  });
  await turnOfTheLoop();
  const others = ['2', '3', '4'].map((key) => sequencer.place(order(key)));
  await turnOfTheLoop();
  expect([answered, writes.length, published.length]).toEqual([false, 0, 0]);
  open();
  await Promise.all([first, ...others]);
  expect(writes.map(({ newOrders }) => newOrders.length)).toEqual([1, 3]);
  expect(writes.map(({ expectedCommandSequence }) => expectedCommandSequence)).toEqual([3, 4]);
  expect(published).toEqual(published.map((_, place) => (published[0] as number) + place));
});

it('a read waits for the batch under way; a glance does not', async () => {
  const { sequencer, close } = harness();
  await sequencer.place(order('1'));
  const open = close();
  const second = sequencer.place(order('2'));
  await turnOfTheLoop();
  const openOrders = () => sequencer.read((core) => core.openOrders().length);
  let seen: number | null = null;
  const reading = openOrders().then((count) => {
    seen = count;
  });
  await turnOfTheLoop();
  expect(seen).toBeNull();
  expect(await sequencer.glance((core) => core.openOrders().length)).toBe(2);
  open();
  await Promise.all([second, reading]);
  expect(seen).toBe(2);
  expect(await openOrders()).toBe(2);
});

it('a write that fails: everybody is told, memory is thrown away, the repetition places once', async () => {
  const { sequencer, writes, fault, published, loads } = harness();
  await sequencer.place(order('1'));
  const seen = published.length;
  fault.write = new Error('connection lost');
  const lost = await Promise.allSettled([sequencer.place(order('2')), sequencer.place(order('3'))]);
  for (const one of lost)
    expect(one).toMatchObject({ reason: { code: 'venue.unavailable', kind: 'unavailable' } });
  expect(published.length).toBe(seen);
  fault.write = null;
  const again = await sequencer.place(order('2'));
  expect([loads(), again.orderNumber, writes.length]).toEqual([2, 5, 2]);
  expect(await sequencer.place(order('2'))).toEqual(again);
  await expect(sequencer.place(order('2', 7))).rejects.toMatchObject({
    code: 'order.client-order-id-reused',
  });
});

it('a venue that cannot be loaded says so, and comes back when it can', async () => {
  const { sequencer, fault } = harness();
  fault.load = new Error('database gone');
  await expect(sequencer.read(() => 1)).rejects.toMatchObject({ code: 'venue.unavailable' });
  fault.load = null;
  expect(await sequencer.read(() => 1)).toBe(1);
});

it('a turn has the venue alone; a refusal in it is recorded, a defect throws the memory away', async () => {
  const { sequencer, writes, loads } = harness();
  const steps: string[] = [];
  const turn = sequencer.turn(async ({ apply }) => {
    steps.push('begin');
    await turnOfTheLoop();
    apply({ type: 'credit', participantCode: 'A', instrumentCode: null, amount: 5 });
    steps.push('end');
    return 'done';
  });
  const placed = sequencer.place(order('1')).then(() => steps.push('placed'));
  expect(await turn).toBe('done');
  await placed;
  expect(steps).toEqual(['begin', 'end', 'placed']);
  expect(writes).toHaveLength(2);
  await expect(
    sequencer.turn(async ({ apply }) => {
      apply({ type: 'credit', participantCode: 'A', instrumentCode: null, amount: 5 });
      throw new Error('ledger out of reach');
    }),
  ).rejects.toMatchObject({ code: 'venue.unavailable' });
  expect(await sequencer.read((core) => [core.commandSequence, checkVenue(core).length])).toEqual([5, 7]);
  expect(loads()).toBe(2);
});

it('takes so many and no more, and nothing after the stop', async () => {
  const { sequencer, close } = harness();
  const open = close();
  const first = sequencer.place(order('first'));
  await turnOfTheLoop();
  const waiting = Array.from({ length: MAXIMUM_WAITING }, () =>
    sequencer.command({ type: 'set-phase', phase: 'open' }),
  );
  await expect(sequencer.place(order('one too many'))).rejects.toMatchObject({
    code: 'venue.busy',
    kind: 'unavailable',
  });
  const stopped = sequencer.stop();
  await expect(sequencer.place(order('late'))).rejects.toMatchObject({ code: 'venue.stopping' });
  open();
  await Promise.all([first, stopped]);
  expect((await Promise.all(waiting)).length).toBe(MAXIMUM_WAITING);
});

it('records every command with the hash of all before it', async () => {
  const { sequencer, writes } = harness();
  await sequencer.place(order('1'));
  await Promise.all([
    sequencer.place(order('2')),
    sequencer.command({ type: 'cancel-all', participantCode: 'A' }),
  ]);
  const journal = writes.flatMap((batch) => batch.journal);
  expect(journal.map(({ sequence }) => sequence)).toEqual([4, 5, 6]);
  expect(journal.map(({ command }) => JSON.parse(command).type)).toEqual([
    'place-order',
    'place-order',
    'cancel-all',
  ]);
  let hash = EMPTY_JOURNAL;
  for (const entry of journal) {
    hash = chainedHash(hash, entry.sequence, entry.command);
    expect(entry.hash).toBe(hash);
  }
});

it('what the venue has missed comes first, and is recorded', async () => {
  const { sequencer, writes, fault } = harness();
  fault.missed = [{ type: 'credit', participantCode: 'A', instrumentCode: null, amount: 7 }];
  expect(await sequencer.read((core) => core.account('A')?.cashAvailableCents)).toBe(1_000_007);
  expect(
    writes.map(({ expectedCommandSequence, commandSequence }) => [expectedCommandSequence, commandSequence]),
  ).toEqual([[3, 4]]);
});

it('keeps its state every so many commands and at the stop; that this fails hinders nobody', async () => {
  const { sequencer, kept, fault } = harness();
  const send = (count: number) =>
    Promise.all(
      Array.from({ length: count }, () => sequencer.command({ type: 'advance-clock', secondOfDay: 0 })),
    );
  await send(SNAPSHOT_INTERVAL - 1);
  expect(kept).toEqual([]);
  await send(1);
  expect(kept).toEqual([SNAPSHOT_INTERVAL + 3]);
  fault.keep = new Error('disk full');
  await send(SNAPSHOT_INTERVAL);
  fault.keep = null;
  await send(3);
  await sequencer.stop();
  expect(kept).toEqual([SNAPSHOT_INTERVAL + 3, 2 * SNAPSHOT_INTERVAL + 6]);
});
