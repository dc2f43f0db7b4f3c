import { CARBON, TradingVenue } from '../../../test/support/trading-venue';
import { checkVenue, restoreVenue, stateHash, type VenueCommand, type VenueTrade } from '.';
import { BOUGHT, SOLD } from './engine/account-table';

const CCER = { ...CARBON, instrumentCode: 'CCER', tradingDay: 'sse-stock' as const };

/** A venue with trades of several days, some of them not delivered, and what its owner would have recorded. */
function traded() {
  const venue = new TradingVenue({ instruments: [{ ...CARBON, resaleBarredToday: true }, CCER] });
  const trades: VenueTrade[] = [];
  const trade = (buyer: string, seller: string, lots: number, price: number) => {
    venue.sell(seller, lots, price);
    for (const event of venue.buy(buyer, lots, price).events)
      if (event.type === 'trade') trades.push(event.trade);
  };
  trade('ANNA', 'BERT', 5, 101);
  trade('BERT', 'CARA', 7, 103);
  venue.send({ type: 'confirm-settlement', tradeSequences: [1] });
  venue.day('2024-01-03');
  venue.clock('10:00');
  trade('ANNA', 'DORA', 3, 104);
  trade('DORA', 'ANNA', 2, 102);
  venue.send({ type: 'confirm-settlement', tradeSequences: [4] });
  venue.send({
    type: 'set-holding-limit',
    participantCode: 'CARA',
    instrumentCode: 'CEA',
    limitLots: 1_200,
  });
  venue.send({ type: 'cancel-all', participantCode: null });
  return { venue, trades };
}

function recordOf({ venue, trades }: ReturnType<typeof traded>): Parameters<typeof restoreVenue>[0] {
  const { core } = venue;
  const open = new Set(core.unsettledTrades());
  const accounts = core.accountPictures();
  const lotsOf = (participantCode: string, party: 'buyerCode' | 'sellerCode') =>
    trades.filter((one) => one[party] === participantCode).reduce((sum, one) => sum + one.quantityLots, 0);
  const sums = (code: string) => {
    const day = trades.filter((one) => one.date === core.date && one.instrumentCode === code);
    return {
      dayTurnoverTickLots: day.reduce((sum, one) => sum + BigInt(one.priceTicks * one.quantityLots), 0n),
      dayVolumeLots: day.reduce((sum, one) => sum + BigInt(one.quantityLots), 0n),
    };
  };
  return {
    commandSequence: core.commandSequence,
    eventSequence: core.eventSequence,
    tradeSequence: core.tradeSequence,
    phase: core.phase,
    date: core.date,
    secondOfDay: core.secondOfDay,
    instruments: [{ ...CARBON, resaleBarredToday: true }, CCER].map((terms) => {
      const picture = core.picture(terms.instrumentCode, 0);
      return {
        terms: { ...terms, referencePriceTicks: picture.referencePriceTicks },
        market: { phase: picture.phase, cancels: picture.cancels },
        lastPriceTicks: picture.lastPriceTicks,
        ...sums(terms.instrumentCode),
      };
    }),
    balances: accounts.flatMap((account) => [
      {
        participantCode: account.participantCode,
        instrumentCode: null,
        amount: account.cashAvailableCents + account.cashUnsettledOutCents,
      },
      ...account.rights.map((one) => ({
        participantCode: account.participantCode,
        instrumentCode: one.instrumentCode,
        amount: one.availableLots + one.unsettledOutLots,
      })),
    ]),
    traded: accounts.map(({ participantCode }) => ({
      participantCode,
      instrumentCode: 'CEA',
      boughtLots: lotsOf(participantCode, 'buyerCode'),
      soldLots: lotsOf(participantCode, 'sellerCode'),
      boughtTodayLots: trades
        .filter((one) => one.buyerCode === participantCode && one.date === core.date)
        .reduce((sum, one) => sum + one.quantityLots, 0),
    })),
    holdingLimits: [{ participantCode: 'CARA', instrumentCode: 'CEA', limitLots: 1_200 }],
    unsettled: trades.filter((one) => open.has(one.tradeSequence)),
  };
}

describe('a venue that is taken up from the record', () => {
  it('goes on as the one that stopped', () => {
    const stopped = traded();
    const { core } = stopped.venue;
    const restored = restoreVenue(recordOf(stopped));
    expect(checkVenue(restored).filter(({ holds }) => !holds)).toEqual([]);
    expect(restored.accountPictures()).toEqual(core.accountPictures());
    expect(restored.unsettledTrades()).toEqual([2, 3]);
    expect(stateHash(restored)).toBe(stateHash(core));
    expect(restored.picture('CEA', 5)).toEqual(core.picture('CEA', 5));
    expect(restored.picture('CCER', 5)).toEqual(core.picture('CCER', 5));
    expect([restored.date, restored.secondOfDay, restored.phase]).toEqual(['2024-01-03', 36_000, 'open']);
    const next = { type: 'confirm-settlement', tradeSequences: [2, 3] } as const;
    const sequence = core.commandSequence + 1;
    expect(restored.apply({ ...next, sequence })).toEqual(core.apply({ ...next, sequence }));
    const day = { type: 'start-day', date: '2024-01-04', sequence: sequence + 1 } as const;
    expect(restored.apply(day)).toEqual(core.apply(day));
  });

  it('is the very same on another day, with all of yesterday for sale', () => {
    const stopped = traded();
    const { venue } = stopped;
    venue.day('2024-01-04');
    venue.send({ type: 'cancel-all', participantCode: null });
    expect(stateHash(restoreVenue(recordOf(stopped)))).toBe(venue.hash);
  });

  it.each([
    ['bought today and delivered is not for sale', 'DORA', 'sell', 998, 'order.bought-today'],
    ['held before is', 'DORA', 'sell', 997, null],
    ['a holding limit of its own holds', 'CARA', 'buy', 208, 'order.holding-limit'],
    ['and leaves room below it', 'CARA', 'buy', 207, null],
  ] as const)('%s', (_, participantCode, side, quantityLots, code) => {
    const stopped = traded();
    const restored = restoreVenue(recordOf(stopped));
    const command = {
      ...stopped.venue.commands.find(({ type }) => type === 'place-order'),
      participantCode,
      side,
      quantityLots,
      priceTicks: 99,
      sequence: restored.commandSequence + 1,
    } as VenueCommand;
    const outcome = restored.apply(command);
    expect(outcome.events).toEqual(stopped.venue.core.apply(command).events);
    const [event] = outcome.events;
    expect(event?.type === 'order' ? (event.order.reason?.code ?? null) : undefined).toBe(code);
  });

  it('counts what was ever traded as far as that can be counted', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const restored = restoreVenue({
      ...recordOf(traded()),
      traded: ['ANNA', 'BERT'].map((participantCode) => ({
        participantCode,
        instrumentCode: 'CEA',
        boughtLots: most,
        soldLots: most,
      })),
    });
    const place = (participantCode: string, side: 'buy' | 'sell') =>
      restored.apply({
        ...(traded().venue.commands.find(({ type }) => type === 'place-order') as VenueCommand),
        participantCode,
        side,
        priceTicks: 100,
        sequence: restored.commandSequence + 1,
      } as VenueCommand);
    place('ANNA', 'sell');
    expect(place('BERT', 'buy').events.map(({ type }) => type)).toContain('trade');
    expect(checkVenue(restored).filter(({ holds }) => !holds)).toEqual([]);
    const { accounts } = restored.engine.tables;
    const rows = ['ANNA', 'BERT'].map((code) => accounts.rowOf(restored.names.accountOf(code), 1));
    expect(rows.map((row) => [accounts.cell(row, BOUGHT), accounts.cell(row, SOLD)])).toEqual([
      [most, most],
      [most, most],
    ]);
  });

  it('declares the lost orders cancelled, first of all', () => {
    const venue = new TradingVenue();
    const { order } = venue.buy('ANNA', 5, 100);
    venue.sell('BERT', 2, 100);
    const open = venue.core.openOrder(order?.orderNumber ?? 0);
    if (!open) throw new Error('the order is open');
    const { status, reason, ...lost } = open;
    const restored = restoreVenue({
      commandSequence: 50,
      eventSequence: 70,
      tradeSequence: 1,
      phase: 'open',
      date: '2024-01-02',
      instruments: [{ terms: CARBON, lastPriceTicks: 100, dayTurnoverTickLots: 200n, dayVolumeLots: 2n }],
      balances: [],
      traded: [],
      unsettled: [],
    });
    const { events } = restored.apply({
      type: 'void-lost-orders',
      orders: [lost, { ...lost, priceTicks: null, orderNumber: 99 }, { ...lost, instrumentCode: 'X' }],
      sequence: 51,
    });
    expect(events.map(({ sequence, type }) => [sequence, type])).toEqual([
      [71, 'order'],
      [72, 'order'],
      [73, 'order'],
      [74, 'level'],
      [75, 'account'],
    ]);
    expect(events[0]).toMatchObject({
      order: {
        status: 'cancelled',
        cumulativeLots: 2,
        leavesLots: 0,
        cancelledLots: 3,
        reason: { code: 'order.venue-restarted' },
      },
    });
    expect(events[3]).toMatchObject({ side: 'buy', priceTicks: 100, quantityLots: 0 });
  });

  it('has an empty book when it does so', () => {
    const venue = new TradingVenue();
    venue.buy('ANNA', 5, 100);
    expect(() => venue.send({ type: 'void-lost-orders', orders: [] })).toThrow('has an empty book');
  });

  it('without the details of its markets stands as the venue did', () => {
    const restored = restoreVenue({
      commandSequence: 0,
      eventSequence: 0,
      tradeSequence: 0,
      phase: 'open',
      date: '2024-01-02',
      instruments: [{ terms: CARBON, lastPriceTicks: null, dayTurnoverTickLots: 0n, dayVolumeLots: 0n }],
      balances: [],
      traded: [],
      unsettled: [],
    });
    expect(restored.picture('CEA', 0)).toMatchObject({
      phase: 'continuous',
      cancels: true,
      lastPriceTicks: null,
    });
    expect(restored.secondOfDay).toBe(0);
  });

  it('a volatility halt begins anew, and the dynamic band lies around the last price of the day', () => {
    const terms = { ...CARBON, dynamicBandBasisPoints: 200, haltSeconds: 60 };
    const record = (phase: 'volatility-halt' | 'continuous', dayVolumeLots = 1n) => ({
      commandSequence: 0,
      eventSequence: 0,
      tradeSequence: 0,
      phase: 'open' as const,
      date: '2024-01-02',
      secondOfDay: 36_000,
      instruments: [
        {
          terms,
          market: { phase, cancels: true },
          lastPriceTicks: 105,
          dayTurnoverTickLots: 105n * dayVolumeLots,
          dayVolumeLots,
        },
      ],
      balances: [],
      traded: [],
      unsettled: [],
    });
    const halted = restoreVenue(record('volatility-halt'));
    halted.apply({ type: 'advance-clock', secondOfDay: 36_059, sequence: 1 });
    expect(halted.picture('CEA', 0).phase).toBe('volatility-halt');
    halted.apply({ type: 'advance-clock', secondOfDay: 36_060, sequence: 2 });
    expect(halted.picture('CEA', 0).phase).toBe('continuous');
    const bandOf = (dayVolumeLots: bigint) => {
      const { market } = restoreVenue(record('continuous', dayVolumeLots)).names.instrument('CEA');
      return [market.dynamicLowTicks, market.dynamicHighTicks];
    };
    expect(bandOf(1n)).toEqual([103, 107]);
    expect(bandOf(0n)).toEqual([98, 102]);
  });

  it('refuses a record in which somebody owes more than the ledger shows', () => {
    const stopped = traded();
    const record = recordOf(stopped);
    expect(() => restoreVenue({ ...record, balances: [] })).toThrow(
      'owes 721 of cash more than the ledger shows',
    );
  });

  it('needs room for its participants', () => {
    const { venue, trades } = traded();
    const limits = {
      instruments: 2,
      participants: 3,
      openOrders: 10,
      openOrdersPerParticipant: 10,
      levelsPerBook: 10,
    };
    expect(() => restoreVenue(recordOf({ venue, trades }), { limits })).toThrow('room for its participants');
  });
});
