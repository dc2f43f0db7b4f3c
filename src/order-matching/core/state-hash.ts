import { CanonicalHash } from './canonical-hash';
import { NO_ORDER } from './order-book';
import type { InstrumentState, VenueState } from './venue-state';

const byKey = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;

/** The state of a venue as 16 hexadecimal digits: equal states give equal hashes in every process and time zone. */
export function stateHash(state: VenueState): string {
  const hash = new CanonicalHash()
    .integer(state.commandSequence)
    .integer(state.eventSequence)
    .integer(state.tradeSequence)
    .text(state.phase)
    .text(state.date)
    .integer(state.instruments.size);
  for (const [code, instrument] of [...state.instruments].sort(byKey)) {
    hash.text(code);
    addInstrument(hash, state, instrument);
  }
  hash.integer(state.accounts.size);
  for (const [code, account] of [...state.accounts].sort(byKey)) {
    const { cash } = account;
    const positions = account.positions();
    hash.text(code).integer(account.openOrderCount).integer(positions.length);
    for (const amount of [cash.available, cash.reserved, cash.unsettledIn, cash.unsettledOut])
      hash.integer(amount);
    for (const [instrumentCode, { holding, ...counted }] of positions) {
      hash.text(instrumentCode);
      for (const amount of [
        holding.available,
        holding.reserved,
        holding.unsettledIn,
        holding.unsettledOut,
        counted.boughtLots,
        counted.soldLots,
        counted.openBuyLots,
        counted.openSellLots,
      ])
        hash.integer(amount);
    }
  }
  hash.integer(state.unsettled.size);
  for (const tradeSequence of [...state.unsettled.keys()].sort((one, other) => one - other))
    hash.integer(tradeSequence);
  for (const [asset, amount] of [...state.netCredits].sort(byKey)) hash.text(asset).integer(amount);
  return hash.digest();
}

function addInstrument(hash: CanonicalHash, state: VenueState, instrument: InstrumentState): void {
  const { book } = instrument;
  hash
    .integer(instrument.referencePriceTicks)
    .integer(instrument.lastPriceTicks ?? -1)
    .text(String(instrument.dayTurnoverTickLots))
    .text(String(instrument.dayVolumeLots))
    .integer(book.orderCount);
  for (const side of ['buy', 'sell'] as const) {
    hash.text(side);
    for (let number = book.front(side); number !== NO_ORDER; number = book.next(number)) {
      const order = state.openOrders.get(number);
      hash
        .integer(number)
        .integer(book.priceOf(number))
        .integer(book.leavesOf(number))
        .integer(order?.cumulativeLots ?? -1)
        .text(order?.participantCode ?? '')
        .text(order?.selfTradePrevention ?? '');
    }
  }
}
