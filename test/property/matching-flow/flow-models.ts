import type { VenueCommandBody } from '../../../src/order-matching/core';
import type { FlowChoices } from './flow-choices';
import { SIDES } from './flow-orders';
import { between, pick } from './random-source';

/** 摘牌 */
export const takeListing = (choices: FlowChoices): VenueCommandBody => ({
  type: 'take-listing',
  ...choices.origin(choices.participant()),
  listingNumber: (choices.chance(4) ? choices.recent() : choices.recent('listing')).number,
  quantityLots: choices.maybeOdd(between(choices.source, 1, 12)),
});

/** Prices at the ends of a band of 8 % or 30 %, which move with the reference price. */
const EDGES = [92, 93, 107, 108, 70, 71, 129, 130];

/** 大宗协议 */
export function proposeBlock(choices: FlowChoices): VenueCommandBody {
  const { source } = choices;
  const market = choices.market();
  const counterpartyCode = choices.chance(4) ? 'NOBODY' : choices.participant();
  const owner = choices.participant();
  const side = pick(source, SIDES);
  choices.proposals.push({ number: choices.number, counterparty: counterpartyCode });
  if (choices.chance(20))
    choices.remember({ number: choices.number, owner, market, side, isStop: false, displayLots: null });
  return {
    type: 'propose-block',
    ...choices.origin(owner),
    instrumentCode: choices.instrumentCode(market),
    side,
    counterpartyCode,
    priceTicks: choices.maybeOdd(choices.chance(50) ? pick(source, EDGES) : between(source, 88, 113)),
    quantityLots: choices.maybeOdd(between(source, 45, 70)),
  };
}

export function acceptBlock(choices: FlowChoices): VenueCommandBody {
  const last = choices.proposals.slice(-2);
  const proposal = pick(choices.source, last.length > 0 ? last : [{ number: 1, counterparty: 'P1' }]);
  const isStray = choices.chance(8);
  return {
    type: 'accept-block',
    ...choices.origin(isStray ? choices.participant() : proposal.counterparty),
    proposalNumber: isStray ? choices.recent().number : proposal.number,
  };
}

/** 单向竞价 */
export function openBidding(choices: FlowChoices): VenueCommandBody {
  const { source } = choices;
  const market = choices.market();
  choices.biddings.push(choices.number);
  const owner = choices.participant();
  const order = { number: choices.number, owner, market, isStop: false, displayLots: null };
  if (choices.chance(50)) choices.remember({ ...order, side: 'sell' });
  return {
    type: 'open-bidding',
    ...choices.origin(owner),
    instrumentCode: choices.instrumentCode(market),
    quantityLots: choices.maybeOdd(between(source, 45, 60)),
    // half of them as the national market prescribes them while its close is 100
    floorTicks: choices.maybeOdd(choices.chance(50) ? pick(source, [90, 100]) : between(source, 94, 99)),
    capTicks: choices.chance(50) ? 110 : between(source, 98, 106),
    pricing: pick(source, ['uniform', 'pay-as-bid']),
  };
}

const lastBidding = ({ biddings, source }: FlowChoices): number =>
  biddings.length > 0 ? pick(source, biddings.slice(-2)) : 1;

export function placeBid(choices: FlowChoices): VenueCommandBody {
  const owner = choices.participant();
  const order = { number: choices.number, owner, market: choices.market(), isStop: false, displayLots: null };
  if (choices.chance(15)) choices.remember({ ...order, side: 'buy' });
  return {
    type: 'place-bid',
    ...choices.origin(owner),
    biddingNumber: lastBidding(choices),
    priceTicks: choices.maybeOdd(between(choices.source, 97, 101)),
    quantityLots: choices.maybeOdd(between(choices.source, 5, 40)),
  };
}

export const closeBidding = (choices: FlowChoices): VenueCommandBody => ({
  type: 'close-bidding',
  biddingNumber: lastBidding(choices),
});
