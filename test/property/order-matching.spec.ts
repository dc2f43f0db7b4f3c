import * as fc from 'fast-check';
import {
  type CommandOutcome,
  checkVenue,
  type InstrumentTerms,
  reasonOf,
  restoreVenue,
  stateHash,
  type VenueCommandBody,
  VenueCore,
  VenueState,
} from '../../src/order-matching/core';
import { Oracle } from './order-matching-oracle';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 200);
const DAYS = ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05'];
const participants = ['P1', 'P2', 'P3', 'P4'];

const terms = (instrumentCode: string, referencePriceTicks: number): InstrumentTerms => ({
  instrumentCode,
  family: 'carbon-credits',
  referencePriceTicks,
  priceBandBasisPoints: 1_000,
  centsPerTickLot: 1,
  measures: { code: instrumentCode, unit: { en: 't', zh: '吨' }, lotSize: '1', tickSize: '0.01' },
});

const instrumentCode = fc.constantFrom('A', 'A', 'A', 'B');
const participantCode = fc.constantFrom(...participants);
const place: fc.Arbitrary<VenueCommandBody> = fc
  .record({
    participantCode,
    instrumentCode: fc.oneof({ weight: 30, arbitrary: instrumentCode }, fc.constant('UNKNOWN')),
    side: fc.constantFrom('buy' as const, 'sell' as const),
    price: fc.oneof(
      { weight: 20, arbitrary: fc.integer({ min: 95, max: 105 }) },
      fc.integer({ min: 80, max: 120 }),
    ),
    market: fc.nat(7),
    quantityLots: fc.oneof(
      { weight: 40, arbitrary: fc.integer({ min: 1, max: 20 }) },
      fc.integer({ min: -1, max: 400 }),
    ),
    timeInForce: fc.constantFrom('GTC' as const, 'GTC' as const, 'IOC' as const, 'FOK' as const),
    selfTradePrevention: fc.constantFrom(
      'cancel-aggressor' as const,
      'cancel-resting' as const,
      'cancel-both' as const,
    ),
    eligible: fc.nat(20),
  })
  .map(({ price, market, eligible, ...order }) => ({
    ...order,
    type: 'place-order' as const,
    actorId: 'seat-1',
    actorKind: 'bot' as const,
    clientOrderId: 'c',
    orderType: market === 0 ? ('market' as const) : ('limit' as const),
    priceTicks: market === 0 ? null : price,
    eligibility:
      eligible === 0
        ? { allowed: false as const, reason: { ...reasonOf('order.not-open'), code: 'family.refused' } }
        : { allowed: true as const, limitLots: eligible === 1 ? 30 : null, limitReason: null },
  }));

const command: fc.Arbitrary<VenueCommandBody> = fc.oneof(
  { weight: 60, arbitrary: place },
  {
    weight: 10,
    arbitrary: fc.record({
      type: fc.constant('cancel-order' as const),
      participantCode: fc.oneof({ weight: 6, arbitrary: fc.constant('OWNER') }, participantCode),
      // so many commands ago: `flow` makes a number of it
      orderNumber: fc.integer({ min: 1, max: 40 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('cancel-all' as const),
      participantCode: fc.option(participantCode),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom('credit' as const, 'debit' as const),
      participantCode,
      instrumentCode: fc.option(instrumentCode),
      amount: fc.integer({ min: 1, max: 2_000 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('confirm-settlement' as const),
      tradeSequences: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 20 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('set-phase' as const),
      phase: fc.constantFrom('open' as const, 'open' as const, 'closed' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('start-day' as const), date: fc.constantFrom(...DAYS) }),
  },
);

const opening: VenueCommandBody[] = [
  { type: 'list-instrument', terms: terms('A', 100) },
  { type: 'list-instrument', terms: terms('B', 103) },
  { type: 'set-phase', phase: 'open' },
  ...participants.flatMap((code): VenueCommandBody[] => [
    { type: 'credit', participantCode: code, instrumentCode: null, amount: 20_000 },
    { type: 'credit', participantCode: code, instrumentCode: 'A', amount: 150 },
    { type: 'credit', participantCode: code, instrumentCode: 'B', amount: 150 },
  ]),
];
const flow = fc.array(command, { minLength: 1, maxLength: 120 }).map((commands) => [...opening, ...commands]);

type Watch = (
  outcome: CommandOutcome,
  core: VenueCore,
  body: VenueCommandBody & { sequence: number },
) => void;
function run(commands: readonly VenueCommandBody[], watch: Watch = () => {}): VenueCore {
  const core = new VenueCore(new VenueState('2024-01-02'));
  for (const [place, body] of commands.entries()) {
    const numbered = { ...body, sequence: place + 1 };
    watch(core.apply(numbered), core, numbered);
  }
  return core;
}
const check = (predicate: (commands: VenueCommandBody[]) => void): void => {
  void fc.assert(fc.property(flow, predicate), { numRuns: RUNS });
};

describe('venue core, random commands', () => {
  it('I3 I7 I8 I10 I11 and conservation hold after every command', () => {
    check((commands) => {
      run(commands, (_, core) => {
        expect(checkVenue(core.state).filter(({ holds }) => !holds)).toEqual([]);
      });
    });
  });

  it('I7 I9 I12 I14 I15 hold for every event', () => {
    check((commands) => {
      const limits = new Map<number, number | null>();
      let last = 0;
      let trades = 0;
      run(commands, ({ events }, core, body) => {
        if (body.type === 'place-order') limits.set(body.sequence, body.priceTicks);
        for (const event of events) {
          expect(event.sequence).toBe(last + 1);
          last = event.sequence;
          if (event.type === 'order') {
            const { cumulativeLots, leavesLots, cancelledLots, quantityLots } = event.order;
            expect(cumulativeLots + leavesLots + cancelledLots).toBe(quantityLots);
          }
          if (event.type !== 'trade') continue;
          const { trade } = event;
          trades += 1;
          const resting = trade.aggressorSide === 'buy' ? trade.sellOrderNumber : trade.buyOrderNumber;
          const { band } = core.state.instrument(trade.instrumentCode);
          expect(trade.tradeSequence).toBe(trades);
          expect(trade.priceTicks).toBe(limits.get(resting));
          expect(trade.buyerCode).not.toBe(trade.sellerCode);
          expect(trade.priceTicks).toBeGreaterThanOrEqual(band.lowTicks);
          expect(trade.priceTicks).toBeLessThanOrEqual(band.highTicks);
          expect(core.state.phase).toBe('open');
        }
      });
    });
  });

  it('I13: the same commands give the same event bytes and the same state hash', () => {
    check((commands) => {
      const record = () => {
        const events: string[] = [];
        const core = run(commands, (outcome) => events.push(JSON.stringify(outcome)));
        return { events, hash: stateHash(core.state) };
      };
      expect(record()).toEqual(record());
    });
  });

  it('agrees with an oracle that shares no code with it', () => {
    check((commands) => {
      const oracle = new Oracle('2024-01-02');
      const core = run(commands, (outcome, _, body) => {
        expect(Oracle.digest(outcome)).toEqual(oracle.apply(body));
      });
      for (const account of core.state.accounts.values()) {
        expect(account.cash.available).toBe(oracle.free(account.participantCode, 'cash'));
        for (const [asset, { holding }] of account.positions()) {
          expect(holding.available).toBe(oracle.free(account.participantCode, asset));
          for (const side of ['buy', 'sell'] as const)
            expect(account.committedLots(asset, side)).toBe(
              oracle.committed(account.participantCode, asset, side),
            );
        }
      }
    });
  });

  it('what is restored from settled balances and unsettled trades equals the venue after cancel-all', () => {
    check((commands) => {
      const core = run([...commands, { type: 'cancel-all', participantCode: null }]);
      expect(stateHash(restored(core).state)).toBe(stateHash(core.state));
    });
  });
});

/** Through the form in which PostgreSQL and the ledger keep a venue. */
function restored({ state }: VenueCore): VenueCore {
  const accounts = [...state.accounts.values()];
  return restoreVenue({
    ...state,
    instruments: [...state.instruments.values()].map((one) => ({
      terms: { ...one.terms, referencePriceTicks: one.referencePriceTicks },
      lastPriceTicks: one.lastPriceTicks,
      dayTurnoverTickLots: one.dayTurnoverTickLots,
      dayVolumeLots: one.dayVolumeLots,
    })),
    balances: accounts.flatMap(({ participantCode, cash }) => [
      { participantCode, instrumentCode: null, amount: cash.owned },
      ...positionsOf(state, participantCode).map(([instrumentCode, { holding }]) => ({
        participantCode,
        instrumentCode,
        amount: holding.owned,
      })),
    ]),
    traded: accounts.flatMap(({ participantCode }) =>
      positionsOf(state, participantCode).map(([instrumentCode, { boughtLots, soldLots }]) => ({
        participantCode,
        instrumentCode,
        boughtLots,
        soldLots,
      })),
    ),
    unsettled: [...state.unsettled.values()],
  });
}

const positionsOf = (state: VenueState, participantCode: string) =>
  state.account(participantCode).positions();
