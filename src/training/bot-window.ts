/** A window of a simulated day in which robots may act: its number, and how many a day has. */
export interface BotWindow {
  readonly index: number;
  readonly perDay: number;
}

/** Robots that are asked in one window of one market, and orders that all of them may place in it. */
export const ACTORS_PER_MARKET = 1;
export const MAX_ORDERS_PER_WINDOW = 10;
/** Robots that are asked, one after the other, for an order on a thin side of a book. */
export const MAX_ASKED_TO_REFILL = 4;

/** Real milliseconds between two windows: with the maximum above, never more than 40 orders a second. */
const WINDOW_MILLISECONDS = 250;

export const windowsPerDay = (dayMilliseconds: number): number =>
  Math.max(1, Math.floor(dayMilliseconds / WINDOW_MILLISECONDS));
