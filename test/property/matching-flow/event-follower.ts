import { type CoreEvent, checkVenue, type VenueCommand, VenueCore } from '../../../src/order-matching/core';
import { FIRST_DATE } from './flow';
import type { FlowPlan } from './flow-plan';
import type { Trial } from './flow-run';
import { FollowedAccounts } from './followed-accounts';
import { FollowedMarkets } from './followed-markets';
import { FollowedOrders, must } from './followed-orders';
import { sameValue } from './same-value';

/**
 * Somebody who sees nothing but commands and events, believes none of them, and keeps books of his own: what the venue
 * promises (I3, I7 to I12, I14, I15, conservation) must hold in them after every command, and they must agree with what
 * the venue answers when it is asked.
 */
export class EventFollower implements Trial {
  readonly #core: VenueCore;
  readonly #orders = new FollowedOrders();
  readonly #accounts = new FollowedAccounts();
  readonly #markets = new FollowedMarkets();
  #lastEvent = 0;
  #lastTrade = 0;
  #venueIsOpen = false;

  constructor({ limits }: FlowPlan) {
    this.#core = new VenueCore(FIRST_DATE, { limits });
  }

  apply(command: VenueCommand): void {
    const { events, refusal } = this.#core.apply(command);
    if (refusal === null) this.#accounts.transferred(command);
    else must(events.length === 0, () => 'a command that was refused has events');
    for (const event of events) {
      must(
        event.sequence === this.#lastEvent + 1,
        () => `I12: event ${event.sequence} after ${this.#lastEvent}`,
      );
      this.#lastEvent = event.sequence;
      this.#follow(event, command);
    }
    this.#check();
  }

  #follow(event: CoreEvent, command: VenueCommand): void {
    switch (event.type) {
      case 'instrument':
        this.#markets.list(event.terms, this.#venueIsOpen ? 'continuous' : 'closed');
        break;
      case 'reference':
        this.#markets.market(event.instrumentCode).band = event;
        break;
      case 'phase':
        this.#venueIsOpen = event.phase === 'open';
        break;
      case 'market-phase':
        this.#markets.phase(event.instrumentCode, event.phase);
        break;
      case 'order':
        this.#orders.report(event.order, event.sequence, command);
        break;
      case 'auction':
        this.#markets.auction(event.auction);
        break;
      case 'trade': {
        const { trade } = event;
        must(
          trade.tradeSequence === this.#lastTrade + 1,
          () => `I12: trade ${trade.tradeSequence} leaves a gap`,
        );
        this.#lastTrade = trade.tradeSequence;
        this.#orders.trade(trade);
        this.#accounts.traded(trade);
        this.#markets.trade(trade);
        break;
      }
      case 'settled':
        this.#accounts.settled(event.tradeSequence);
        break;
      case 'level':
        this.#markets.level(event);
        break;
      case 'account':
        this.#accounts.pictures.set(event.account.participantCode, event.account);
        break;
      case 'day':
      case 'indicative':
      case 'large-holder':
        break;
    }
  }

  #check(): void {
    const core = this.#core;
    this.#markets.check((code, side) => this.#orders.resting(code, side));
    this.#accounts.check(
      [...this.#orders.open.values()],
      (code) => this.#markets.market(code).terms.centsPerTickLot,
    );
    for (const { invariant, holds, detail } of checkVenue(core)) must(holds, () => `${invariant}: ${detail}`);
    for (const [code, { levels }] of this.#markets.markets)
      for (const side of ['buy', 'sell'] as const) {
        const shown = core.levels(code, side, Number.POSITIVE_INFINITY);
        const isTold = shown.every(({ priceTicks, quantityLots, orderCount }) => {
          const level = levels[side].get(priceTicks);
          return level?.quantityLots === quantityLots && level.orderCount === orderCount;
        });
        must(
          isTold && shown.length === levels[side].size,
          () => `a level of ${code} changed and was not told`,
        );
      }
    for (const picture of core.accountPictures()) {
      const told = this.#accounts.pictures.get(picture.participantCode);
      must(
        !told || sameValue(told, picture),
        () => `the account of ${picture.participantCode} changed and was not told`,
      );
    }
  }
}
