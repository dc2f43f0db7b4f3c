import { ALLOWED, CARBON, TradingVenue } from '../../../test/support/trading-venue';
import { checkVenue, type VenueCore } from '.';
import { AVAILABLE, CASH, OPEN_BUY, OPEN_ORDERS, RESERVED, UNSETTLED_IN } from './engine/account-table';

const breachesOf = (core: VenueCore) =>
  checkVenue(core)
    .filter(({ holds }) => !holds)
    .map(({ invariant, detail }) => `${invariant}: ${detail}`);

/** A venue with resting, waiting and covered orders and a trade that is not delivered, and what a harm does to it. */
function afterHarm(harm: (core: VenueCore) => void): string[] {
  const venue = new TradingVenue();
  venue.sell('ANNA', 5, 105);
  venue.buy('BERT', 2, 105);
  venue.buy('BERT', 5, 95, { timeInForce: 'DAY' });
  venue.sell('CARA', 1, 95, { stopTicks: 95 });
  expect(breachesOf(venue.core)).toEqual([]);
  harm(venue.core);
  return breachesOf(venue.core);
}

const slotsOf = (core: VenueCore) => core.engine.tables.openSlots(0);
const marketOf = (core: VenueCore) => core.names.instrument('CEA').market;
function addTo(core: VenueCore, who: string, market: number, word: number, amount: number): void {
  const { accounts } = core.engine.tables;
  const row = accounts.rowOf(core.names.accountOf(who), market);
  accounts.setCell(row, word, accounts.cell(row, word) + amount);
}

describe('the check of a whole venue finds', () => {
  it('nothing where nothing is wrong, and says what it looked at', () => {
    const venue = new TradingVenue();
    venue.buy('ANNA', 1, 100);
    expect(checkVenue(venue.core)).toEqual([
      { invariant: 'I3', holds: true, detail: '8 holdings, none below zero' },
      { invariant: 'I7', holds: true, detail: '1 open orders add up' },
      { invariant: 'I8', holds: true, detail: '1 books, none crossed in continuous trading' },
      { invariant: 'I10', holds: true, detail: '1 open orders, each in its place' },
      { invariant: 'I11', holds: true, detail: '8 reservations are the worst case of their orders' },
      { invariant: 'I14', holds: true, detail: 'nobody stands on both sides of a trade' },
      { invariant: 'conservation', holds: true, detail: '2 assets conserved, 0 trades unsettled' },
    ]);
  });

  it('I3: a balance below zero, or in parts', () => {
    expect(afterHarm((core) => addTo(core, 'CARA', CASH, AVAILABLE, -1_000_001))).toEqual([
      'I3: CARA cash: -1',
      'conservation: cash: accounts hold 2999999, 4000000 came in',
    ]);
    expect(afterHarm((core) => addTo(core, 'CARA', CASH, AVAILABLE, 0.5))[0]).toBe(
      'I3: CARA cash: 1000000.5',
    );
  });

  it('I7: an order that does not add up', () => {
    const quantity = afterHarm((core) => core.engine.tables.pool.setQuantity(slotsOf(core)[0] as number, 4));
    expect(quantity).toEqual([expect.stringMatching(/^I7: order \d+ does not add up$/)]);
    const leaves = afterHarm((core) => {
      const slot = slotsOf(core)[2] as number;
      core.engine.tables.pool.setLeaves(slot, 0);
    });
    expect(leaves[0]).toMatch(/^I7: order \d+ does not add up$/);
    const cumulative = afterHarm((core) =>
      core.engine.tables.pool.setCumulative(slotsOf(core)[0] as number, -1),
    );
    expect(cumulative[0]).toMatch(/^I7/);
  });

  it('I7: open lots of a side that are counted wrongly', () => {
    for (const side of [0, 1])
      expect(
        afterHarm((core) => {
          const { openLots } = marketOf(core);
          openLots[side] = (openLots[side] as number) + 1;
        }),
      ).toEqual(['I7: instrument 1: the open lots of a side do not add up']);
  });

  it('I8 and I14: a book that is crossed, by one participant', () => {
    const crossed = afterHarm((core) => {
      const { pool } = core.engine.tables;
      const [ask, bid] = slotsOf(core) as [number, number];
      marketOf(core).book.remove(bid, pool.shownOf(bid));
      pool.setPrice(bid, 105);
      pool.setRow(bid, pool.rowOf(ask));
      marketOf(core).book.add(bid);
    });
    expect(crossed).toContain('I8: instrument 1 is crossed');
    expect(crossed).toContainEqual(
      expect.stringMatching(/^I14: order \d+ crosses an order of the same participant$/),
    );
  });

  it('I8: not where orders are collected', () => {
    const venue = new TradingVenue();
    venue.phase('call-auction');
    venue.sell('ANNA', 1, 95);
    venue.buy('BERT', 1, 100);
    expect(breachesOf(venue.core)).toEqual([]);
  });

  it('I10: an order that does not stand where it should', () => {
    const leave = (core: VenueCore) => {
      const slot = slotsOf(core)[0] as number;
      marketOf(core).book.remove(slot, core.engine.tables.pool.shownOf(slot));
    };
    expect(afterHarm(leave)).toEqual([
      expect.stringMatching(/^I10: order \d+ does not stand where it should$/),
    ]);
    expect(afterHarm((core) => marketOf(core).sellStops.remove(slotsOf(core)[2] as number))).toEqual([
      expect.stringMatching(/^I10: order \d+ does not stand where it should$/),
    ]);
  });

  it('I10: an order that is not in the index, or only there', () => {
    const { engine } = new TradingVenue().core;
    expect(engine.tables.pool.index.size).toBe(0);
    expect(
      afterHarm((core) => {
        const { pool } = core.engine.tables;
        pool.index.delete(pool.numberOf(slotsOf(core)[0] as number));
      }),
    ).toEqual([expect.stringMatching(/^I10: order \d+ is not in the index$/)]);
    expect(
      afterHarm((core) => core.engine.tables.pool.index.set(9_999, core.engine.tables.pool.take())),
    ).toEqual(['I10: the index holds other orders than the open ones']);
  });

  it('I10: an order that stands in a book and is not open', () => {
    const found = afterHarm((core) => {
      const { pool } = core.engine.tables;
      const slot = pool.take();
      pool.setSide(slot, 0);
      pool.setPrice(slot, 90);
      pool.setShown(slot, 1);
      marketOf(core).book.add(slot);
    });
    expect(found).toContain('I10: 1 orders stand in a book and are not open');
  });

  it('I10: an order that would not expire', () => {
    expect(afterHarm((core) => core.engine.tables.expiries.remove(slotsOf(core)[1] as number))).toEqual([
      'I10: the orders that expire are not those that wait for their hour',
    ]);
    expect(afterHarm((core) => core.engine.tables.expiries.push(slotsOf(core)[0] as number, 5, 5))).toEqual([
      'I10: the orders that expire are not those that wait for their hour',
    ]);
  });

  it('I10: a level that does not add up', () => {
    expect(
      afterHarm((core) => {
        const { pool } = core.engine.tables;
        const slot = slotsOf(core)[0] as number;
        pool.setShown(slot, pool.shownOf(slot) - 1);
        pool.hiddenLots[slot] = 1;
      }),
    ).toEqual([expect.stringMatching(/^I10: /)]);
  });

  it('I10: orders of a bidding that is over, or a bidding without its orders', () => {
    const venue = new TradingVenue({ instruments: [{ ...CARBON, blockThresholdLots: 10 }] });
    const origin = { actorId: 's', actorKind: 'person', clientOrderId: 'c', eligibility: ALLOWED } as const;
    const lot = { instrumentCode: 'CEA', quantityLots: 10, floorTicks: 95, capTicks: 105 } as const;
    const { number } = venue.send({
      type: 'open-bidding',
      ...origin,
      ...lot,
      participantCode: 'ANNA',
      pricing: 'uniform',
    });
    const bidding = venue.core.biddings.open.get(number);
    bidding?.bids.push(number + 1);
    expect(breachesOf(venue.core)).toEqual(['I10: 1 orders of biddings are open, 2 are listed']);
    bidding?.bids.pop();
    expect(breachesOf(venue.core)).toEqual([]);
    venue.core.biddings.open.clear();
    expect(breachesOf(venue.core)).toEqual(['I10: 1 orders of biddings are open, 0 are listed']);
  });

  it('I11: a reservation that is not the worst case of the orders', () => {
    expect(
      afterHarm((core) => {
        addTo(core, 'BERT', CASH, RESERVED, 1);
        addTo(core, 'BERT', CASH, AVAILABLE, -1);
      }),
    ).toEqual(['I11: BERT cash: reserved 476, open orders need 475']);
    expect(
      afterHarm((core) => {
        addTo(core, 'ANNA', 1, RESERVED, -1);
        addTo(core, 'ANNA', 1, AVAILABLE, 1);
      }),
    ).toEqual(['I11: ANNA CEA: reserved 2, open orders need 3']);
  });

  it('I11: open orders that are counted wrongly', () => {
    expect(afterHarm((core) => addTo(core, 'DORA', 1, OPEN_BUY, 1))).toEqual([
      'I11: DORA CEA: open lots are wrong',
    ]);
    expect(afterHarm((core) => addTo(core, 'ANNA', CASH, OPEN_ORDERS, 1))).toEqual([
      'I11: ANNA: the count of open orders is wrong',
    ]);
  });

  it('conservation: what came from nowhere, or is expected from nobody', () => {
    expect(afterHarm((core) => addTo(core, 'ANNA', 1, AVAILABLE, 1))).toEqual([
      'conservation: CEA: accounts hold 4001, 4000 came in',
    ]);
    expect(afterHarm((core) => addTo(core, 'ANNA', CASH, UNSETTLED_IN, 1))).toEqual([
      'conservation: cash: 211 expected, 210 owed between participants',
    ]);
  });

  it('the same in a venue with several instruments and in an ample one', () => {
    const ample = new TradingVenue({
      ample: true,
      instruments: [CARBON, { ...CARBON, instrumentCode: 'CCER' }],
    });
    ample.buy('ANNA', 5, 100);
    expect(breachesOf(ample.core)).toEqual([]);
    const { accounts } = ample.core.engine.tables;
    accounts.setCell(accounts.rowOf(ample.core.names.accountOf('ANNA'), CASH), RESERVED, 500);
    expect(breachesOf(ample.core)).toEqual([
      'I11: ANNA cash: reserved 500, open orders need 0',
      'conservation: cash: accounts hold 500, 0 came in',
    ]);
  });
});
