import {
  type CommandOutcome,
  type CoreEvent,
  type VenueCommand,
  VenueCore,
} from '../../../src/order-matching/core';
import { BUY, NO_SLOT, SELL } from '../../../src/order-matching/core/book/order-book';
import type { VenueLimits } from '../../../src/order-matching/core/limits';
import { firstDifference, sameValue } from '../matching-flow/same-value';
import { pictureOf, withoutEmpty } from './oracle-accounts';
import {
  codesOf,
  marketOf,
  type OracleOrder,
  type OracleState,
  queueOf,
  reportOf,
  sum,
} from './oracle-state';
import { bandOf, isCollecting } from './oracle-terms';
import { type OracleOutcome, OracleVenue } from './oracle-venue';

/** A difference between the venue and the rules: the first place where they part, with both sides of it. */
class Disagreement extends Error {
  constructor(what: string, core: unknown, oracle: unknown) {
    const [place, ours, theirs] = firstDifference(core, oracle);
    super(`${what}${place}\n  the venue: ${JSON.stringify(ours)}\n  the rules: ${JSON.stringify(theirs)}`);
  }
}

function mustAgree(what: string, core: unknown, oracle: unknown): void {
  if (!sameValue(core, oracle)) throw new Disagreement(what, core, oracle);
}

/** The venue and the oracle side by side; both get every command, and must say and be the same after it. */
export class OracleComparison {
  readonly core: VenueCore;
  readonly oracle: OracleVenue;

  constructor(date: string, limits: VenueLimits) {
    this.core = new VenueCore(date, { limits });
    this.oracle = new OracleVenue(date, limits);
  }

  /** @throws Disagreement */
  apply(command: VenueCommand): CommandOutcome {
    const { core, oracle } = this;
    const outcome = core.apply(command);
    const expected = oracle.apply(command);
    compareEvents(outcome, expected);
    compareMarkets(core, oracle.state);
    compareOrders(core, oracle.state);
    compareAccounts(core, oracle.state);
    const unsettled = oracle.state.trades.filter((one) => !one.settled).map(({ sequence }) => sequence);
    mustAgree('trades that wait for delivery', core.unsettledTrades(), unsettled);
    return outcome;
  }
}

/** An event as the oracle tells it: without its number, a reason as its code. */
function plain(event: CoreEvent): object {
  const { sequence, ...body } = event;
  if (body.type !== 'order') return body;
  return { ...body, order: { ...body.order, reason: body.order.reason?.code ?? null } };
}

function compareEvents({ events, refusal }: CommandOutcome, expected: OracleOutcome): void {
  const told = events.filter(({ type }) => type !== 'level' && type !== 'account' && type !== 'large-holder');
  const notices = events.filter(({ type }) => type === 'large-holder');
  mustAgree('why the command was refused', refusal?.code ?? null, expected.refusal);
  mustAgree('what the command did', told.map(plain), expected.facts);
  mustAgree('large holders', notices.map(plain), expected.notices);
}

function compareMarkets(core: VenueCore, state: OracleState): void {
  mustAgree('the venue', [core.phase, core.date], [state.phase, state.date]);
  mustAgree('instruments', core.instrumentCodes(), codesOf(state));
  for (const code of codesOf(state)) {
    const market = marketOf(state, code);
    const { low, high } = bandOf(market);
    const collects = isCollecting(market.phase);
    mustAgree(`the market of ${code}`, core.picture(code, Number.POSITIVE_INFINITY), {
      bids: depthOf(queueOf(state, code, 'buy')),
      asks: depthOf(queueOf(state, code, 'sell')),
      lastPriceTicks: market.last,
      referencePriceTicks: market.reference,
      bandLowTicks: low,
      bandHighTicks: high,
      phase: market.phase,
      cancels: market.cancels,
      indicativePriceTicks: collects ? market.told.price : null,
      indicativeLots: collects ? market.told.lots : 0,
      indicativeSurplusLots: collects ? market.told.surplus : 0,
    });
    for (const side of ['buy', 'sell'] as const)
      mustAgree(
        `I9: who trades first in ${code}`,
        turnsOf(core, code, side),
        queueOf(state, code, side).map(({ number, shown }) => [number, shown]),
      );
  }
}

function depthOf(queue: readonly OracleOrder[]) {
  const prices = [...new Set(queue.map(({ limit }) => limit))];
  return prices.map((priceTicks) => {
    const orders = queue.filter(({ limit }) => limit === priceTicks);
    return {
      priceTicks,
      quantityLots: sum(orders.map(({ shown }) => shown)),
      orderCount: orders.length,
    };
  });
}

/** The queue of one side as the venue would serve it: numbers of orders and what each shows. */
function turnsOf(core: VenueCore, code: string, side: 'buy' | 'sell'): [number, number][] {
  const { book } = core.names.instrument(code).market;
  const { pool } = core.engine.tables;
  const turns: [number, number][] = [];
  for (let slot = book.front(side === 'buy' ? BUY : SELL); slot !== NO_SLOT; slot = book.next(slot))
    turns.push([pool.numberOf(slot), pool.shownOf(slot)]);
  return turns;
}

function compareOrders(core: VenueCore, state: OracleState): void {
  const open = [...state.orders].sort((one, other) => one.number - other.number);
  mustAgree(
    'open orders',
    core.openOrders(),
    open.map((order) => reportOf(order, null)),
  );
}

function compareAccounts(core: VenueCore, state: OracleState): void {
  const pictures = core.accountPictures().map((one) => ({ ...one, rights: withoutEmpty(one.rights) }));
  const owners = [...state.balances.keys()].sort();
  mustAgree(
    'accounts',
    pictures,
    owners.map((owner) => pictureOf(state, owner)),
  );
}
