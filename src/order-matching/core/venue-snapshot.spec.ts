import { FLOW_NAMES, type FlowName, type FlowPlan } from '../../../test/property/matching-flow/flow-plan';
import { runFlows, type Trial } from '../../../test/property/matching-flow/flow-run';
import { firstDifference, sameValue } from '../../../test/property/matching-flow/same-value';
import { ALLOWED, CARBON, TradingVenue } from '../../../test/support/trading-venue';
import {
  checkVenue,
  restoreSnapshot,
  stateHash,
  takeSnapshot,
  type VenueCommand,
  VenueCore,
  type VenueSnapshot,
} from '.';
import { NaiveBook } from './book/naive-book';

/** flows of each kind, unless PROPERTY_RUNS says otherwise */
const USUAL_RUNS = 3;

const throughJson = (snapshot: VenueSnapshot): VenueSnapshot =>
  JSON.parse(JSON.stringify(snapshot)) as VenueSnapshot;

function mustBeSame(one: unknown, other: unknown, what: string): void {
  if (sameValue(one, other)) return;
  throw new Error(`${what} differ: ${JSON.stringify(firstDifference(one, other))}`);
}

/** Every 23 commands the second venue is made anew of a snapshot of the first; otherwise both just go on. */
class SnapshotTrial implements Trial {
  readonly #original: VenueCore;
  #copy: VenueCore;
  #count = 0;

  constructor(private readonly plan: FlowPlan) {
    const { limits, ample } = plan;
    this.#original = new VenueCore('2024-01-02', { limits, ample });
    this.#copy = this.#original;
  }

  apply(command: VenueCommand): void {
    this.#count += 1;
    if (this.#count % 23 === 1) this.#restore();
    const outcome = this.#original.apply(command);
    mustBeSame(this.#copy.apply(command), outcome, 'events');
    if (stateHash(this.#copy) !== stateHash(this.#original)) throw new Error('states differ');
  }

  finish(): void {
    mustBeSame(takeSnapshot(this.#copy), takeSnapshot(this.#original), 'snapshots');
    const broken = checkVenue(this.#copy).filter(({ holds }) => !holds);
    if (broken.length > 0) throw new Error(JSON.stringify(broken));
  }

  #restore(): void {
    const { limits } = this.plan;
    const snapshot = throughJson(takeSnapshot(this.#original));
    const isNaive = this.#count % 2 === 0;
    this.#copy = restoreSnapshot(
      snapshot,
      isNaive ? { limits, makeBook: (pool) => new NaiveBook(pool) } : { limits },
    );
    mustBeSame(throughJson(takeSnapshot(this.#copy)), snapshot, 'snapshots');
  }
}

describe('a venue that is restored from a snapshot', () => {
  it.each(FLOW_NAMES)('goes on exactly as the one that it was taken of: %s', (name: FlowName) => {
    runFlows((plan) => new SnapshotTrial(plan), USUAL_RUNS, 200, [name]);
  });

  /** Something of everything that a snapshot must keep. */
  const full = () => {
    const venue = new TradingVenue({
      instruments: [
        { ...CARBON, dynamicBandBasisPoints: 500, blockThresholdLots: 10, resaleBarredToday: true },
        { ...CARBON, instrumentCode: 'AAA', tradingDay: 'sse-stock' },
      ],
    });
    const origin = { actorId: 's', actorKind: 'bot', clientOrderId: 'c', eligibility: ALLOWED } as const;
    venue.sell('ANNA', 9, 103, { displayLots: 4 });
    venue.sell('BERT', 2, 103);
    venue.buy('CARA', 3, 103);
    venue.buy('DORA', 1, null, { stopTicks: 105 });
    const later = venue.buy('DORA', 1, 101, { stopTicks: 104, timeInForce: 'DAY' });
    venue.amend('DORA', later.number, { stopTicks: 105 });
    venue.settle();
    venue.sell('ANNA', 1, 103);
    venue.buy('CARA', 1, 103);
    venue.send({
      type: 'set-holding-limit',
      participantCode: 'BERT',
      instrumentCode: 'AAA',
      limitLots: 2_000,
    });
    venue.send({
      type: 'propose-block',
      ...origin,
      participantCode: 'ANNA',
      instrumentCode: 'CEA',
      side: 'sell',
      counterpartyCode: 'BERT',
      priceTicks: 100,
      quantityLots: 10,
    });
    const lot = venue.send({
      type: 'open-bidding',
      ...origin,
      participantCode: 'ANNA',
      instrumentCode: 'CEA',
      quantityLots: 10,
      floorTicks: 95,
      capTicks: 105,
      pricing: 'pay-as-bid',
    });
    venue.send({
      type: 'place-bid',
      ...origin,
      participantCode: 'CARA',
      biddingNumber: lot.number,
      priceTicks: 100,
      quantityLots: 5,
    });
    venue.clock('9:20');
    venue.buy('BERT', 5, 104, { instrumentCode: 'AAA' });
    venue.sell('ANNA', 3, 100, { instrumentCode: 'AAA' });
    return venue;
  };

  it('is plain data: JSON keeps all of it', () => {
    const snapshot = takeSnapshot(full().core);
    expect(throughJson(snapshot)).toEqual(snapshot);
    expect(snapshot).toMatchObject({
      version: 1,
      date: '2024-01-02',
      nowSeconds: 1_704_187_200,
      phase: 'open',
      ample: false,
      tradeSequence: 2,
      netCredits: [
        ['', 4_000_000],
        ['AAA', 4_000],
        ['CEA', 4_000],
      ],
    });
  });

  it('keeps queues as they trade: a refreshed iceberg stands behind, with what it shows', () => {
    const { markets, orders } = takeSnapshot(full().core);
    const [cea, aaa] = markets;
    expect(
      cea?.asks.map((number) => orders.find(({ wording }) => wording.orderNumber === number)),
    ).toMatchObject([
      { wording: { participantCode: 'BERT' }, displayedLots: 2, leavesLots: 2, cumulativeLots: 0 },
      { wording: { participantCode: 'ANNA' }, displayedLots: 1, leavesLots: 1 },
      {
        wording: { participantCode: 'ANNA' },
        displayedLots: 4,
        leavesLots: 5,
        cumulativeLots: 4,
        quantityLots: 9,
      },
    ]);
    expect(aaa).toMatchObject({ phase: 'call-auction', cancels: false, indicative: [104, 3, 2] });
  });

  it('keeps what waits with its place among equal triggers, and to whom a block is offered', () => {
    const { orders, biddings } = takeSnapshot(full().core);
    const stops = orders.filter(({ place }) => place === 'stops');
    expect(stops.map(({ stopTicks }) => stopTicks)).toEqual([105, 105]);
    expect(stops[1]?.tie).toBeGreaterThan(stops[1]?.wording.orderNumber ?? 0);
    const aside = orders.filter(({ place }) => place === 'aside');
    expect(aside.map(({ counterpartyCode }) => counterpartyCode)).toEqual(['BERT', null, null]);
    expect(biddings).toMatchObject([
      { pricing: 'pay-as-bid', floorTicks: 95, capTicks: 105, bids: [aside[2]?.wording.orderNumber] },
    ]);
  });

  it('is not tied to the venue that it was taken of', () => {
    const venue = full();
    const snapshot = takeSnapshot(venue.core);
    const before = JSON.stringify(snapshot);
    venue.send({ type: 'cancel-all', participantCode: null });
    venue.day('2024-01-03');
    expect(JSON.stringify(snapshot)).toBe(before);
    const restored = restoreSnapshot(snapshot);
    restored.apply({ type: 'cancel-all', participantCode: null, sequence: restored.commandSequence + 1 });
    expect(JSON.stringify(snapshot)).toBe(before);
  });

  it('tells nothing of being restored: the first events are those of the first command', () => {
    const { core } = full();
    const restored = restoreSnapshot(takeSnapshot(core));
    const command = {
      type: 'credit',
      participantCode: 'ANNA',
      instrumentCode: null,
      amount: 1,
      sequence: core.commandSequence + 1,
    } as const;
    expect(restored.apply(command)).toEqual(core.apply(command));
  });

  it('refuses what does not fit together', () => {
    const snapshot = takeSnapshot(full().core);
    const harmed = (change: Partial<VenueSnapshot>) => () => restoreSnapshot({ ...snapshot, ...change });
    expect(harmed({ version: 2 as never })).toThrow('version 2 can be read');
    expect(harmed({ eventSequence: snapshot.eventSequence + 1 })).toThrow('has the state of its snapshot');
    expect(harmed({ orders: snapshot.orders.slice(1) })).toThrow('holds its open orders');
    const aside = snapshot.orders.filter(({ place }) => place === 'aside');
    expect(harmed({ orders: [...snapshot.orders, ...aside] })).toThrow('comes once');
    expect(harmed({ accounts: snapshot.accounts.slice(1) })).toThrow();
    const poor = snapshot.accounts.map((account) => ({
      ...account,
      cashReservedCents: 0,
      cashAvailableCents: 0,
    }));
    expect(harmed({ accounts: poor })).toThrow('I3: what is reserved was free');
    const [first, ...others] = snapshot.accounts;
    expect(harmed({ accounts: first ? [{ ...first, history: [] }, ...others] : [] })).toThrow(
      'has its history',
    );
    expect(() =>
      restoreSnapshot(snapshot, {
        limits: {
          instruments: 9,
          participants: 1,
          openOrders: 99,
          openOrdersPerParticipant: 9,
          levelsPerBook: 9,
        },
      }),
    ).toThrow('room for its participants');
  });

  it('an ample venue stays one', () => {
    const venue = new TradingVenue({ ample: true });
    venue.buy('ANNA', 5, 100);
    venue.sell('BERT', 2, 105, { displayLots: 1 });
    const restored = restoreSnapshot(throughJson(takeSnapshot(venue.core)));
    expect(stateHash(restored)).toBe(venue.hash);
    expect(restored.engine.tables.ample).toBe(true);
  });
});
