import type { ExecutionReport, Side, VenueCommand, VenueTrade } from '../../../src/order-matching/core';

/** An order as its reports and the trades tell it. */
export interface FollowedOrder {
  report: ExecutionReport;
  readonly number: number;
  /** a block proposal or an order of a bidding: never in the book */
  readonly isAside: boolean;
  /** its turn at its price: the event that put it at the back */
  entered: number;
}

export function must(holds: boolean, what: () => string): asserts holds {
  if (!holds) throw new Error(what());
}

const ASIDE: readonly VenueCommand['type'][] = ['propose-block', 'open-bidding', 'place-bid'];

/** I7 and I9 from events alone: what was traded of each order, and whose turn it was. */
export class FollowedOrders {
  readonly open = new Map<number, FollowedOrder>();
  /** lots in trades, by order number: counted apart from what reports say */
  readonly #filled = new Map<number, number>();
  readonly #over = new Set<number>();

  filled(number: number): number {
    return this.#filled.get(number) ?? 0;
  }

  /** Orders that rest in the book of one side. */
  resting(instrumentCode: string, side: Side): FollowedOrder[] {
    return [...this.open.values()].filter(
      ({ report, isAside }) =>
        report.instrumentCode === instrumentCode &&
        report.side === side &&
        !isAside &&
        report.status !== 'waiting' &&
        report.reason?.code !== 'order.stop-triggered',
    );
  }

  report(report: ExecutionReport, sequence: number, command: VenueCommand): void {
    const { orderNumber: number, quantityLots, cumulativeLots, leavesLots, cancelledLots, status } = report;
    const name = `order ${number}`;
    must(
      cumulativeLots + leavesLots + cancelledLots === quantityLots,
      () => `I7: ${name} does not add up: ${JSON.stringify(report)}`,
    );
    must(!this.#over.has(number), () => `I7: ${name} was over and is told again`);
    must(cumulativeLots === this.filled(number), () => `I7: ${name} counts other fills than its trades`);
    const before = this.open.get(number);
    if (status === 'rejected') {
      must(!before && cumulativeLots === 0, () => `I7: ${name} is rejected after it was accepted`);
      return;
    }
    must(leavesLots >= 0 && cancelledLots >= 0, () => `I7: ${name} is below zero`);
    must(
      !before || before.report.quantityLots === quantityLots || amends(command, number),
      () => `I7: nobody changed the quantity of ${name}`,
    );
    if (leavesLots === 0) {
      this.open.delete(number);
      this.#over.add(number);
      return;
    }
    const keeps = before !== undefined && keepsTurn(before.report, report, command);
    const entered = keeps ? before.entered : sequence;
    const isAside = before?.isAside ?? ASIDE.includes(command.type);
    this.open.set(number, { report, number, isAside, entered });
  }

  trade(trade: VenueTrade): void {
    for (const number of [trade.buyOrderNumber, trade.sellOrderNumber])
      this.#filled.set(number, this.filled(number) + trade.quantityLots);
    if (trade.model === 'continuous') this.#judgeTurn(trade);
    if (trade.model === 'continuous' || trade.model === 'listing') this.#judgePrice(trade);
  }

  /** I9: a trade is at the price of the order that rested. */
  #judgePrice(trade: VenueTrade): void {
    const resting = this.open.get(restingOf(trade));
    must(
      resting?.report.priceTicks === trade.priceTicks,
      () => `I9: trade ${trade.tradeSequence} is not at the resting price`,
    );
  }

  /** I9: nobody rested at a better price; and of plain orders at this price nobody was there before. */
  #judgeTurn(trade: VenueTrade): void {
    const resting = this.open.get(restingOf(trade));
    must(resting !== undefined, () => `trade ${trade.tradeSequence} is with an order that does not rest`);
    const { side, displayLots } = resting.report;
    const price = resting.report.priceTicks ?? 0;
    for (const other of this.resting(trade.instrumentCode, side)) {
      const distance = (other.report.priceTicks ?? 0) - price;
      must(
        side === 'buy' ? distance <= 0 : distance >= 0,
        () => `I9: order ${other.number} is better than ${resting.number}, which traded`,
      );
      const arePlain = displayLots === null && other.report.displayLots === null;
      must(
        distance !== 0 || !arePlain || other.entered >= resting.entered,
        () => `I9: order ${other.number} was there before ${resting.number}, which traded`,
      );
    }
  }
}

const restingOf = (trade: VenueTrade): number =>
  trade.aggressorSide === 'buy' ? trade.sellOrderNumber : trade.buyOrderNumber;

const amends = (command: VenueCommand, number: number): boolean =>
  command.type === 'amend-order' && command.orderNumber === number;

/** A fill keeps the place; so does an amendment to fewer lots at the same price. A stop that enters comes last. */
function keepsTurn(before: ExecutionReport, now: ExecutionReport, command: VenueCommand): boolean {
  if (before.status === 'waiting' || before.reason?.code === 'order.stop-triggered') return false;
  if (!amends(command, now.orderNumber)) return true;
  const isSmaller = command.type === 'amend-order' && (command.leavesLots ?? 0) <= before.leavesLots;
  return now.priceTicks === before.priceTicks && isSmaller;
}
