import { ALLOWED, CARBON, TradingVenue } from '../../../test/support/trading-venue';
import type { Eligibility, InstrumentTerms } from '.';

/** 50.00 ± 30 %, from 100,000 t on. */
const blocks = (terms: Partial<InstrumentTerms> = {}) => {
  const venue = new TradingVenue({
    instruments: [{ ...CARBON, referencePriceTicks: 5_000, blockThresholdLots: 100_000, ...terms }],
    cashCents: 10_000_000_000,
    rightsLots: 500_000,
  });
  const origin = { actorId: 'seat-1', actorKind: 'person', clientOrderId: 'block' } as const;
  const propose = (
    participantCode: string,
    side: 'buy' | 'sell',
    counterpartyCode: string,
    priceTicks: number,
    quantityLots = 100_000,
    eligibility: Eligibility = ALLOWED,
  ) =>
    venue.send({
      type: 'propose-block',
      ...origin,
      participantCode,
      instrumentCode: 'CEA',
      side,
      counterpartyCode,
      priceTicks,
      quantityLots,
      eligibility,
    });
  const accept = (participantCode: string, proposalNumber: number, eligibility: Eligibility = ALLOWED) =>
    venue.send({ type: 'accept-block', ...origin, participantCode, proposalNumber, eligibility });
  return { venue, propose, accept };
};

describe('a block trade (大宗协议)', () => {
  it('is proposed to one counterparty, who accepts all of it', () => {
    const { venue, propose, accept } = blocks();
    const proposal = propose('ANNA', 'sell', 'BERT', 6_000, 120_000);
    expect(proposal.order).toMatchObject({ status: 'open', leavesLots: 120_000, priceTicks: 6_000 });
    expect(venue.rights('ANNA')).toMatchObject({ reservedLots: 120_000 });
    expect(venue.levels('sell')).toEqual([]);
    const accepted = accept('BERT', proposal.number);
    expect(accepted.trades).toEqual([['BERT', 'ANNA', 6_000, 120_000]]);
    expect(accepted.reports).toEqual([
      [proposal.number, 'filled', 0, null],
      [accepted.number, 'filled', 0, null],
    ]);
    expect(accepted.events.find(({ type }) => type === 'trade')).toMatchObject({
      trade: { model: 'block', aggressorSide: 'buy', amountCents: 720_000_000 },
    });
    expect(venue.open()).toEqual([]);
  });

  it('a buyer may propose, too', () => {
    const { venue, propose, accept } = blocks();
    const { number } = propose('ANNA', 'buy', 'BERT', 4_000);
    expect(venue.account('ANNA').cashReservedCents).toBe(400_000_000);
    const accepted = accept('BERT', number);
    expect(accepted.trades).toEqual([['ANNA', 'BERT', 4_000, 100_000]]);
    expect(accepted.order).toMatchObject({ side: 'sell', timeInForce: 'FOK' });
  });

  it('± 30 %, inclusive, rounded inward', () => {
    const { propose } = blocks({ referencePriceTicks: 5_001 });
    // 35.007 and 65.013
    for (const [price, code] of [
      [3_500, 'block.outside-band'],
      [3_501, null],
      [6_501, null],
      [6_502, 'block.outside-band'],
      [0, 'block.outside-band'],
      [5_000.5, 'block.outside-band'],
    ] as const)
      expect([price, propose('ANNA', 'sell', 'BERT', price).code]).toEqual([price, code]);
    expect(propose('ANNA', 'sell', 'BERT', 6_502).order?.reason?.text.en).toBe(
      'price 65.02 is outside 35.01 to 65.01, the band of block trades of CEA',
    );
  });

  it('its band is a matter of the terms, and ends at the prices that there are', () => {
    const narrow = blocks({ blockBandBasisPoints: 100 });
    expect(narrow.propose('ANNA', 'sell', 'BERT', 5_051).code).toBe('block.outside-band');
    expect(narrow.propose('ANNA', 'sell', 'BERT', 5_050).code).toBeNull();
    const low = blocks({ referencePriceTicks: 1, priceBandBasisPoints: null });
    expect(low.propose('ANNA', 'sell', 'BERT', 1).code).toBeNull();
    expect(low.propose('ANNA', 'sell', 'BERT', 2).code).toBe('block.outside-band');
    const high = blocks({ referencePriceTicks: 2 ** 31 - 1, blockThresholdLots: 1 });
    expect(high.propose('ANNA', 'sell', 'BERT', 2 ** 31, 1).code).toBe('block.outside-band');
    expect(high.propose('ANNA', 'sell', 'BERT', 2 ** 31 - 1, 1).code).toBeNull();
  });

  it('from 100,000 t on', () => {
    const { propose } = blocks();
    expect(propose('ANNA', 'sell', 'BERT', 5_000, 99_999).order?.reason).toMatchObject({
      code: 'block.too-small',
      text: { en: 'a block trade is at least 100000 t' },
    });
    for (const lots of [0, -1, 100_000.5, Number.NaN])
      expect(propose('ANNA', 'sell', 'BERT', 5_000, lots).code).toBe('order.quantity-not-positive');
  });

  it('between two participants who are there', () => {
    const { propose } = blocks();
    expect(propose('ANNA', 'sell', 'ANNA', 5_000).code).toBe('block.counterparty');
    expect(propose('ANNA', 'sell', 'NOBODY', 5_000).code).toBe('block.counterparty');
    expect(propose('NOBODY', 'buy', 'ANNA', 5_000).code).toBe('order.insufficient-cash');
    expect(propose('NOBODY', 'sell', 'ANNA', 5_000).code).toBe('order.insufficient-rights');
  });

  it('only the counterparty can accept, once', () => {
    const { venue, propose, accept } = blocks();
    const { number } = propose('ANNA', 'sell', 'BERT', 5_000);
    const plain = venue.sell('ANNA', 1, 5_000);
    for (const [who, which] of [
      ['CARA', number],
      ['ANNA', number],
      ['NOBODY', number],
      ['BERT', plain.number],
      ['BERT', 9_999],
    ] as const)
      expect([who, accept(who, which).code]).toEqual([who, 'block.not-offered']);
    expect(accept('BERT', number).trades).toHaveLength(1);
    expect(accept('BERT', number).code).toBe('block.not-offered');
  });

  it('is covered on both sides', () => {
    const { venue, propose, accept } = blocks();
    expect(propose('ANNA', 'sell', 'BERT', 5_000, 500_001).code).toBe('order.insufficient-rights');
    expect(propose('ANNA', 'buy', 'BERT', 6_500, 2_000_000).code).toBe('order.insufficient-cash');
    const { number } = propose('ANNA', 'buy', 'BERT', 5_000, 500_000);
    venue.sell('BERT', 1, 5_100);
    expect(accept('BERT', number).code).toBe('order.insufficient-rights');
    expect(venue.core.openOrder(number)).toMatchObject({ leavesLots: 500_000 });
  });

  it('counts for limits, and for what was bought today', () => {
    const { venue, propose, accept } = blocks({ holdingLimitLots: 600_000, resaleBarredToday: true });
    const { number } = propose('ANNA', 'sell', 'BERT', 5_000, 100_001);
    expect(accept('BERT', number).code).toBe('order.holding-limit');
    const limited = { allowed: true, limitLots: 99_999, limitReason: null } as const;
    const fits = propose('ANNA', 'sell', 'BERT', 5_000, 100_000);
    expect(accept('BERT', fits.number, limited).code).toBe('order.limit-reached');
    expect(propose('ANNA', 'sell', 'BERT', 5_000, 100_000, limited).code).toBe('order.limit-reached');
    accept('BERT', fits.number);
    venue.settle();
    expect(propose('BERT', 'sell', 'CARA', 5_000, 500_001).code).toBe('order.bought-today');
  });

  it('can be taken back, not amended', () => {
    const { venue, propose, accept } = blocks();
    const { number } = propose('ANNA', 'sell', 'BERT', 5_000);
    expect(venue.amend('ANNA', number, { leavesLots: 100_001 }).code).toBe('order.amend-not-possible');
    expect(venue.cancel('ANNA', number).code).toBeNull();
    expect(venue.rights('ANNA').reservedLots).toBe(0);
    expect(accept('BERT', number).code).toBe('block.not-offered');
  });

  it('takes place in continuous trading', () => {
    const { venue, propose, accept } = blocks();
    const { number } = propose('ANNA', 'sell', 'BERT', 5_000);
    for (const [phase, code] of [
      ['closed', 'order.market-closed'],
      ['call-auction', 'order.market-closed'],
      ['suspended', 'order.market-suspended'],
    ] as const) {
      venue.phase(phase);
      expect(propose('ANNA', 'sell', 'BERT', 5_000).code).toBe(code);
      expect(accept('BERT', number).code).toBe(code);
    }
    venue.phase('continuous');
    expect(accept('BERT', number).trades).toHaveLength(1);
  });

  it('in the national market from 13:00 until 15:00, when it is proposed and when it is accepted', () => {
    const { venue, propose, accept } = blocks({ tradingDay: 'national-ets' });
    const answers = [];
    let { number } = { number: 0 };
    for (const time of ['9:30', '11:29:59', '12:00', '13:00', '14:59:59', '15:00']) {
      venue.clock(time);
      const proposal = propose('ANNA', 'sell', 'BERT', 5_000);
      answers.push([time, proposal.code]);
      if (time === '14:59:59') number = proposal.number;
    }
    expect(answers).toEqual([
      ['9:30', 'block.outside-hours'],
      ['11:29:59', 'block.outside-hours'],
      ['12:00', 'order.market-closed'],
      ['13:00', null],
      ['14:59:59', null],
      ['15:00', 'order.market-closed'],
    ]);
    venue.day('2024-01-03');
    venue.clock('10:00');
    expect(accept('BERT', number).order?.reason).toMatchObject({
      code: 'block.outside-hours',
      text: { en: 'block trades of CEA are made from 13:00:00 to 15:00:00; it is 10:00:00 now' },
    });
    // opened by hand at another hour, the hours still hold
    venue.clock('15:00');
    venue.phase('continuous');
    expect(accept('BERT', number).code).toBe('block.outside-hours');
    venue.day('2024-01-04');
    venue.clock('13:00');
    expect(accept('BERT', number).trades).toHaveLength(1);
  });

  it('does not move the last price, the band or the stops', () => {
    const { venue, propose, accept } = blocks({ dynamicBandBasisPoints: 200 });
    venue.buy('CARA', 1, 5_400, { stopTicks: 5_400 });
    const { number } = propose('ANNA', 'sell', 'BERT', 6_500);
    accept('BERT', number);
    expect(venue.market()).toMatchObject({ lastPriceTicks: null, phase: 'continuous' });
    expect(venue.core.openOrders().map(({ status }) => status)).toEqual(['waiting']);
  });

  it('keeps its price through a new day, and is accepted only while that is inside the new band (I15)', () => {
    const { venue, propose, accept } = blocks();
    const high = propose('ANNA', 'sell', 'BERT', 6_500);
    const fine = propose('ANNA', 'sell', 'BERT', 6_300);
    venue.sell('CARA', 1, 4_900);
    venue.buy('DORA', 1, 4_900);
    venue.day('2024-01-03');
    expect(accept('BERT', high.number).order?.reason).toMatchObject({
      code: 'block.outside-band',
      text: { en: 'price 65.00 is outside 34.30 to 63.70, the band of block trades of CEA' },
    });
    expect(accept('BERT', fine.number).trades).toHaveLength(1);
  });

  it('passes on what the family says, and knows its instruments', () => {
    const { venue, propose, accept } = blocks();
    const reason = {
      code: 'carbon.not-a-trading-entity',
      text: { en: 'no', zh: '不可' },
      remedy: { en: 'look', zh: '请看' },
    };
    const refused = { allowed: false, reason } as const;
    expect(propose('ANNA', 'sell', 'BERT', 5_000, 100_000, refused).order?.reason).toEqual(reason);
    const { number } = propose('ANNA', 'sell', 'BERT', 5_000);
    expect(accept('BERT', number, refused).order?.reason).toEqual(reason);
    expect(
      venue.send({
        type: 'propose-block',
        participantCode: 'ANNA',
        actorId: 'seat-1',
        actorKind: 'person',
        clientOrderId: 'block',
        instrumentCode: 'X',
        side: 'sell',
        counterpartyCode: 'BERT',
        priceTicks: 1,
        quantityLots: 1,
        eligibility: ALLOWED,
      }).code,
    ).toBe('order.unknown-instrument');
  });

  it('a stop that was reached and cancelled leaves no trace: a lot that comes after it is offered to nobody', () => {
    const { venue, accept } = blocks({ priceBandBasisPoints: null, referencePriceTicks: 2 });
    const stop = venue.buy('ANNA', 1, 1, { stopTicks: 2 });
    venue.sell('CARA', 1, 2);
    venue.buy('DORA', 1, 2);
    venue.cancel('ANNA', stop.number);
    const lot = venue.send({
      type: 'open-bidding',
      participantCode: 'ANNA',
      actorId: 'seat-1',
      actorKind: 'person',
      clientOrderId: 'lot',
      instrumentCode: 'CEA',
      quantityLots: 100_000,
      floorTicks: 1,
      capTicks: 2,
      pricing: 'uniform',
      eligibility: ALLOWED,
    });
    for (const who of ['BERT', 'CARA', 'DORA'])
      expect(accept(who, lot.number).code).toBe('block.not-offered');
  });

  it('where the instrument has none, says so', () => {
    const { propose } = blocks({ blockThresholdLots: null });
    expect(propose('ANNA', 'sell', 'BERT', 5_000).code).toBe('order.no-large-lots');
  });
});
