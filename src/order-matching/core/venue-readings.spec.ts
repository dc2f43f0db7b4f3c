import { ALLOWED, CARBON, TradingVenue } from '../../../test/support/trading-venue';
import {
  offerOfBidding,
  offerOfListing,
  offerOfProposal,
  openListings,
  openLots,
  openProposals,
  owedTrades,
} from '.';

const ORIGIN = { actorId: 'seat-1', actorKind: 'person', clientOrderId: 'c', eligibility: ALLOWED } as const;
const LISTED = { ...CARBON, model: 'listing' as const, blockThresholdLots: 100 };
const CCER = { ...CARBON, instrumentCode: 'CCER', blockThresholdLots: 100, centsPerTickLot: 3 };

const market = () => {
  const venue = new TradingVenue({ instruments: [LISTED, CCER] });
  const propose = (side: 'buy' | 'sell', counterpartyCode: string) =>
    venue.send({
      type: 'propose-block',
      ...ORIGIN,
      participantCode: 'ANNA',
      instrumentCode: 'CCER',
      side,
      counterpartyCode,
      priceTicks: 100,
      quantityLots: 100,
    }).number;
  const offer = (instrumentCode: string) =>
    venue.send({
      type: 'open-bidding',
      ...ORIGIN,
      participantCode: 'ANNA',
      instrumentCode,
      quantityLots: 100,
      floorTicks: 95,
      capTicks: 105,
      pricing: 'uniform',
    }).number;
  return { venue, propose, offer };
};

describe('listings to take', () => {
  it('stand best and oldest first, bids before asks, as far as the fifth level', () => {
    const { venue } = market();
    const asks = [107, 101, 103, 101, 109, 105, 106].map((price) => venue.sell('ANNA', 1, price).number);
    const bids = [95, 99, 97].map((price) => venue.buy('BERT', 2, price).number);
    expect(openListings(venue.core, 'CEA').map(({ orderNumber }) => orderNumber)).toEqual([
      bids[1],
      bids[2],
      bids[0],
      asks[1],
      asks[3],
      asks[2],
      asks[5],
      asks[6],
      asks[0],
    ]);
    expect(openListings(venue.core, 'CEA')[0]).toEqual(venue.core.openOrder(bids[1] ?? 0));
  });

  it('are there in listing mode only', () => {
    const { venue } = market();
    const listing = venue.sell('ANNA', 1, 101).number;
    const order = venue.sell('ANNA', 1, 101, { instrumentCode: 'CCER' }).number;
    expect(openListings(venue.core, 'CCER')).toEqual([]);
    expect(offerOfListing(venue.core, listing)).toEqual({ instrumentCode: 'CEA', side: 'buy' });
    expect(offerOfListing(venue.core, venue.buy('BERT', 1, 99).number)).toEqual({
      instrumentCode: 'CEA',
      side: 'sell',
    });
    expect(offerOfListing(venue.core, order)).toBeNull();
    expect(offerOfListing(venue.core, 9_999)).toBeNull();
  });
});

describe('block proposals', () => {
  it('wait by their numbers, each for its counterparty', () => {
    const { venue, propose, offer } = market();
    const numbers = [propose('sell', 'BERT'), propose('buy', 'CARA')];
    const lot = offer('CCER');
    venue.buy('DORA', 1, 95, { instrumentCode: 'CCER', stopTicks: 105 });
    expect(
      openProposals(venue.core).map(({ order, counterpartyCode }) => [order.orderNumber, counterpartyCode]),
    ).toEqual([
      [numbers[0], 'BERT'],
      [numbers[1], 'CARA'],
    ]);
    const offered = (number: number, who: string) => offerOfProposal(venue.core, number, who);
    expect(offered(numbers[0] ?? 0, 'BERT')).toEqual({ instrumentCode: 'CCER', side: 'buy' });
    expect(offered(numbers[1] ?? 0, 'CARA')).toEqual({ instrumentCode: 'CCER', side: 'sell' });
    for (const who of ['ANNA', 'CARA', 'NOBODY']) expect(offered(numbers[0] ?? 0, who)).toBeNull();
    for (const number of [lot, 9_999, venue.sell('ANNA', 1, 101).number])
      expect(offered(number, 'BERT')).toBeNull();
    expect(offerOfListing(venue.core, numbers[0] ?? 0)).toBeNull();
    venue.cancel('ANNA', numbers[0] ?? 0);
    expect(openProposals(venue.core)).toHaveLength(1);
  });
});

describe('lots for bidding', () => {
  it('of an instrument, with what is left; one that was taken back is not offered', () => {
    const { venue, offer } = market();
    const [one, two, other] = [offer('CCER'), offer('CCER'), offer('CEA')];
    expect(
      openLots(venue.core, 'CCER').map(({ bidding, leavesLots }) => [bidding.biddingNumber, leavesLots]),
    ).toEqual([
      [one, 100],
      [two, 100],
    ]);
    expect(offerOfBidding(venue.core, other)).toEqual({ instrumentCode: 'CEA', side: 'buy' });
    expect(offerOfBidding(venue.core, 9_999)).toBeNull();
    venue.cancel('ANNA', one);
    expect(openLots(venue.core, 'CCER')).toHaveLength(1);
  });
});

describe('trades that are owed', () => {
  it('with names and amounts, oldest first, until they are delivered', () => {
    const { venue } = market();
    const inCcer = { instrumentCode: 'CCER' };
    venue.sell('ANNA', 5, 101, inCcer);
    venue.buy('BERT', 2, 101, inCcer);
    venue.buy('CARA', 3, 101, inCcer);
    expect(owedTrades(venue.core)).toEqual([
      {
        tradeSequence: 1,
        instrumentCode: 'CCER',
        quantityLots: 2,
        amountCents: 606,
        buyerCode: 'BERT',
        sellerCode: 'ANNA',
      },
      {
        tradeSequence: 2,
        instrumentCode: 'CCER',
        quantityLots: 3,
        amountCents: 909,
        buyerCode: 'CARA',
        sellerCode: 'ANNA',
      },
    ]);
    venue.send({ type: 'confirm-settlement', tradeSequences: [1] });
    expect(owedTrades(venue.core).map(({ tradeSequence }) => tradeSequence)).toEqual([2]);
  });
});
