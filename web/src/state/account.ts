import type { FeedMessage } from '../api/feed';
import type { Account, Order } from '../api/types';
import { call } from './access';
import { sessionPath } from './session';
import { createStore } from './store';

const HISTORY_LENGTH = 100;
const FETCH_ATTEMPTS = 3;

/** What only the owner of a seat sees. */
export interface OwnState {
  readonly account: Account | null;
  /** newest first; null = not fetched yet */
  readonly orders: readonly Order[] | null;
}
export const own = createStore<OwnState>({ account: null, orders: null });
export const clearAccount = (): void => own.set({ account: null, orders: null });

const RUNNING = new Set(['waiting', 'open', 'partially-filled']);
export const isRunning = (order: Order): boolean => RUNNING.has(order.status);

function withOrder(orders: readonly Order[] | null, order: Order): readonly Order[] {
  const known = orders ?? [];
  return known.some(({ orderId }) => orderId === order.orderId)
    ? known.map((other) => (other.orderId === order.orderId ? order : other))
    : [order, ...known].slice(0, HISTORY_LENGTH);
}
/** counts what came in since; an answer that was on its way meanwhile may be older than that */
let news = 0;
export function takeOrder(order: Order): void {
  news += 1;
  own.set({ orders: withOrder(own.get().orders, order) });
}

/** The account in the feed may leave out what only the registry knows (registered, bank): those stay as fetched. */
function takeAccount(account: Account): void {
  news += 1;
  const before = own.get().account;
  const registered = new Map(before?.rights.map((right) => [right.instrumentCode, right.registered]));
  const rights = account.rights.map((right) => ({
    ...right,
    registered: right.registered ?? registered.get(right.instrumentCode) ?? '0',
  }));
  const named = new Set(rights.map(({ instrumentCode }) => instrumentCode));
  const untouched = before?.rights.filter(({ instrumentCode }) => !named.has(instrumentCode)) ?? [];
  const cash = { ...account.cash, bank: account.cash.bank ?? before?.cash.bank ?? '0' };
  own.set({ account: { ...account, cash, rights: [...rights, ...untouched] } });
}

export function takePrivateMessage(
  message: FeedMessage & {
    readonly order?: Order;
    readonly orders?: readonly Order[];
    readonly account?: Account;
  },
): void {
  if (message.orders) for (const order of [...message.orders].reverse()) takeOrder(order);
  if (message.order) takeOrder(message.order);
  if (message.account?.cash) takeAccount(message.account);
}

/**
 * Fetches the account and the order history: the authority, while the feed is the news. An answer that news has
 * overtaken is asked for again, a few times; then the feed alone goes on.
 * @throws Problem
 */
export async function fetchOwn(): Promise<void> {
  for (let attempt = 0; attempt < FETCH_ATTEMPTS; attempt += 1) {
    const before = news;
    const [account, orders] = await Promise.all([
      call<Account>({ path: `${sessionPath()}/account` }),
      call<readonly Order[]>({ path: `${sessionPath()}/orders?limit=${HISTORY_LENGTH}` }),
    ]);
    if (news === before) {
      own.set({ account, orders });
      return;
    }
  }
}
