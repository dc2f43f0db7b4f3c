import type { AccountPicture } from '../../../src/order-matching/core';
import { codesOf, marketOf, type OracleOrder, type OracleState, sum } from './oracle-state';

export const CASH = '';

/** What has been delivered to a participant, and neither withdrawn nor delivered on. */
export const balanceOf = (state: OracleState, owner: string, asset: string): number =>
  state.balances.get(owner)?.get(asset) ?? 0;

export function addBalance(state: OracleState, owner: string, asset: string, amount: number): void {
  const balances = state.balances.get(owner) ?? new Map<string, number>();
  state.balances.set(owner, balances);
  balances.set(asset, (balances.get(asset) ?? 0) + amount);
}

/** I11: a buy holds its leaves at its limit, a sell its leaves. */
export function holdOf(state: OracleState, order: OracleOrder): number {
  if (order.side === 'sell') return order.leaves;
  return order.limit * order.leaves * marketOf(state, order.market).terms.centsPerTickLot;
}

const ordersOf = (state: OracleState, owner: string): OracleOrder[] =>
  state.orders.filter((one) => one.owner === owner);

export const countOpen = (state: OracleState, owner: string): number => ordersOf(state, owner).length;

export function reservedOf(state: OracleState, owner: string, asset: string): number {
  const holding = ordersOf(state, owner).filter((one) =>
    asset === CASH ? one.side === 'buy' : one.side === 'sell' && one.market === asset,
  );
  return sum(holding.map((one) => holdOf(state, one)));
}

/** Traded away, not yet delivered. */
export function owedOf(state: OracleState, owner: string, asset: string): number {
  const open = state.trades.filter((one) => !one.settled);
  return asset === CASH
    ? sum(open.filter(({ buyer }) => buyer === owner).map(({ cents }) => cents))
    : sum(open.filter(({ seller, market }) => seller === owner && market === asset).map(({ lots }) => lots));
}

/** Traded for, not yet delivered. */
export function expectedOf(state: OracleState, owner: string, asset: string): number {
  const open = state.trades.filter((one) => !one.settled);
  return asset === CASH
    ? sum(open.filter(({ seller }) => seller === owner).map(({ cents }) => cents))
    : sum(open.filter(({ buyer, market }) => buyer === owner && market === asset).map(({ lots }) => lots));
}

export const availableOf = (state: OracleState, owner: string, asset: string): number =>
  balanceOf(state, owner, asset) - owedOf(state, owner, asset) - reservedOf(state, owner, asset);

/** What a participant will hold when every trade is delivered. */
export const positionOf = (state: OracleState, owner: string, code: string): number =>
  balanceOf(state, owner, code) - owedOf(state, owner, code) + expectedOf(state, owner, code);

/** Bought today and delivered already: not for sale before tomorrow. */
export const boughtToday = (state: OracleState, owner: string, code: string): number =>
  sum(
    state.trades
      .filter((one) => one.settled && one.buyer === owner && one.market === code && one.date === state.date)
      .map(({ lots }) => lots),
  );

export const openLots = (state: OracleState, owner: string, code: string, side: 'buy' | 'sell'): number =>
  sum(
    ordersOf(state, owner)
      .filter((one) => one.market === code && one.side === side)
      .map(({ leaves }) => leaves),
  );

/** Everything ever bought (sold), and what is open to buy (sell). */
export function committedOf(state: OracleState, owner: string, code: string, side: 'buy' | 'sell'): number {
  const done = state.trades.filter(
    (one) => one.market === code && (side === 'buy' ? one.buyer : one.seller) === owner,
  );
  return sum(done.map(({ lots }) => lots)) + openLots(state, owner, code, side);
}

/** Positions in which nothing is are left out: whether a venue still lists them says nothing. */
export function pictureOf(state: OracleState, owner: string): AccountPicture {
  const rights = codesOf(state).map((instrumentCode) => ({
    instrumentCode,
    availableLots: availableOf(state, owner, instrumentCode),
    reservedLots: reservedOf(state, owner, instrumentCode),
    unsettledInLots: expectedOf(state, owner, instrumentCode),
    unsettledOutLots: owedOf(state, owner, instrumentCode),
  }));
  return {
    participantCode: owner,
    cashAvailableCents: availableOf(state, owner, CASH),
    cashReservedCents: reservedOf(state, owner, CASH),
    cashUnsettledInCents: expectedOf(state, owner, CASH),
    cashUnsettledOutCents: owedOf(state, owner, CASH),
    rights: withoutEmpty(rights),
  };
}

export const withoutEmpty = (rights: AccountPicture['rights']): AccountPicture['rights'] =>
  rights.filter(
    ({ availableLots, reservedLots, unsettledInLots, unsettledOutLots }) =>
      availableLots !== 0 || reservedLots !== 0 || unsettledInLots !== 0 || unsettledOutLots !== 0,
  );
