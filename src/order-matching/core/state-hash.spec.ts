import { CARBON, TradingVenue } from '../../../test/support/trading-venue';
import { stateHash, type VenueCore } from '.';
import { FLAG } from './book/order-pool';
import { CanonicalHash } from './canonical-hash';
import { OPEN_ORDERS } from './engine/account-table';
import type { UnsettledTrade } from './engine/unsettled-trades';

describe('the canonical hash', () => {
  const of = (fill: (hash: CanonicalHash) => void) => {
    const hash = new CanonicalHash();
    fill(hash);
    return hash.digest();
  };

  it('is 16 hexadecimal digits, the same everywhere', () => {
    expect(of(() => {})).toBe('ab3e7c0bebb6c228');
    expect(of((hash) => hash.integer(1).text('ab'))).toMatch(/^[0-9a-f]{16}$/);
    expect(of((hash) => hash.integer(1).text('ab'))).toBe(of((hash) => hash.integer(1).text('ab')));
  });

  it('tells integers apart, large and negative ones, too', () => {
    const numbers = [
      0,
      1,
      -1,
      2,
      2 ** 31,
      2 ** 32,
      2 ** 32 + 1,
      2 ** 53 - 1,
      -(2 ** 53 - 1),
      2 ** 40,
      255,
      256,
    ];
    expect(new Set(numbers.map((number) => of((hash) => hash.integer(number)))).size).toBe(numbers.length);
    const pairs = [
      [1, 2],
      [2, 1],
      [0, 0],
      [0, 1],
    ];
    expect(
      new Set(pairs.map(([one = 0, two = 0]) => of((hash) => hash.integer(one).integer(two)))).size,
    ).toBe(4);
  });

  it('tells texts apart, whatever their borders', () => {
    const digests = [
      of((hash) => hash.text('ab').text('c')),
      of((hash) => hash.text('a').text('bc')),
      of((hash) => hash.text('abc')),
      of((hash) => hash.text('').text('abc')),
      of((hash) => hash.text('abd')),
      of((hash) => hash.text('中')),
      of((hash) => hash.text('国')),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('spreads: a hundred thousand neighbours do not meet', () => {
    const seen = new Set<string>();
    for (let number = 0; number < 100_000; number += 1) seen.add(of((hash) => hash.integer(number)));
    expect(seen.size).toBe(100_000);
  });
});

describe('the state hash', () => {
  /** Every kind of thing that a state is made of. */
  const full = () => {
    const venue = new TradingVenue({
      instruments: [
        { ...CARBON, blockThresholdLots: 10, dynamicBandBasisPoints: 500 },
        { ...CARBON, instrumentCode: 'CCER' },
      ],
    });
    const origin = { actorId: 's', actorKind: 'person', clientOrderId: 'c' } as const;
    const eligibility = { allowed: true, limitLots: null, limitReason: null } as const;
    venue.sell('ANNA', 5, 103);
    venue.buy('BERT', 2, 103);
    venue.buy('BERT', 5, 95, { displayLots: 2, timeInForce: 'DAY', postOnly: true });
    venue.sell('CARA', 1, 95, { stopTicks: 95 });
    venue.send({
      type: 'propose-block',
      ...origin,
      participantCode: 'ANNA',
      instrumentCode: 'CEA',
      side: 'sell',
      counterpartyCode: 'BERT',
      priceTicks: 100,
      quantityLots: 10,
      eligibility,
    });
    const { number } = venue.send({
      type: 'open-bidding',
      ...origin,
      participantCode: 'ANNA',
      instrumentCode: 'CEA',
      quantityLots: 10,
      floorTicks: 95,
      capTicks: 105,
      pricing: 'uniform',
      eligibility,
    });
    venue.send({
      type: 'place-bid',
      ...origin,
      participantCode: 'CARA',
      biddingNumber: number,
      priceTicks: 100,
      quantityLots: 5,
      eligibility,
    });
    venue.clock('10:00');
    return venue;
  };

  it('is the same for the same commands, and another after the next one', () => {
    const one = full();
    expect(full().hash).toBe(one.hash);
    const before = one.hash;
    one.cancel('NOBODY', 1);
    expect(one.hash).not.toBe(before);
  });

  const marketOf = (core: VenueCore) => core.names.instrument('CEA').market;
  const slotOf = (core: VenueCore, place: number) => core.engine.tables.openSlots(0)[place] as number;

  /** Puts another trade in the place of the one that waits. */
  const changeTrade =
    (change: (trade: UnsettledTrade) => UnsettledTrade) =>
    ({ engine }: VenueCore): void => {
      const { unsettled } = engine.tables;
      const [trade] = unsettled.list();
      if (!trade) throw new Error('a trade waits');
      unsettled.take(trade.tradeSequence);
      const { tradeSequence, buyRow, sellRow, priceTicks, quantityLots, day } = change(trade);
      unsettled.add(tradeSequence, buyRow, sellRow, priceTicks, quantityLots, day);
    };

  const CHANGES: Readonly<Record<string, (core: VenueCore) => void>> = {
    'the command sequence': (core) => (core.engine.tables.commandSequence += 1),
    'the event sequence': (core) => (core.engine.tables.eventSequence += 1),
    'the trade sequence': (core) => (core.engine.tables.tradeSequence += 1),
    'the time': (core) => (core.engine.tables.nowSeconds += 1),
    'the phase of the venue': (core) => (core.markets.phase = 'closed'),
    'a phase': (core) => (marketOf(core).phase = 'pre-open'),
    'whether cancels are possible': (core) => (marketOf(core).cancels = false),
    'the end of a halt': (core) => (marketOf(core).haltEndsAt = 5),
    'the reference price': (core) => (marketOf(core).referenceTicks += 1),
    'the lower limit': (core) => (marketOf(core).bandLowTicks -= 1),
    'the upper limit': (core) => (marketOf(core).bandHighTicks += 1),
    'the lower dynamic limit': (core) => (marketOf(core).dynamicLowTicks -= 1),
    'the upper dynamic limit': (core) => (marketOf(core).dynamicHighTicks += 1),
    'the last price': (core) => (marketOf(core).lastTicks += 1),
    'the lowest price that stops have not seen': (core) => (marketOf(core).tradedLowTicks -= 1),
    'the highest price that stops have not seen': (core) => (marketOf(core).tradedHighTicks += 1),
    'the indicative price': (core) => (marketOf(core).indicativeTicks += 1),
    'the indicative volume': (core) => (marketOf(core).indicativeLots += 1),
    'the indicative surplus': (core) => (marketOf(core).indicativeSurplusLots -= 1),
    'the turnover of the day': (core) => marketOf(core).dayTurnoverTickLots.add(1),
    'the volume of the day': (core) => marketOf(core).dayVolumeLots.add(1),
    'the open lots to buy': (core) => (marketOf(core).openLots[0] = 1),
    'the open lots to sell': (core) => (marketOf(core).openLots[1] = 1),
    'an order that left the book': (core) => marketOf(core).book.remove(slotOf(core, 0), 3),
    'a stop that left': (core) => marketOf(core).sellStops.remove(slotOf(core, 2)),
    'a number': (core) => core.engine.tables.pool.setNumber(slotOf(core, 0), 9_999),
    'the terms of an order': (core) => {
      const { pool } = core.engine.tables;
      pool.setFlags(slotOf(core, 0), pool.flagsOf(slotOf(core, 0)) | 1);
    },
    'that it is a market order': (core) => {
      const { pool } = core.engine.tables;
      pool.setFlags(slotOf(core, 0), pool.flagsOf(slotOf(core, 0)) | FLAG.market);
    },
    'the price of a proposal': (core) => core.engine.tables.pool.setPrice(slotOf(core, 3), 97),
    'a price': (core) => core.engine.tables.pool.setPrice(slotOf(core, 2), 96),
    'a quantity': (core) => core.engine.tables.pool.setQuantity(slotOf(core, 0), 99),
    'open lots': (core) => core.engine.tables.pool.setLeaves(slotOf(core, 0), 99),
    'filled lots': (core) => core.engine.tables.pool.setCumulative(slotOf(core, 0), 99),
    'visible lots': (core) => core.engine.tables.pool.setShown(slotOf(core, 1), 1),
    'the visible part': (core) => (core.engine.tables.pool.peakLots[slotOf(core, 1)] = 1),
    'an expiry': (core) => (core.engine.tables.pool.expiresAt[slotOf(core, 1)] = 1),
    'a trigger': (core) => (core.engine.tables.pool.stopTicks[slotOf(core, 2)] = 96),
    'a counterparty': (core) => (core.engine.tables.pool.stopTicks[slotOf(core, 3)] = 3),
    cash: (core) => core.engine.tables.accounts.setCell(1, 0, 5),
    'a position': (core) => core.engine.tables.accounts.setCell(2, 5, 5),
    'the count of open orders': (core) => core.engine.tables.accounts.setCell(1, OPEN_ORDERS, 9),
    'locked lots': (core) => (core.engine.tables.accounts.lockedLots[2] = 5),
    'a holding limit': (core) => (core.engine.tables.accounts.holdingLimitLots[2] = 5),
    'an unsettled trade': (core) => core.engine.tables.unsettled.take(1),
    'the seller of an unsettled trade': changeTrade((trade) => ({ ...trade, sellRow: trade.sellRow + 3 })),
    'the buyer of an unsettled trade': changeTrade((trade) => ({ ...trade, buyRow: trade.buyRow + 3 })),
    'the price of an unsettled trade': changeTrade((trade) => ({ ...trade, priceTicks: 99 })),
    'the quantity of an unsettled trade': changeTrade((trade) => ({ ...trade, quantityLots: 3 })),
    'the day of an unsettled trade': changeTrade((trade) => ({ ...trade, day: trade.day - 1 })),
    'what came in': (core) => core.accounts.netCredits.set('CEA', 1),
    'a bidding': (core) => core.biddings.open.clear(),
    'a bid': (core) => [...core.biddings.open.values()][0]?.bids.push(5),
    'a participant': (core) => core.names.openAccount('EMIL'),
  };

  it.each(Object.keys(CHANGES))('tells apart: %s', (what) => {
    const { core } = full();
    const before = stateHash(core);
    CHANGES[what]?.(core);
    expect(stateHash(core)).not.toBe(before);
  });

  it('does not depend on prices that no stop waited for', () => {
    const { core } = new TradingVenue();
    const before = stateHash(core);
    marketOf(core).tradedHighTicks = 110;
    expect(stateHash(core)).toBe(before);
  });

  it('does not depend on how a state came about: slots and the order in which accounts were opened', () => {
    const venues = [
      ['ANNA', 'BERT'],
      ['BERT', 'ANNA'],
    ].map((traders) => new TradingVenue({ traders }));
    expect(venues[0]?.hash).toBe(venues[1]?.hash);
  });
});
