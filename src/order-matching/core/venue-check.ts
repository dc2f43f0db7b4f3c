import { NO_ORDER } from './order-book';
import { CASH_KEY, type InstrumentState, reservationOf, type VenueState } from './venue-state';

export interface VenueFinding {
  readonly invariant: string;
  readonly holds: boolean;
  readonly detail: string;
}

/** Walks over the whole state and checks what the mutators promise, from the orders up: I3, I7, I8, I10, I11, conservation. */
export function checkVenue(state: VenueState): readonly VenueFinding[] {
  return [
    finding('I3', () => checkHoldings(state)),
    finding('I7', () => checkQuantities(state)),
    finding('I8', () => checkUncrossed(state)),
    finding('I10', () => checkBooks(state)),
    finding('I11', () => checkReservations(state)),
    finding('conservation', () => checkConservation(state)),
  ];
}

/** A check answers what it counted, or throws what is wrong. */
function finding(invariant: string, check: () => string): VenueFinding {
  try {
    return { invariant, holds: true, detail: check() };
  } catch (error) {
    return { invariant, holds: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

function must(condition: boolean, message: () => string): void {
  if (!condition) throw new Error(message());
}

function* holdingsOf(state: VenueState) {
  for (const account of state.accounts.values()) {
    const owner = account.participantCode;
    yield { owner, account, asset: CASH_KEY, holding: account.cash };
    for (const [asset, { holding }] of account.positions()) yield { owner, account, asset, holding };
  }
}

function checkHoldings(state: VenueState): string {
  let count = 0;
  for (const { owner, asset, holding } of holdingsOf(state)) {
    for (const amount of [holding.available, holding.reserved, holding.unsettledIn, holding.unsettledOut])
      must(Number.isSafeInteger(amount) && amount >= 0, () => `${owner} ${asset || 'cash'}: ${amount}`);
    count += 1;
  }
  return `${count} holdings, none below zero`;
}

function checkQuantities(state: VenueState): string {
  for (const order of state.openOrders.values())
    must(
      order.leavesLots > 0 &&
        order.cumulativeLots + order.leavesLots + order.cancelledLots === order.quantityLots,
      () => `order ${order.orderNumber} does not add up`,
    );
  return `${state.openOrders.size} open orders add up`;
}

function checkUncrossed(state: VenueState): string {
  for (const { book, terms } of state.instruments.values()) {
    const [bid, ask] = [book.front('buy'), book.front('sell')];
    must(
      bid === NO_ORDER || ask === NO_ORDER || book.priceOf(bid) < book.priceOf(ask),
      () => `${terms.instrumentCode} is crossed`,
    );
  }
  return `${state.instruments.size} books, none crossed`;
}

function checkBooks(state: VenueState): string {
  let resting = 0;
  for (const instrument of state.instruments.values()) {
    instrument.book.check();
    resting += instrument.book.orderCount;
    checkBookAgainstOrders(state, instrument);
  }
  must(resting === state.openOrders.size, () => `${resting} in books, ${state.openOrders.size} open orders`);
  return `${resting} resting orders, each once`;
}

function checkBookAgainstOrders(state: VenueState, { book, band, terms }: InstrumentState): void {
  for (const side of ['buy', 'sell'] as const)
    for (let number = book.front(side); number !== NO_ORDER; number = book.next(number)) {
      const order = state.openOrders.get(number);
      must(
        order?.side === side &&
          order.instrumentCode === terms.instrumentCode &&
          order.limitTicks === book.priceOf(number) &&
          order.leavesLots === book.leavesOf(number) &&
          order.limitTicks >= band.lowTicks &&
          order.limitTicks <= band.highTicks,
        () => `order ${number} in the book of ${terms.instrumentCode} is not the open order`,
      );
    }
}

function checkReservations(state: VenueState): string {
  const expected = new Map<string, number>();
  const openLots = new Map<string, number>();
  const openCount = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string, amount: number) =>
    sums.set(key, (sums.get(key) ?? 0) + amount);
  for (const order of state.openOrders.values()) {
    const asset = order.side === 'buy' ? CASH_KEY : order.instrumentCode;
    add(
      expected,
      `${order.participantCode} ${asset}`,
      reservationOf(order, state.instrument(order.instrumentCode)),
    );
    add(openLots, `${order.participantCode} ${order.instrumentCode} ${order.side}`, order.leavesLots);
    add(openCount, order.participantCode, 1);
  }
  for (const { owner, account, asset, holding } of holdingsOf(state)) {
    const wanted = expected.get(`${owner} ${asset}`) ?? 0;
    must(
      holding.reserved === wanted,
      () => `${owner} ${asset || 'cash'}: reserved ${holding.reserved}, open orders need ${wanted}`,
    );
    must(
      account.openOrderCount === (openCount.get(owner) ?? 0),
      () => `${owner}: count of open orders is wrong`,
    );
    if (asset === CASH_KEY) continue;
    const { openBuyLots, openSellLots } = account.position(asset);
    must(
      openBuyLots === (openLots.get(`${owner} ${asset} buy`) ?? 0) &&
        openSellLots === (openLots.get(`${owner} ${asset} sell`) ?? 0),
      () => `${owner} ${asset}: open lots are wrong`,
    );
  }
  return `${expected.size} reservations are the worst case of their orders`;
}

function checkConservation(state: VenueState): string {
  const totals = new Map<string, { owned: number; coming: number; going: number }>();
  for (const { asset, holding } of holdingsOf(state)) {
    const total = totals.get(asset) ?? { owned: 0, coming: 0, going: 0 };
    totals.set(asset, total);
    total.owned += holding.owned;
    total.coming += holding.unsettledIn;
    total.going += holding.unsettledOut;
  }
  for (const [asset, { owned, coming, going }] of totals) {
    const net = state.netCredits.get(asset) ?? 0;
    must(owned === net, () => `${asset || 'cash'}: accounts hold ${owned}, ${net} came in`);
    must(
      coming === going,
      () => `${asset || 'cash'}: ${coming} expected, ${going} owed between participants`,
    );
  }
  return `${totals.size} assets conserved, ${state.unsettled.size} trades unsettled`;
}
