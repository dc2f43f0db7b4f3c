import { CARBON, TradingVenue } from '../../../../test/support/trading-venue';
import { blankAmendment } from './amendment';
import { blankTicket } from './order-ticket';

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

  it('does not turn the clock back', () => {
    const { engine } = withOrder();
    expect(() => engine.advanceTo(engine.tables.nowSeconds - 1)).toThrow('simulated time does not go back');
  });
});
