import { daysBetween } from '../calendar';
import type { Desk } from './desk';

/** Simulated days that a robot lets an order stand. */
const LIFETIME_DAYS = 3;
/** Orders that it keeps in one market. */
const MAX_OPEN_ORDERS = 4;

/** What to cancel before a new order: the old ones, and the oldest of too many. */
export function staleOrders(desk: Desk): readonly string[] {
  const oldestFirst = [...desk.openOrders].sort((a, b) => daysBetween(b.placedOn, a.placedOn));
  const tooMany = Math.max(0, oldestFirst.length - (MAX_OPEN_ORDERS - 1));
  return oldestFirst
    .filter((order, index) => index < tooMany || daysBetween(order.placedOn, desk.date) > LIFETIME_DAYS)
    .map(({ orderId }) => orderId);
}
