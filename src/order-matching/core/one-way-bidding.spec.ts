import { ALLOWED, CARBON, TradingVenue } from '../../../test/support/trading-venue';
import type { Eligibility, InstrumentTerms, VenueCommandBody } from '.';
import { clearBidding } from './one-way-bidding';

const bid = (orderNumber: number, lots: number, priceTicks: number) => ({ orderNumber, lots, priceTicks });

describe('the clearing of a one-way bidding (单向竞价)', () => {
  /** B8, without the bid that the range refuses */
  const B8 = [bid(1, 50_000, 8_500), bid(2, 60_000, 8_420), bid(3, 70_000, 8_420)];
  const amountOf = (awards: readonly { priceTicks: number; lots: number }[]) =>
    awards.reduce((sum, { priceTicks, lots }) => sum + priceTicks * lots, 0);

  it('B8, uniform: everybody pays the lowest price inside the quantity, 12,630,000 in all', () => {
    const { clearingTicks, awards, unsoldLots } = clearBidding(150_000, 'uniform', B8);
    expect(clearingTicks).toBe(8_420);
    expect(awards).toEqual([bid(1, 50_000, 8_420), bid(2, 60_000, 8_420), bid(3, 40_000, 8_420)]);
    expect([amountOf(awards), unsoldLots]).toEqual([1_263_000_000, 0]);
  });

  it('B8, pay-as-bid: each its own price, 12,670,000 in all', () => {
    const { clearingTicks, awards } = clearBidding(150_000, 'pay-as-bid', B8);
    expect(clearingTicks).toBe(8_420);
    expect(awards).toEqual([bid(1, 50_000, 8_500), bid(2, 60_000, 8_420), bid(3, 40_000, 8_420)]);
    expect(amountOf(awards)).toBe(1_267_000_000);
  });

  it('B5: a million units at 10, 8 and 6: the last winner gets what is left and makes the price', () => {
    const bids = [bid(1, 500_000, 10), bid(2, 300_000, 8), bid(3, 400_000, 6)];
    expect(clearBidding(1_000_000, 'uniform', bids).awards).toEqual([
      bid(1, 500_000, 6),
      bid(2, 300_000, 6),
      bid(3, 200_000, 6),
    ]);
  });

  it('sorts by price, then by time, however the bids come', () => {
    const bids = [bid(4, 100, 49), bid(3, 300, 50), bid(2, 400, 51), bid(1, 300, 50)];
    expect(
      clearBidding(800, 'pay-as-bid', bids).awards.map(({ orderNumber, lots }) => [orderNumber, lots]),
    ).toEqual([
      [2, 400],
      [1, 300],
      [3, 100],
    ]);
  });

  it('sells what is bid for, and nothing when nobody bids', () => {
    expect(clearBidding(1_000, 'uniform', [bid(1, 300, 50)])).toEqual({
      clearingTicks: 50,
      awards: [bid(1, 300, 50)],
      unsoldLots: 700,
    });
    for (const pricing of ['uniform', 'pay-as-bid'] as const)
      expect(clearBidding(1_000, pricing, [])).toEqual({
        clearingTicks: null,
        awards: [],
        unsoldLots: 1_000,
      });
  });
});

/** 80.00 ± 10 %, lots from 100,000 t on. */
const biddings = (terms: Partial<InstrumentTerms> = {}) => {
  const venue = new TradingVenue({
    instruments: [{ ...CARBON, referencePriceTicks: 8_000, blockThresholdLots: 100_000, ...terms }],
    cashCents: 10_000_000_000,
    rightsLots: 500_000,
  });
  const origin = { actorId: 'seat-1', actorKind: 'person', clientOrderId: 'lot' } as const;
  const offer = (
    lots: number,
    { floorTicks = 8_000, capTicks = 8_800, pricing = 'uniform' as 'uniform' | 'pay-as-bid', ...more } = {},
    eligibility: Eligibility = ALLOWED,
  ) =>
    venue.send({
      type: 'open-bidding',
      ...origin,
      participantCode: 'ANNA',
      instrumentCode: 'CEA',
      quantityLots: lots,
      floorTicks,
      capTicks,
      pricing,
      eligibility,
      ...more,
    });
  const bidFor = (
    biddingNumber: number,
    participantCode: string,
    quantityLots: number,
    priceTicks: number,
    eligibility: Eligibility = ALLOWED,
  ) =>
    venue.send({
      type: 'place-bid',
      ...origin,
      participantCode,
      biddingNumber,
      priceTicks,
      quantityLots,
      eligibility,
    });
  const close = (biddingNumber: number) => venue.send({ type: 'close-bidding', biddingNumber });
  return { venue, offer, bidFor, close };
};

describe('a one-way bidding on the venue', () => {
  it.each([
    ['uniform', [8_420, 8_420, 8_420], 1_263_000_000],
    ['pay-as-bid', [8_500, 8_420, 8_420], 1_267_000_000],
  ] as const)('B8 with %s pricing', (pricing, prices, cents) => {
    const { venue, offer, bidFor, close } = biddings();
    const lot = offer(150_000, { pricing });
    expect(lot.order).toMatchObject({ status: 'open', side: 'sell', priceTicks: 8_000, leavesLots: 150_000 });
    const first = bidFor(lot.number, 'BERT', 50_000, 8_500);
    const second = bidFor(lot.number, 'CARA', 60_000, 8_420);
    const third = bidFor(lot.number, 'DORA', 70_000, 8_420);
    expect(bidFor(lot.number, 'DORA', 10_000, 8_801).order?.reason).toMatchObject({
      code: 'bidding.outside-range',
      text: { en: 'price 88.01 is outside the range of the bidding, 80.00 to 88.00' },
      remedy: { en: 'bid from 80.00 to 88.00' },
    });
    const closed = close(lot.number);
    expect(closed.trades).toEqual([
      ['BERT', 'ANNA', prices[0], 50_000],
      ['CARA', 'ANNA', prices[1], 60_000],
      ['DORA', 'ANNA', prices[2], 40_000],
    ]);
    expect(closed.reports).toEqual([
      [first.number, 'filled', 0, null],
      [lot.number, 'partially-filled', 100_000, null],
      [second.number, 'filled', 0, null],
      [lot.number, 'partially-filled', 40_000, null],
      [third.number, 'partially-filled', 30_000, null],
      [lot.number, 'filled', 0, null],
      [third.number, 'cancelled', 0, 'order.bidding-not-won'],
    ]);
    expect(venue.account('ANNA').cashUnsettledInCents).toBe(cents);
    expect(venue.account('DORA').cashReservedCents).toBe(0);
    expect(closed.events.find(({ type }) => type === 'trade')).toMatchObject({
      trade: { model: 'bidding', aggressorSide: 'buy' },
    });
    expect(venue.market().lastPriceTicks).toBeNull();
    expect(close(lot.number).code).toBe('bidding.not-open');
    expect(bidFor(lot.number, 'BERT', 1, 8_500).code).toBe('bidding.not-open');
  });

  it('what finds no bidder ends with its reason and is free again', () => {
    const { venue, offer, bidFor, close } = biddings();
    const lot = offer(150_000);
    bidFor(lot.number, 'BERT', 50_000, 8_000);
    expect(venue.rights('ANNA')).toMatchObject({ reservedLots: 150_000, availableLots: 350_000 });
    const { reports } = close(lot.number);
    expect(reports.at(-1)).toEqual([lot.number, 'cancelled', 0, 'order.bidding-not-sold']);
    expect(venue.rights('ANNA')).toMatchObject({
      reservedLots: 0,
      availableLots: 450_000,
      unsettledOutLots: 50_000,
    });
    const empty = offer(100_000);
    expect(close(empty.number).reports).toEqual([[empty.number, 'cancelled', 0, 'order.bidding-not-sold']]);
  });

  it('a bid that was taken back does not win, one of many from the same bidder may', () => {
    const { venue, offer, bidFor, close } = biddings();
    const lot = offer(100_000);
    const withdrawn = bidFor(lot.number, 'BERT', 100_000, 8_800);
    bidFor(lot.number, 'BERT', 60_000, 8_100);
    bidFor(lot.number, 'BERT', 60_000, 8_200);
    expect(venue.amend('BERT', withdrawn.number, { leavesLots: 1 }).code).toBe('order.amend-not-possible');
    venue.cancel('BERT', withdrawn.number);
    expect(close(lot.number).trades).toEqual([
      ['BERT', 'ANNA', 8_100, 60_000],
      ['BERT', 'ANNA', 8_100, 40_000],
    ]);
  });

  it.each<[string, (lot: number) => VenueCommandBody]>([
    ['the seller', (lot) => ({ type: 'cancel-order', participantCode: 'ANNA', orderNumber: lot })],
    ['the seller, who takes everything back', () => ({ type: 'cancel-all', participantCode: 'ANNA' })],
    [
      'the venue, which stops all sellers',
      () => ({ type: 'cancel-all', participantCode: null, side: 'sell' }),
    ],
  ])('ends when its lot is taken back by %s: whoever bid is told and free', (_, cancel) => {
    const { venue, offer, bidFor, close } = biddings();
    const lot = offer(100_000);
    const other = offer(100_000, { participantCode: 'DORA' } as object);
    const first = bidFor(lot.number, 'BERT', 100_000, 8_800);
    const second = bidFor(lot.number, 'CARA', 50_000, 8_700);
    const elsewhere = bidFor(other.number, 'BERT', 1, 8_000);
    const { reports } = venue.send(cancel(lot.number));
    expect(reports.filter(([number]) => [first.number, second.number].includes(number))).toEqual([
      [first.number, 'cancelled', 0, 'order.bidding-withdrawn'],
      [second.number, 'cancelled', 0, 'order.bidding-withdrawn'],
    ]);
    expect(venue.account('CARA').cashReservedCents).toBe(0);
    expect(venue.core.biddings.open.has(lot.number)).toBe(false);
    expect([bidFor(lot.number, 'CARA', 1, 8_500).code, close(lot.number).code]).toEqual([
      'bidding.not-open',
      'bidding.not-open',
    ]);
    const goesOn = venue.core.openOrder(other.number) !== null;
    expect(venue.core.openOrder(elsewhere.number) !== null).toBe(goesOn);
  });

  it('where cancels are barred the lot stays, and so do the bids', () => {
    const { venue, offer, bidFor } = biddings();
    const lot = offer(100_000);
    bidFor(lot.number, 'BERT', 1, 8_800);
    venue.phase('continuous', false);
    expect(venue.cancel('ANNA', lot.number).code).toBe('order.cancel-barred');
    venue.send({ type: 'cancel-all', participantCode: 'ANNA' });
    expect(venue.open()).toHaveLength(2);
    venue.send({ type: 'cancel-all', participantCode: null });
    expect([venue.open(), [...venue.core.biddings.open]]).toEqual([[], []]);
  });

  it('a bid that was taken back is off the list', () => {
    const { venue, offer, bidFor } = biddings();
    const lot = offer(100_000);
    const bids = ['BERT', 'CARA', 'DORA'].map((who) => bidFor(lot.number, who, 10, 8_100).number);
    venue.cancel('CARA', bids[1] ?? 0);
    expect(venue.core.biddings.open.get(lot.number)?.bids).toEqual([bids[0], bids[2]]);
    venue.send({ type: 'cancel-all', participantCode: 'BERT' });
    expect(venue.core.biddings.open.get(lot.number)?.bids).toEqual([bids[2]]);
  });

  it('does not go on overnight: floor and cap belong to the band of a day (I15)', () => {
    const { venue, offer, bidFor, close } = biddings();
    const lot = offer(100_000, { floorTicks: 8_500 });
    const bid = bidFor(lot.number, 'BERT', 100_000, 8_800);
    // a close of 75.00: the new band ends at 82.50
    venue.sell('CARA', 1, 7_500);
    venue.buy('DORA', 1, 7_500);
    const { events, reports } = venue.day('2024-01-03');
    expect(reports).toEqual([
      [bid.number, 'cancelled', 0, 'order.bidding-day-over'],
      [lot.number, 'cancelled', 0, 'order.bidding-day-over'],
    ]);
    // they belong to the old day
    expect(events.map(({ type }) => type).slice(0, 3)).toEqual(['order', 'order', 'day']);
    expect(venue.rights('ANNA').reservedLots).toBe(0);
    expect(venue.market().bandHighTicks).toBe(8_250);
    expect(close(lot.number).code).toBe('bidding.not-open');
    expect(offer(100_000).code).toBe('bidding.range');
  });

  it('from 100,000 t on, with a range that makes sense inside the band', () => {
    const { offer } = biddings();
    expect(offer(99_999).order?.reason).toMatchObject({
      code: 'bidding.too-small',
      text: { en: 'a lot for one-way bidding is at least 100000 t' },
    });
    for (const [floorTicks, capTicks, code] of [
      [0, 8_800, 'bidding.range'],
      [-1, 8_800, 'bidding.range'],
      [8_801, 8_800, 'bidding.range'],
      [8_000.5, 8_800, 'bidding.range'],
      [8_000, 8_800.5, 'bidding.range'],
      [7_199, 8_800, 'bidding.range'],
      [8_000, 8_801, 'bidding.range'],
      [7_200, 8_800, null],
      [8_500, 8_500, null],
    ] as const)
      expect([floorTicks, capTicks, offer(100_000, { floorTicks, capTicks }).code]).toEqual([
        floorTicks,
        capTicks,
        code,
      ]);
    expect(biddings({ blockThresholdLots: null }).offer(100_000).code).toBe('order.no-large-lots');
  });

  it('in the national market from the previous close or 10 % below it, up to 10 % above it', () => {
    const { venue, offer } = biddings({ tradingDay: 'national-ets', referencePriceTicks: 8_001 });
    venue.clock('10:00');
    // 72.009 and 88.011, rounded inward
    for (const [floorTicks, capTicks, code] of [
      [8_001, 8_801, null],
      [7_201, 8_801, null],
      [7_202, 8_801, 'bidding.prescribed-range'],
      [8_000, 8_801, 'bidding.prescribed-range'],
      [8_001, 8_800, 'bidding.prescribed-range'],
      [7_200, 8_801, 'bidding.range'],
      [8_001, 8_802, 'bidding.range'],
    ] as const)
      expect([floorTicks, capTicks, offer(100_000, { floorTicks, capTicks }).code]).toEqual([
        floorTicks,
        capTicks,
        code,
      ]);
  });

  it('I15: nothing is awarded outside the band, whatever became of it', () => {
    const { venue, offer, bidFor, close } = biddings();
    const lot = offer(100_000);
    bidFor(lot.number, 'BERT', 1, 8_800);
    venue.core.names.instrument('CEA').market.bandHighTicks = 8_799;
    expect(() => close(lot.number)).toThrow('I15');
  });

  it('takes whole positive quantities only', () => {
    const { offer, bidFor } = biddings();
    for (const lots of [0, -1, 100_000.5, Number.NaN])
      expect([lots, offer(lots).code]).toEqual([lots, 'order.quantity-not-positive']);
    const { number } = offer(100_000);
    for (const lots of [0, -1, 1.5, Number.NaN])
      expect([lots, bidFor(number, 'BERT', lots, 8_500).code]).toEqual([lots, 'order.quantity-not-positive']);
  });

  it('takes bids at its limits, in whole ticks', () => {
    const { offer, bidFor } = biddings();
    const { number } = offer(100_000);
    for (const [price, code] of [
      [7_999, 'bidding.outside-range'],
      [8_000, null],
      [8_800, null],
      [8_801, 'bidding.outside-range'],
      [8_000.5, 'order.price-not-positive'],
    ] as const)
      expect([price, bidFor(number, 'BERT', 1, price).code]).toEqual([price, code]);
  });

  it('the seller does not bid', () => {
    const { offer, bidFor } = biddings();
    const { number } = offer(100_000);
    expect(bidFor(number, 'ANNA', 1, 8_500).code).toBe('bidding.own');
    expect(bidFor(number, 'NOBODY', 1, 8_500).code).toBe('order.insufficient-cash');
  });

  it('is covered, limited and counted like any order', () => {
    const { venue, offer, bidFor } = biddings({ holdingLimitLots: 550_000 });
    expect(offer(500_001).code).toBe('order.insufficient-rights');
    const { number } = offer(500_000);
    expect(bidFor(number, 'BERT', 50_001, 8_500).code).toBe('order.holding-limit');
    expect(bidFor(number, 'BERT', 50_000, 8_500).code).toBeNull();
    expect(venue.account('BERT').cashReservedCents).toBe(425_000_000);
    expect(bidFor(number, 'CARA', 2, 8_500, { allowed: true, limitLots: 1, limitReason: null }).code).toBe(
      'order.limit-reached',
    );
    expect(venue.core.openOrders()).toHaveLength(2);
  });

  it('passes on what the family says, and knows its instruments', () => {
    const { offer, bidFor } = biddings();
    const reason = {
      code: 'carbon.barred-participant',
      text: { en: 'no', zh: '不可' },
      remedy: { en: 'look', zh: '请看' },
    };
    expect(offer(100_000, {}, { allowed: false, reason }).order?.reason).toEqual(reason);
    const { number } = offer(100_000);
    expect(bidFor(number, 'BERT', 1, 8_500, { allowed: false, reason }).order?.reason).toEqual(reason);
    expect(offer(100_000, { instrumentCode: 'X' } as object).code).toBe('order.unknown-instrument');
  });

  it('takes place while the market trades (I15)', () => {
    const { venue, offer, bidFor, close } = biddings();
    const { number } = offer(100_000);
    for (const [phase, code] of [
      ['closed', 'order.market-closed'],
      ['call-auction', 'order.market-closed'],
      ['suspended', 'order.market-suspended'],
    ] as const) {
      venue.phase(phase);
      expect([offer(100_000).code, bidFor(number, 'BERT', 1, 8_500).code, close(number).code]).toEqual([
        code,
        code,
        code,
      ]);
    }
    venue.phase('continuous');
    bidFor(number, 'BERT', 1, 8_500);
    expect(close(number).trades).toHaveLength(1);
  });

  it('is no part of the daily close', () => {
    const { venue, offer, bidFor, close } = biddings();
    const { number } = offer(100_000);
    bidFor(number, 'BERT', 100_000, 8_800);
    close(number);
    expect(venue.day('2024-01-03').events.map(({ type }) => type)).toEqual(['day']);
    expect(venue.market().referencePriceTicks).toBe(8_000);
  });

  it('two run beside each other', () => {
    const { venue, offer, bidFor, close } = biddings();
    const one = offer(100_000);
    const two = offer(200_000, { pricing: 'pay-as-bid' });
    bidFor(two.number, 'BERT', 200_000, 8_300);
    bidFor(one.number, 'CARA', 100_000, 8_200);
    expect(close(one.number).trades).toEqual([['CARA', 'ANNA', 8_200, 100_000]]);
    expect(close(two.number).trades).toEqual([['BERT', 'ANNA', 8_300, 200_000]]);
    expect(venue.open()).toEqual([]);
  });
});
