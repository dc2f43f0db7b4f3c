import type { OrderType, Side, TimeInForce } from '../api/types';
import { createStore } from '../state/store';

/** The fields as typed. The book writes here too, when a level is chosen. */
export interface TicketFields {
  readonly side: Side;
  readonly orderType: OrderType;
  readonly price: string;
  readonly quantity: string;
  readonly timeInForce: TimeInForce;
}
export const ticket = createStore<TicketFields>(
  { side: 'buy', orderType: 'limit', price: '', quantity: '', timeInForce: 'GTC' },
  'at-once',
);
