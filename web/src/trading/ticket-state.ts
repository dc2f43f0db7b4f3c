import type { OrderType, Side, TimeInForce } from '../api/types';
import { createStore } from '../state/store';

/** The fields as typed. The book writes here too, when a level is chosen. */
export interface TicketFields {
  readonly side: Side;
  readonly orderType: OrderType;
  readonly price: string;
  readonly quantity: string;
  readonly timeInForce: TimeInForce;
  /** refused rather than traded at once; only for orders that can wait */
  readonly postOnly: boolean;
}
/** A limit order that stays in the book. */
export const canWait = ({
  orderType,
  timeInForce,
}: Pick<TicketFields, 'orderType' | 'timeInForce'>): boolean =>
  orderType === 'limit' && (timeInForce === 'GTC' || timeInForce === 'DAY');

export const ticket = createStore<TicketFields>(
  { side: 'buy', orderType: 'limit', price: '', quantity: '', timeInForce: 'GTC', postOnly: false },
  'at-once',
);
