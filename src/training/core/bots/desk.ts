export type BotSide = 'buy' | 'sell';

/** The public side of one market. */
interface MarketView {
  readonly instrumentCode: string;
  readonly bestBidTicks: number | null;
  readonly bestAskTicks: number | null;
  /** orders that stand on each side, as far as a robot looks into the book */
  readonly bidOrders: number;
  readonly askOrders: number;
  readonly bandLowTicks: number;
  readonly bandHighTicks: number;
  readonly centsPerTickLot: number;
}

export interface OpenBotOrder {
  readonly orderId: string;
  readonly side: BotSide;
  readonly priceTicks: number | null;
  readonly leavesLots: number;
  /** simulated date */
  readonly placedOn: string;
}

/** From the first holding to what will be owed: what a careful company wants to hold, and when. */
interface HoldingPlan {
  readonly startLots: number;
  readonly needLots: number;
}

/** careful, middle, bold: how much more than needed it keeps, and how far it goes from its idea of value */
export interface Temperament {
  /** share of the need that it keeps above the need, 0.05 – 0.10 */
  readonly buffer: number;
  /** share of the value that it gives up to be sure, 0 – 0.03 */
  readonly risk: number;
}

/** All that a robot may know when it decides: its own desk, the public book, its own plan. Nothing of others. */
export interface Desk {
  readonly participantCode: string;
  /** simulated date */
  readonly date: string;
  readonly market: MarketView;
  /** what it thinks one lot's unit is worth today */
  readonly valueTicks: number;
  /** what going short would cost per lot, as a price; null = unknown */
  readonly penaltyTicks: number | null;
  readonly cashAvailableCents: number;
  readonly availableLots: number;
  /** available, reserved and bought but not yet delivered */
  readonly heldLots: number;
  /** how much the rules still let it buy or sell; 0 = it may not, null = no limit */
  readonly buyLimitLots: number | null;
  readonly sellLimitLots: number | null;
  readonly openOrders: readonly OpenBotOrder[];
  readonly plan: HoldingPlan;
  readonly temperament: Temperament;
  /** 1 on the first trading day, 0 after the last */
  readonly yearShareLeft: number;
  /** how often it will still be asked in this market */
  readonly decisionsLeft: number;
}

export interface PlaceIntent {
  readonly side: BotSide;
  readonly priceTicks: number;
  readonly quantityLots: number;
}

/** A side of the book with fewer orders than this is thin: robots refill it, and do not take from it without need. */
export const THIN_ORDERS = 3;

/** Has the side of those who offer to `side` (bids for `buy`) too few orders? */
export const isThin = (
  { bidOrders, askOrders }: Pick<MarketView, 'bidOrders' | 'askOrders'>,
  side: BotSide,
) => (side === 'buy' ? bidOrders : askOrders) < THIN_ORDERS;

export const openLots = (desk: Desk, side: BotSide): number =>
  desk.openOrders.reduce((sum, order) => (order.side === side ? sum + order.leavesLots : sum), 0);

/** Cuts an order down to what cash, holding and the rules allow; null when nothing is left or the band forbids the price. */
export function covered(
  desk: Desk,
  side: BotSide,
  priceTicks: number,
  quantityLots: number,
): PlaceIntent | null {
  const { market } = desk;
  if (priceTicks < market.bandLowTicks || priceTicks > market.bandHighTicks || priceTicks < 1) return null;
  const limit = side === 'buy' ? desk.buyLimitLots : desk.sellLimitLots;
  const cover =
    side === 'buy'
      ? Math.floor(desk.cashAvailableCents / (priceTicks * market.centsPerTickLot))
      : desk.availableLots;
  const lots = Math.min(Math.floor(quantityLots), cover, limit ?? Number.POSITIVE_INFINITY);
  return lots >= 1 ? { side, priceTicks, quantityLots: lots } : null;
}

/** Orders and trades are judged against the limit by the venue; a robot also spreads a limited sale over the year. */
const RELEASED_AT_ONCE = 0.1;

/** What is left today of a limit for the whole period; null = no limit. */
export function pacedLimit(limitLots: number | null, usedLots: number, yearShareLeft: number): number | null {
  if (limitLots === null) return null;
  const released = Math.min(1, 1 - yearShareLeft + RELEASED_AT_ONCE);
  return Math.max(0, Math.floor(limitLots * released) - usedLots);
}
