import { CARBON, NATIONAL_ETS, TradingVenue } from '../../../test/support/trading-venue';
import type { MarketPhase } from '.';

const ALL: readonly MarketPhase[] = [
  'closed',
  'pre-open',
  'call-auction',
  'continuous',
  'volatility-halt',
  'closing-auction',
  'suspended',
];

describe('what a phase takes', () => {
  it.each([
    ['closed', 'order.market-closed'],
    ['pre-open', null],
    ['call-auction', null],
    ['continuous', null],
    ['volatility-halt', null],
    ['closing-auction', null],
    ['suspended', 'order.market-suspended'],
  ] as const)('%s: a limit order %p', (phase, code) => {
    const venue = new TradingVenue();
    venue.phase(phase);
    expect(venue.buy('ANNA', 1, 100).code).toBe(code);
  });

  it.each(['pre-open', 'call-auction', 'volatility-halt', 'closing-auction'] as const)(
    '%s collects: what cannot wait is refused, nothing trades',
    (phase) => {
      const venue = new TradingVenue();
      venue.phase(phase);
      venue.sell('ANNA', 5, 95);
      for (const more of [
        { timeInForce: 'IOC' },
        { timeInForce: 'FOK' },
        { postOnly: true },
        { minimumLots: 1 },
        { orderType: 'market' },
      ] as const)
        expect(venue.buy('BERT', 1, 100, more).code).toBe('order.not-while-collecting');
      const crossing = venue.buy('BERT', 2, 105, { displayLots: 1 });
      expect(crossing).toMatchObject({ trades: [], order: { status: 'open' } });
      expect(venue.buy('CARA', 1, 100, { stopTicks: 99, timeInForce: 'IOC' }).order?.status).toBe('waiting');
      expect(venue.market()).toMatchObject({ phase, indicativeLots: 2 });
    },
  );

  it('a closed market lets orders be cancelled, not amended', () => {
    const venue = new TradingVenue();
    const { number } = venue.buy('ANNA', 1, 100);
    venue.phase('closed');
    expect(venue.amend('ANNA', number, { leavesLots: 2 }).code).toBe('order.market-closed');
    expect(venue.cancel('ANNA', number).code).toBeNull();
  });
});

describe('changing phases', () => {
  const crossed = (phase: MarketPhase) => {
    const venue = new TradingVenue();
    venue.phase(phase);
    venue.sell('ANNA', 5, 99);
    venue.buy('BERT', 3, 101);
    return venue;
  };

  it.each(['call-auction', 'volatility-halt', 'closing-auction'] as const)(
    '%s ends with an uncrossing, unless the collecting goes on or the market is suspended',
    (phase) => {
      for (const next of ALL) {
        const venue = crossed(phase);
        const uncrosses = next === 'continuous' || next === 'closed';
        expect([next, venue.phase(next).trades.length]).toEqual([next, uncrosses ? 1 : 0]);
      }
    },
  );

  it('pre-open is uncrossed only on the way to continuous trading', () => {
    for (const next of ALL) {
      const venue = crossed('pre-open');
      expect([next, venue.phase(next).trades.length]).toEqual([next, next === 'continuous' ? 1 : 0]);
      expect(venue.phase('continuous').trades).toHaveLength(next === 'continuous' ? 0 : 1);
    }
  });

  it('a suspended market that collected is uncrossed when it trades again', () => {
    const venue = crossed('call-auction');
    expect(venue.phase('suspended').trades).toEqual([]);
    expect(venue.phase('closed').trades).toEqual([]);
    expect(venue.phase('continuous').trades).toEqual([['BERT', 'ANNA', 99, 3]]);
  });

  it('tells the phase after the uncrossing, also of a market that was suspended', () => {
    const told = (venue: TradingVenue, next: MarketPhase) =>
      venue.phase(next).events.flatMap(({ type }) => (/auction|trade|phase/.test(type) ? [type] : []));
    const order = ['auction', 'trade', 'market-phase'];
    expect(told(crossed('call-auction'), 'closed')).toEqual(order);
    const suspended = crossed('call-auction');
    suspended.phase('suspended');
    expect(told(suspended, 'continuous')).toEqual(order);
    expect(told(crossed('pre-open'), 'continuous')).toEqual(order);
  });

  it('tells the phase after the uncrossing, with whether cancels are possible', () => {
    const venue = crossed('call-auction');
    const { events } = venue.phase('continuous', false);
    expect(events.map(({ type }) => type)).toEqual([
      'auction',
      'trade',
      'order',
      'order',
      'market-phase',
      'level',
      'level',
      'account',
      'account',
    ]);
    expect(events[4]).toMatchObject({ instrumentCode: 'CEA', phase: 'continuous', cancels: false });
  });

  it('to where it is already changes nothing', () => {
    const venue = new TradingVenue();
    expect(venue.phase('continuous').events).toEqual([]);
    expect(venue.phase('continuous', false).events).toHaveLength(1);
    expect(venue.phase('continuous', false).events).toEqual([]);
  });

  it('an auction sets the centre of the dynamic band', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, dynamicBandBasisPoints: 200 }] });
    venue.phase('call-auction');
    venue.sell('ANNA', 1, 108);
    venue.buy('BERT', 1, 108);
    venue.phase('continuous');
    venue.sell('CARA', 1, 110);
    expect(venue.buy('DORA', 1, 110).trades).toEqual([['DORA', 'CARA', 110, 1]]);
  });
});

describe('the venue as a whole', () => {
  it('opens and closes every market, and tells it once', () => {
    const second = { ...CARBON, instrumentCode: 'CCER' };
    const venue = new TradingVenue({ instruments: [CARBON, second], isClosed: true });
    expect(venue.core.phase).toBe('closed');
    expect(venue.buy('ANNA', 1, 100).code).toBe('order.market-closed');
    const opened = venue.send({ type: 'set-phase', phase: 'open' }).events;
    expect(opened).toMatchObject([
      { type: 'phase', phase: 'open' },
      { type: 'market-phase', instrumentCode: 'CCER', phase: 'continuous', cancels: true },
      { type: 'market-phase', instrumentCode: 'CEA', phase: 'continuous', cancels: true },
    ]);
    expect(venue.core.phase).toBe('open');
    expect(
      venue
        .send({ type: 'set-phase', phase: 'call-auction', instrumentCode: null })
        .events.map(({ type }) => type),
    ).toEqual(['market-phase', 'market-phase']);
    expect(venue.send({ type: 'set-phase', phase: 'closed' }).events[0]).toMatchObject({
      type: 'phase',
      phase: 'closed',
    });
    expect(venue.market('CCER').phase).toBe('closed');
  });

  it('a market that is listed while the venue is open starts open', () => {
    const venue = new TradingVenue();
    const { events } = venue.send({ type: 'list-instrument', terms: { ...CARBON, instrumentCode: 'CCER' } });
    expect(events.map(({ type }) => type)).toEqual(['instrument', 'reference']);
    expect(venue.market('CCER').phase).toBe('continuous');
    expect(venue.core.instrumentCodes()).toEqual(['CCER', 'CEA']);
    expect([venue.core.has('CCER'), venue.core.has('X')]).toEqual([true, false]);
  });

  it('knows its instruments, and lists each once', () => {
    const venue = new TradingVenue();
    expect(venue.send({ type: 'list-instrument', terms: CARBON })).toMatchObject({ events: [], code: null });
    expect(venue.send({ type: 'set-phase', phase: 'open', instrumentCode: 'X' }).code).toBe(
      'venue.unknown-instrument',
    );
    expect(venue.buy('ANNA', 1, 100, { instrumentCode: 'X' }).code).toBe('order.unknown-instrument');
  });
});

describe('windows where cancels are barred', () => {
  it('neither cancel nor amend, but new orders', () => {
    const venue = new TradingVenue();
    const { number } = venue.buy('ANNA', 1, 100);
    venue.phase('call-auction', false);
    expect(venue.cancel('ANNA', number).refusal).toMatchObject({
      code: 'order.cancel-barred',
      text: { en: 'orders of CEA cannot be cancelled or amended in this part of the trading day' },
    });
    expect(venue.amend('ANNA', number, { leavesLots: 2 }).code).toBe('order.cancel-barred');
    expect(venue.buy('ANNA', 1, 101).order?.status).toBe('open');
    expect(venue.market().cancels).toBe(false);
  });

  it('do not keep orders from expiring', () => {
    const venue = new TradingVenue();
    venue.buy('ANNA', 1, 100, { timeInForce: 'DAY' });
    venue.phase('closing-auction', false);
    expect(venue.day('2024-01-03').reports).toHaveLength(1);
  });
});

describe('trading days', () => {
  it('the opening of Shanghai and Shenzhen: cancels until 9:20, a price at 9:25, trading from 9:30', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, tradingDay: 'sse-stock' }], isClosed: true });
    expect(venue.clock('9:14:59').events).toEqual([]);
    venue.clock('9:15');
    expect(venue.market()).toMatchObject({ phase: 'call-auction', cancels: true });
    const withdrawn = venue.sell('ANNA', 9, 95);
    const stays = venue.sell('ANNA', 4, 98);
    expect(venue.cancel('ANNA', withdrawn.number).code).toBeNull();
    venue.clock('9:20');
    expect(venue.market()).toMatchObject({ phase: 'call-auction', cancels: false });
    expect(venue.cancel('ANNA', stays.number).code).toBe('order.cancel-barred');
    venue.buy('BERT', 4, 102);
    expect(venue.clock('9:24:59').events).toEqual([]);
    const opening = venue.clock('9:25');
    expect(opening.trades).toEqual([['BERT', 'ANNA', 100, 4]]);
    expect(venue.market()).toMatchObject({ phase: 'closed', cancels: true });
    expect(venue.buy('CARA', 1, 100).code).toBe('order.market-closed');
    venue.clock('9:30');
    expect(venue.market().phase).toBe('continuous');
  });

  it('the rest of that day', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, tradingDay: 'sse-stock' }], isClosed: true });
    const seen = ['11:29:59', '11:30', '13:00', '14:56:59', '14:57', '15:00'].map((time) => {
      venue.clock(time);
      const { phase, cancels } = venue.market();
      return `${time} ${phase}${cancels ? '' : ', no cancels'}`;
    });
    expect(seen).toEqual([
      '11:29:59 continuous',
      '11:30 closed',
      '13:00 continuous',
      '14:56:59 continuous',
      '14:57 closing-auction, no cancels',
      '15:00 closed',
    ]);
    expect(venue.day('2024-01-03').events.map(({ type }) => type)).toEqual(['day']);
  });

  it('the closing auction of that day uncrosses', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, tradingDay: 'sse-stock' }], isClosed: true });
    venue.clock('14:57');
    venue.sell('ANNA', 1, 103);
    venue.buy('BERT', 1, 103);
    expect(venue.clock('15:00').trades).toEqual([['BERT', 'ANNA', 103, 1]]);
  });

  it('the national carbon market has no auction', () => {
    const venue = new TradingVenue({ instruments: [NATIONAL_ETS], isClosed: true });
    const seen = ['9:29:59', '9:30', '11:30', '13:00', '15:00'].map((time) => {
      venue.clock(time);
      return `${time} ${venue.market().phase}`;
    });
    expect(seen).toEqual([
      '9:29:59 closed',
      '9:30 continuous',
      '11:30 closed',
      '13:00 continuous',
      '15:00 closed',
    ]);
  });

  it('many windows in one step happen one after the other, all markets in the order of their time', () => {
    const sse = { ...CARBON, tradingDay: 'sse-stock' } as const;
    const venue = new TradingVenue({
      instruments: [sse, { ...NATIONAL_ETS, instrumentCode: 'ETS' }, { ...CARBON, instrumentCode: 'FREE' }],
      isClosed: true,
    });
    const changes = venue
      .clock('15:00')
      .events.flatMap((event) =>
        event.type === 'market-phase' ? [`${event.instrumentCode} ${event.phase}`] : [],
      );
    expect(changes).toEqual([
      'CEA call-auction',
      'CEA call-auction',
      'CEA closed',
      'CEA continuous',
      'ETS continuous',
      'CEA closed',
      'ETS closed',
      'CEA continuous',
      'ETS continuous',
      'CEA closing-auction',
      'CEA closed',
      'ETS closed',
    ]);
    expect(venue.market('FREE').phase).toBe('closed');
  });

  it('what is left of a trading day happens before the next one starts, and belongs to it', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, tradingDay: 'sse-stock' }] });
    venue.clock('9:15');
    venue.sell('ANNA', 1, 96);
    venue.buy('BERT', 1, 96, { timeInForce: 'DAY' });
    venue.sell('CARA', 2, 104);
    const { events, trades } = venue.day('2024-01-03');
    expect(trades).toEqual([['BERT', 'ANNA', 96, 1]]);
    const told = events.flatMap((event) =>
      event.type === 'market-phase' ? [event.phase] : event.type === 'day' ? ['day'] : [],
    );
    expect(told).toEqual([
      'call-auction',
      'closed',
      'continuous',
      'closed',
      'continuous',
      'closing-auction',
      'closed',
      'day',
    ]);
    expect(events).toContainEqual(
      expect.objectContaining({ trade: expect.objectContaining({ date: '2024-01-02', model: 'auction' }) }),
    );
    expect(venue.market()).toMatchObject({ phase: 'closed', referencePriceTicks: 96 });
  });

  it('a venue that is closed as a whole does not trade on into the night', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, tradingDay: 'sse-stock' }] });
    venue.clock('9:15');
    venue.send({ type: 'set-phase', phase: 'closed' });
    expect(venue.day('2024-01-03').events.map(({ type }) => type)).toEqual(['day']);
    venue.clock('9:15');
    expect(venue.market().phase).toBe('call-auction');
  });

  it('neither the hours nor a new day let a suspended market trade again', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, tradingDay: 'sse-stock' }] });
    venue.clock('9:15');
    venue.sell('ANNA', 1, 99);
    venue.buy('BERT', 1, 101);
    venue.phase('suspended');
    expect(venue.clock('10:00').events).toEqual([]);
    expect(venue.day('2024-01-03').trades).toEqual([]);
    expect(venue.market().phase).toBe('suspended');
    expect(venue.phase('continuous').trades).toHaveLength(1);
    venue.clock('11:30');
    expect(venue.market().phase).toBe('closed');
  });

  it('days that are passed over have no trading', () => {
    const venue = new TradingVenue({ instruments: [NATIONAL_ETS] });
    venue.clock('15:00');
    expect(venue.day('2024-01-08').events.map(({ type }) => type)).toEqual(['day']);
  });

  it('a new day begins closed for markets with a trading day, and leaves the others', () => {
    const venue = new TradingVenue({
      instruments: [
        { ...CARBON, tradingDay: 'sse-stock' },
        { ...CARBON, instrumentCode: 'FREE' },
      ],
    });
    venue.day('2024-01-03');
    expect([venue.market().phase, venue.market('FREE').phase]).toEqual(['closed', 'continuous']);
    venue.clock('9:15');
    expect(venue.market().phase).toBe('call-auction');
  });
});
