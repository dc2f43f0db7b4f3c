import { formatCents, formatPrice, formatQuantity, type InstrumentMeasures } from '../kernel';
import { type Balance, CASH, participantAccount } from '../ledger';
import type { OrderReport, VenueAccount } from '../order-matching';

/** An order as its owner sees it, in the words of the HTTP API. */
export const orderMessage = (order: OrderReport, measures: InstrumentMeasures) => ({
  orderId: order.orderId,
  clientOrderId: order.clientOrderId,
  instrumentCode: order.instrumentCode,
  side: order.side,
  orderType: order.orderType,
  timeInForce: order.timeInForce,
  price: order.priceTicks === null ? null : formatPrice(order.priceTicks, measures),
  quantity: formatQuantity(order.quantityLots, measures),
  cumulativeQuantity: formatQuantity(order.cumulativeQuantityLots, measures),
  leavesQuantity: formatQuantity(order.leavesQuantityLots, measures),
  cancelledQuantity: formatQuantity(order.cancelledQuantityLots, measures),
  status: order.status,
  reason: order.reason,
  placedOn: order.placedOn,
  postOnly: order.postOnly,
  displayQuantity: order.displayLots === null ? null : formatQuantity(order.displayLots, measures),
  minimumQuantity: order.minimumLots === null ? null : formatQuantity(order.minimumLots, measures),
  stopPrice: order.stopTicks === null ? null : formatPrice(order.stopTicks, measures),
  expiresOn: order.expiresOn,
});

const NOTHING = { availableLots: 0, reservedLots: 0, unsettledInLots: 0, unsettledOutLots: 0 };

/** The trading account of the venue beside what the register and the bank hold for the same participant. */
export async function accountMessage(
  account: VenueAccount,
  balances: readonly Balance[],
  measuresOf: (instrumentCode: string) => Promise<InstrumentMeasures>,
) {
  const heldIn = (kind: 'registration' | 'bank') =>
    balances.filter(({ account: code }) => code === participantAccount(account.participantCode, kind));
  const registered = new Map(heldIn('registration').map(({ asset, amount }) => [asset, amount]));
  const traded = new Map(account.rights.map((right) => [right.instrumentCode, right]));
  const codes = [...new Set([...traded.keys(), ...registered.keys()])].filter((code) => code !== CASH).sort();
  const rights = await Promise.all(
    codes.map(async (instrumentCode) => {
      const measures = await measuresOf(instrumentCode);
      const right = traded.get(instrumentCode) ?? NOTHING;
      return {
        instrumentCode,
        available: formatQuantity(right.availableLots, measures),
        reserved: formatQuantity(right.reservedLots, measures),
        unsettledIn: formatQuantity(right.unsettledInLots, measures),
        unsettledOut: formatQuantity(right.unsettledOutLots, measures),
        registered: formatQuantity(registered.get(instrumentCode) ?? 0, measures),
      };
    }),
  );
  return {
    participantCode: account.participantCode,
    cash: {
      available: formatCents(account.cashAvailableCents),
      reserved: formatCents(account.cashReservedCents),
      unsettledIn: formatCents(account.cashUnsettledInCents),
      unsettledOut: formatCents(account.cashUnsettledOutCents),
      bank: formatCents(heldIn('bank').find(({ asset }) => asset === CASH)?.amount ?? 0),
    },
    rights,
  };
}
