import { CARBON, TradingVenue } from '../../../../test/support/trading-venue';
import { FastBook } from '../book/fast-book';
import { BUY, SELL } from '../book/order-book';
import { VENUE_LIMITS } from '../limits';
import { AVAILABLE, CASH } from './account-table';
import { blankAmendment } from './amendment';
import { CENTRAL_BOOK } from './market';
import { MatchingEngine } from './matching-engine';
import { blankTicket, CANCEL_AGGRESSOR, IOC, REST } from './order-ticket';
import type { VenueSink } from './venue-sink';

/** The engine takes numbers from anybody: what the commands above it refuse before, it refuses by itself. */
describe('the engine by itself', () => {
  const withOrder = () => {
    const venue = new TradingVenue({ instruments: [CARBON, { ...CARBON, instrumentCode: 'CCER' }] });
    const { number } = venue.buy('ANNA', 5, 100);
    const { engine, names } = venue.core;
    return { venue, number, engine, anna: names.accountOf('ANNA'), bert: names.accountOf('BERT') };
  };

  it('amends an open order of its owner only', () => {
    const { engine, number, anna, bert } = withOrder();
    const change = { ...blankAmendment(), leavesLots: 3 };
    expect(engine.amend({ ...change, account: bert, orderNumber: number }, 1)).toBe('order.not-open');
    expect(engine.amend({ ...change, account: anna, orderNumber: number + 1 }, 1)).toBe('order.not-open');
    expect(engine.amend({ ...change, account: anna, orderNumber: number }, 1)).toBeNull();
    expect(engine.tables.pool.leavesOf(engine.tables.pool.index.slotOf(number))).toBe(3);
  });

  it('cancels many and says how many', () => {
    const { venue, engine, anna } = withOrder();
    venue.buy('ANNA', 1, 99);
    venue.sell('ANNA', 1, 101, { instrumentCode: 'CCER' });
    venue.sell('BERT', 1, 101);
    expect(engine.cancelMany(anna, 2, null, 'order.cancelled-by-venue').cancelled).toBe(1);
    expect(engine.cancelMany(anna, 0, 0, 'order.cancelled-by-venue').cancelled).toBe(2);
    expect(engine.cancelMany(anna, 0, null, 'order.cancelled-by-venue').cancelled).toBe(0);
    expect(engine.cancelMany(0, 0, 1, 'order.cancelled-by-venue').cancelled).toBe(1);
  });

  it('lets nobody take what is no listing', () => {
    const { engine, number, bert } = withOrder();
    const ticket = { ...blankTicket(), account: bert, quantityLots: 1 };
    expect(engine.privateTrades.takeListing(ticket, number)).toBe('listing.not-open');
    expect(engine.privateTrades.takeListing(ticket, number + 1)).toBe('listing.not-open');
  });

  it('tells whether a trade was there to be delivered', () => {
    const { venue, engine } = withOrder();
    venue.sell('BERT', 1, 100);
    expect([engine.confirmSettlement(2), engine.confirmSettlement(1), engine.confirmSettlement(1)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('knows no market by another handle', () => {
    const { engine } = withOrder();
    expect(() => engine.tables.market(3)).toThrow('no instrument has the handle 3');
    expect(() => engine.tables.market(0)).toThrow('no instrument has the handle 0');
  });

  it('tells orders and trades, but no pictures, when they are not asked for', () => {
    const told: unknown[][] = [];
    const tell =
      (kind: string) =>
      (...values: unknown[]) =>
        told.push([kind, ...values]);
    const sink = Object.fromEntries(
      ['trade', 'order', 'level', 'account', 'phase', 'settled'].map((kind) => [kind, tell(kind)]),
    ) as unknown as VenueSink;
    const engine = new MatchingEngine({
      limits: VENUE_LIMITS,
      sink,
      makeBook: (pool) => new FastBook(pool),
      pictures: false,
    });
    const market = engine.addMarket(CENTRAL_BOOK);
    const { accounts, pool } = engine.tables;
    market.setReference(100, { lowTicks: 90, highTicks: 110 });
    engine.setPhase(market, 'continuous', true);
    const [buyer, seller] = [accounts.open(), accounts.open()];
    const rows = [buyer, seller].map((account) => accounts.row(account, market.handle)) as [number, number];
    accounts.setCell(accounts.row(buyer, CASH), AVAILABLE, 1_000);
    accounts.setCell(rows[1], AVAILABLE, 10);
    told.length = 0;
    const sell = (number: number, ticks: number, lots: number) =>
      engine.limit(market, rows[1], seller, number, SELL, ticks, lots, REST, CANCEL_AGGRESSOR);
    const buy = (number: number, ticks: number, lots: number, lifetime = REST) =>
      engine.limit(market, rows[0], buyer, number, BUY, ticks, lots, lifetime, CANCEL_AGGRESSOR);
    expect([sell(1, 100, 3), sell(2, 101, 1), buy(3, 102, 6, IOC), buy(4, 99, 1)]).toEqual(
      Array(4).fill(null),
    );
    expect([buy(5, 111, 1), sell(6, 100, 7)]).toEqual(['order.outside-band', 'order.insufficient-rights']);
    expect(engine.cancel(buyer, pool.index.slotOf(4))).toBeNull();
    expect(engine.confirmSettlement(1)).toBe(true);
    expect(told.map(([kind, sequence]) => `${sequence} ${kind}`)).toEqual(
      ['order', 'order', 'trade', 'order', 'trade', 'order', 'order', 'order', 'order', 'settled'].map(
        (kind, place) => `${place + 2} ${kind}`,
      ),
    );
    expect(told.filter(([kind]) => kind === 'trade').map((trade) => trade.slice(5, 7))).toEqual([
      [100, 3],
      [101, 1],
    ]);
  });

  it('does not turn the clock back', () => {
    const { engine } = withOrder();
    expect(() => engine.advanceTo(engine.tables.nowSeconds - 1)).toThrow('simulated time does not go back');
  });
});
