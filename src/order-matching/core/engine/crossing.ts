import { NO_PRICE, type SideCode } from '../book/order-book';

/** Does a limit of this side reach a price of the other? NO_PRICE, an empty side, is never reached. */
export const crossesAt = (side: SideCode, limitTicks: number, priceTicks: number): boolean =>
  // the difference with its sign turned for a sell: sides cannot be foreseen, so nothing is asked
  priceTicks !== NO_PRICE && ((limitTicks - priceTicks) ^ (0 - side)) + side >= 0;
