import { CARBON, TradingVenue } from '../../../test/support/trading-venue';
import { dayOrdinal, isDate, SECONDS_PER_DAY } from './calendar';

describe('the calendar', () => {
  it.each([
    ['1970-01-01', 0],
    ['1970-01-02', 1],
    ['1969-12-31', -1],
    ['2000-02-29', 11_016],
    ['2000-03-01', 11_017],
    ['2024-01-02', 19_724],
    ['2024-12-31', 20_088],
    ['2100-03-01', 47_541],
    ['0001-01-01', -719_162],
    ['9999-12-31', 2_932_896],
  ])('%s is day %i', (date, ordinal) => {
    expect(dayOrdinal(date)).toBe(ordinal);
  });

  it('agrees with the calendar of the machine for every day of four centuries', () => {
    const start = Date.UTC(1900, 0, 1);
    for (let day = 0; day < 146_097; day += 7) {
      const instant = start + day * SECONDS_PER_DAY * 1_000;
      const date = new Date(instant).toISOString().slice(0, 10);
      if (dayOrdinal(date) !== instant / (SECONDS_PER_DAY * 1_000) || !isDate(date)) throw new Error(date);
    }
  });

  it.each(['2024-02-29', '2000-02-29', '2023-12-31', '2024-04-30', '2024-01-01'])('%s is a day', (date) => {
    expect(isDate(date)).toBe(true);
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2024-02-30',
    '2024-04-31',
    '2024-00-01',
    '2024-13-01',
    '2024-01-00',
    '2024-01-32',
    '2024-1-1',
    '24-01-01',
    ' 2024-01-01',
    '2024-01-01T00:00',
    '',
  ])('%p is none', (date) => {
    expect(isDate(date)).toBe(false);
  });

  it('knows no ordinal of what is no date', () => {
    expect(() => dayOrdinal('tomorrow')).toThrow('tomorrow is a date');
  });
});

describe('days', () => {
  it('go forward; the same day again is nothing', () => {
    const venue = new TradingVenue();
    expect(venue.day('2024-01-01').refusal).toMatchObject({
      code: 'venue.date-goes-back',
      text: { en: 'the trading day 2024-01-01 is before the present one, 2024-01-02' },
    });
    expect(venue.day('2024-01-02')).toMatchObject({ code: null, events: [] });
    expect(venue.day('2024-03-01').events[0]).toMatchObject({ type: 'day', date: '2024-03-01' });
    expect(venue.core.date).toBe('2024-03-01');
    expect(venue.sell('ANNA', 1, 100).order?.placedOn).toBe('2024-03-01');
  });

  it('begin at midnight', () => {
    const venue = new TradingVenue();
    venue.clock('12:30:15');
    expect(venue.core.secondOfDay).toBe(45_015);
    venue.day('2024-01-03');
    expect(venue.core.secondOfDay).toBe(0);
  });

  it('trades carry the day on which they were made, and so does what is bought', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, resaleBarredToday: true }] });
    const trade = () => {
      venue.sell('ANNA', 1, 100);
      const { events } = venue.buy('BERT', 1, 100);
      return events.flatMap((event) => (event.type === 'trade' ? [event.trade.date] : []))[0];
    };
    expect(trade()).toBe('2024-01-02');
    venue.day('2024-01-03');
    expect(trade()).toBe('2024-01-03');
    venue.settle();
    expect(venue.sell('BERT', 1_002, 100).code).toBe('order.bought-today');
    expect(venue.sell('BERT', 1_001, 100).code).toBeNull();
  });

  it('a halt that ends before midnight is uncrossed on its own day', () => {
    const venue = new TradingVenue({
      instruments: [{ ...CARBON, dynamicBandBasisPoints: 200, haltSeconds: 60, resaleBarredToday: true }],
      rightsLots: 10,
    });
    venue.clock('12:00');
    venue.sell('ANNA', 5, 104);
    venue.buy('BERT', 5, 104);
    const { events } = venue.day('2024-01-03');
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
      'day',
      'reference',
    ]);
    expect(events[1]).toMatchObject({ trade: { date: '2024-01-02' } });
    expect(venue.market().referencePriceTicks).toBe(104);
    venue.settle();
    expect(venue.sell('BERT', 15, 100).code).toBeNull();
  });
});

describe('the simulated clock', () => {
  it('goes forward within the day', () => {
    const venue = new TradingVenue();
    expect(venue.clock('10:00').code).toBeNull();
    expect(venue.clock('10:00').code).toBeNull();
    expect(venue.clock('9:59:59').refusal).toMatchObject({
      code: 'venue.time-goes-back',
      text: {
        en: 'the time 09:59:59 is not between the present one, 10:00:00, and the end of the day',
        zh: '时间 09:59:59 不在当前时间 10:00:00 至当日结束之间',
      },
    });
    expect(venue.clock('23:59:59').code).toBeNull();
    expect(venue.core.secondOfDay).toBe(86_399);
  });

  it('knows the seconds of one day only', () => {
    const venue = new TradingVenue();
    expect(venue.send({ type: 'advance-clock', secondOfDay: 0 }).code).toBeNull();
    for (const secondOfDay of [86_400, 1.5, -1, Number.MAX_SAFE_INTEGER])
      expect(venue.send({ type: 'advance-clock', secondOfDay }).code).toBe('venue.time-goes-back');
    expect(venue.send({ type: 'advance-clock', secondOfDay: 86_399 }).code).toBeNull();
  });

  it('an hour without anything to do is no event', () => {
    expect(new TradingVenue().clock('12:00').events).toEqual([]);
  });
});

describe('the number of a command (I12)', () => {
  it('leaves no gap and does not repeat', () => {
    const { core } = new TradingVenue();
    for (const sequence of [1, core.commandSequence, core.commandSequence + 2])
      expect(() => core.apply({ type: 'set-phase', phase: 'closed', sequence })).toThrow('I12');
  });

  it('counts every command, also one that is refused, and every event once', () => {
    const venue = new TradingVenue();
    const before = venue.core.commandSequence;
    let last = venue.core.eventSequence;
    const answers = [venue.cancel('ANNA', 1), venue.buy('ANNA', 0, 100), venue.buy('ANNA', 1, 100)];
    expect(venue.core.commandSequence).toBe(before + 3);
    for (const { events } of answers)
      for (const { sequence } of events) {
        expect(sequence).toBe(last + 1);
        last = sequence;
      }
    expect(venue.core.eventSequence).toBe(last);
  });
});
