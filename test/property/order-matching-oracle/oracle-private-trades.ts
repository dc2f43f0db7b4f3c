import {
  blockFrom,
  familyRefusal,
  firstBroken,
  hasLargeLots,
  isWhole,
  judgePrivate,
  judgePrivateRoom,
  listingBelow,
} from './oracle-judgement';
import { afterFill, trade } from './oracle-matching';
import { type Command, cancel, leaveVenue, plainOrder, reject } from './oracle-orders';
import {
  marketOf,
  midnightOf,
  type OracleMarket,
  type OracleOrder,
  type OracleState,
  orderOf,
  otherSide,
  queueOf,
  tell,
} from './oracle-state';
import {
  bandOf,
  blockBandOf,
  isBlockHour,
  isContinuous,
  isListing,
  isPrescribedRange,
  whyShut,
} from './oracle-terms';

/** A taker chooses among listings at the best five prices. */
const BEST_LEVELS = 5;

/** An order that leaves nothing: what is told of a command that names something which is not there. */
const nothing = { market: '', side: 'buy', limit: 0, quantity: 0 } as const;

/** 摘牌: one chosen listing, at its price. */
export function takeListing(state: OracleState, command: Command<'take-listing'>): void {
  const listing = orderOf(state, command.listingNumber);
  const isThere = listing?.place === 'book' && isListing(marketOf(state, listing.market));
  if (!listing || !isThere) {
    const order = plainOrder(state, command, { ...nothing, quantity: command.quantityLots, life: 'FOK' });
    const reason = familyRefusal(command.eligibility) ?? 'listing.not-open';
    reject(state, order, reason, null, command.quantityLots);
    return;
  }
  const market = marketOf(state, listing.market);
  const taker = plainOrder(state, command, {
    market: listing.market,
    side: otherSide(listing.side),
    limit: listing.limit,
    quantity: command.quantityLots,
    life: 'FOK',
  });
  const reason =
    familyRefusal(command.eligibility) ??
    judgeTaking(state, market, taker, listing) ??
    judgePrivate(state, taker, command.eligibility);
  if (reason !== null) {
    reject(state, taker, reason, listing.limit, command.quantityLots);
    return;
  }
  trade(state, taker, listing, listing.limit, taker.quantity, 'listing', taker.side);
  afterFill(state, listing, taker.quantity);
  tell(state, taker, null);
}

function judgeTaking(
  state: OracleState,
  market: OracleMarket,
  taker: OracleOrder,
  listing: OracleOrder,
): string | null {
  const prices = queueOf(state, listing.market, listing.side).map(({ limit }) => limit);
  const best = [...new Set(prices)].slice(0, BEST_LEVELS);
  return firstBroken([
    [whyShut(market.phase), !isContinuous(market.phase)],
    ['listing.own', taker.owner === listing.owner],
    ['order.quantity-not-positive', !isWhole(taker.quantity)],
    ['order.listing-too-large', taker.quantity >= listingBelow(market)],
    ['listing.quantity-not-there', taker.quantity > listing.leaves],
    ['listing.not-among-best', !best.includes(listing.limit)],
  ]);
}

const secondOfDay = ({ now, date }: OracleState): number => now - midnightOf(date);

/** 大宗协议: offered to one participant, covered, beside the book. */
export function proposeBlock(state: OracleState, command: Command<'propose-block'>): void {
  const { instrumentCode, side, priceTicks, quantityLots, counterpartyCode } = command;
  const order = plainOrder(state, command, {
    market: instrumentCode,
    side,
    limit: priceTicks,
    quantity: quantityLots,
  });
  const market = state.markets.get(instrumentCode);
  const reason = market
    ? (familyRefusal(command.eligibility) ??
      judgeBlock(state, market, order, counterpartyCode) ??
      judgePrivate(state, order, command.eligibility) ??
      judgePrivateRoom(state, order))
    : 'order.unknown-instrument';
  if (reason !== null) reject(state, order, reason, priceTicks, quantityLots);
  else standAside(state, order, counterpartyCode);
}

function judgeBlock(
  state: OracleState,
  market: OracleMarket,
  order: OracleOrder,
  counterparty: string,
): string | null {
  const { low, high } = blockBandOf(market);
  const isKnown = state.balances.has(counterparty);
  return firstBroken([
    [whyShut(market.phase), !isContinuous(market.phase)],
    ['block.outside-hours', !isBlockHour(market, secondOfDay(state))],
    ['block.counterparty', counterparty === order.owner || !isKnown],
    ['order.no-large-lots', !hasLargeLots(market)],
    ['order.quantity-not-positive', !isWhole(order.quantity)],
    ['block.too-small', order.quantity < blockFrom(market)],
    ['block.outside-band', !isWhole(order.limit) || order.limit < low || order.limit > high],
  ]);
}

function standAside(state: OracleState, order: OracleOrder, counterparty: string | null): void {
  order.place = 'aside';
  order.counterparty = counterparty;
  state.orders.push(order);
  tell(state, order, null);
}

/** All of it, at its price, if that is still inside the band; a stranger learns nothing of it. */
export function acceptBlock(state: OracleState, command: Command<'accept-block'>): void {
  const proposal = orderOf(state, command.proposalNumber);
  if (!proposal || proposal.counterparty !== command.participantCode) {
    const reason = familyRefusal(command.eligibility) ?? 'block.not-offered';
    reject(state, plainOrder(state, command, { ...nothing, life: 'FOK' }), reason, null, 0);
    return;
  }
  const market = marketOf(state, proposal.market);
  const { low, high } = blockBandOf(market);
  const acceptor = plainOrder(state, command, {
    market: proposal.market,
    side: otherSide(proposal.side),
    limit: proposal.limit,
    quantity: proposal.leaves,
    life: 'FOK',
  });
  const reason =
    familyRefusal(command.eligibility) ??
    firstBroken([
      [whyShut(market.phase), !isContinuous(market.phase)],
      ['block.outside-hours', !isBlockHour(market, secondOfDay(state))],
      ['block.outside-band', proposal.limit < low || proposal.limit > high],
    ]) ??
    judgePrivate(state, acceptor, command.eligibility);
  if (reason !== null) {
    reject(state, acceptor, reason, proposal.limit, proposal.leaves);
    return;
  }
  trade(state, acceptor, proposal, proposal.limit, proposal.leaves, 'block', acceptor.side);
  leaveVenue(state, proposal);
  tell(state, proposal, null);
  tell(state, acceptor, null);
}

/** 单向竞价: the seller's lot. */
export function openBidding(state: OracleState, command: Command<'open-bidding'>): void {
  const { instrumentCode, quantityLots, floorTicks, capTicks, pricing } = command;
  const market = state.markets.get(instrumentCode);
  const order = plainOrder(state, command, {
    market: instrumentCode,
    side: 'sell',
    limit: floorTicks,
    quantity: quantityLots,
  });
  const reason = market ? judgeLot(state, market, order, command) : 'order.unknown-instrument';
  if (reason !== null) {
    reject(state, order, reason, floorTicks, quantityLots);
    return;
  }
  standAside(state, order, null);
  const terms = { market: instrumentCode, floor: floorTicks, cap: capTicks, pricing };
  state.biddings.set(command.sequence, { number: command.sequence, ...terms, bids: [] });
}

function judgeLot(
  state: OracleState,
  market: OracleMarket,
  order: OracleOrder,
  { floorTicks, capTicks, eligibility }: Command<'open-bidding'>,
): string | null {
  const { low, high } = bandOf(market);
  const isOrdered = isWhole(floorTicks) && isWhole(capTicks) && floorTicks <= capTicks;
  return (
    firstBroken([
      [whyShut(market.phase), !isContinuous(market.phase)],
      ['bidding.range', !isOrdered || floorTicks < low || capTicks > high],
      ['bidding.prescribed-range', !isPrescribedRange(market, floorTicks, capTicks)],
    ]) ??
    familyRefusal(eligibility) ??
    firstBroken([
      ['order.no-large-lots', !hasLargeLots(market)],
      ['order.quantity-not-positive', !isWhole(order.quantity)],
      ['bidding.too-small', order.quantity < blockFrom(market)],
    ]) ??
    judgePrivate(state, order, eligibility) ??
    judgePrivateRoom(state, order)
  );
}

export function placeBid(state: OracleState, command: Command<'place-bid'>): void {
  const { biddingNumber, priceTicks, quantityLots, eligibility } = command;
  const bidding = state.biddings.get(biddingNumber);
  const lot = orderOf(state, biddingNumber);
  const order = plainOrder(state, command, {
    market: bidding?.market ?? '',
    side: 'buy',
    limit: priceTicks,
    quantity: quantityLots,
  });
  const judge = (): string | null => {
    if (!bidding || !lot) return 'bidding.not-open';
    const { phase } = marketOf(state, bidding.market);
    return (
      firstBroken([
        ['bidding.own', lot.owner === command.participantCode],
        [whyShut(phase), !isContinuous(phase)],
        ['bidding.outside-range', !(priceTicks >= bidding.floor && priceTicks <= bidding.cap)],
      ]) ??
      familyRefusal(eligibility) ??
      firstBroken([
        ['order.quantity-not-positive', !isWhole(quantityLots)],
        ['order.price-not-positive', !isWhole(priceTicks)],
      ]) ??
      judgePrivate(state, order, eligibility) ??
      judgePrivateRoom(state, order)
    );
  };
  const reason = judge();
  if (reason !== null) {
    reject(state, order, reason, priceTicks, quantityLots);
    return;
  }
  standAside(state, order, null);
  bidding?.bids.push(command.sequence);
}

/** Who bid for a lot that its seller, or the venue, took away has nothing to bid for. */
export function endWithdrawnBiddings(state: OracleState): void {
  for (const { number, bids } of [...state.biddings.values()]) {
    if (orderOf(state, number)) continue;
    state.biddings.delete(number);
    cancelAll(state, bids, 'order.bidding-withdrawn');
  }
}

/** No bidding goes on overnight: the prices that it may have are those of one day. */
export function endBiddingsOfDay(state: OracleState): void {
  for (const { number, bids } of [...state.biddings.values()])
    cancelAll(state, [...bids, number], 'order.bidding-day-over');
  state.biddings.clear();
}

function cancelAll(state: OracleState, numbers: readonly number[], reason: string): void {
  for (const order of numbers.flatMap((number) => orderOf(state, number) ?? [])) cancel(state, order, reason);
}

/** The highest bids win, the older of equal ones first; one price for all, or each its own. */
export function closeBidding(state: OracleState, biddingNumber: number): string | null {
  const bidding = state.biddings.get(biddingNumber);
  if (!bidding) return 'bidding.not-open';
  const { phase } = marketOf(state, bidding.market);
  if (!isContinuous(phase)) return whyShut(phase);
  state.biddings.delete(biddingNumber);
  const lot = orderOf(state, biddingNumber);
  const bids = bidding.bids.flatMap((number) => orderOf(state, number) ?? []);
  const ranked = [...bids].sort((one, other) => other.limit - one.limit || one.number - other.number);
  const awards: { bid: OracleOrder; lots: number }[] = [];
  let unsold = lot?.leaves ?? 0;
  for (const bid of ranked) {
    const lots = Math.min(unsold, bid.leaves);
    if (lots > 0) awards.push({ bid, lots });
    unsold -= lots;
  }
  const lowest = Math.min(...awards.map(({ bid }) => bid.limit));
  for (const { bid, lots } of awards) {
    if (!lot) break;
    trade(state, bid, lot, bidding.pricing === 'uniform' ? lowest : bid.limit, lots, 'bidding', 'buy');
    for (const order of [bid, lot]) {
      if (order.leaves === 0) leaveVenue(state, order);
      tell(state, order, null);
    }
  }
  for (const bid of bids) if (bid.leaves > 0) cancel(state, bid, 'order.bidding-not-won');
  if (lot && lot.leaves > 0) cancel(state, lot, 'order.bidding-not-sold');
  return null;
}
