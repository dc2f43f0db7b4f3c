import type { OrderMatching } from '../order-matching';

/** What settlement needs of the exchange: its record of trades, and somebody to tell that they are delivered. */
export type SettledVenue = Pick<OrderMatching, 'tradesAfter' | 'confirmSettlement'>;
