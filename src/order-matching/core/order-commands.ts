import { BUY, NO_SLOT, opposite, type SideCode, sideCode } from './book/order-book';
import { dayOrdinal, isDate, SECONDS_PER_DAY } from './calendar';
import type { AmendOrderCommand, PlaceOrderCommand } from './commands';
import { ticketOf } from './engine/admission';
import { blankAmendment } from './engine/amendment';
import type { Market } from './engine/market';
import type { MatchingEngine } from './engine/matching-engine';
import {
  blankTicket,
  CANCEL_AGGRESSOR,
  CANCEL_BOTH,
  CANCEL_RESTING,
  DECREMENT_AND_CANCEL,
  FOK,
  IOC,
  type OrderTicket,
  REST,
} from './engine/order-ticket';
import type { VenueTables } from './engine/venue-tables';
import type { EventCollector } from './event-collector';
import { explainRefusal } from './explanations';
import { MAX_PRICE_TICKS } from './limits';
import type { Numbered, OrderIntake } from './order-intake';
import type { SelfTradePrevention, TimeInForce } from './order-terms';
import { type Reason, type ReasonCode, reasonOf } from './reasons';
import type { ListedInstrument, OrderWording, VenueNames } from './venue-names';

export const PREVENTIONS: Readonly<Record<SelfTradePrevention, number>> = {
  'cancel-aggressor': CANCEL_AGGRESSOR,
  'cancel-resting': CANCEL_RESTING,
  'cancel-both': CANCEL_BOTH,
  'decrement-and-cancel': DECREMENT_AND_CANCEL,
};
export const LIFETIMES: Readonly<Record<TimeInForce, number>> = { GTC: REST, DAY: REST, GTD: REST, IOC, FOK };

/** Orders for the book, placed and amended: from names and texts to tickets, and from result codes to sentences. */
export class OrderCommands {
  readonly #amendment = blankAmendment();

  constructor(
    private readonly engine: MatchingEngine,
    private readonly names: VenueNames,
    private readonly collector: EventCollector,
    private readonly intake: OrderIntake,
  ) {}

  place(command: Numbered<PlaceOrderCommand>): void {
    const wording = this.intake.wordingOf(command, command.instrumentCode, command.side, {
      orderType: command.orderType,
      // a market order never waits in the book
      timeInForce:
        command.orderType === 'market' && LIFETIMES[command.timeInForce] === REST
          ? 'IOC'
          : command.timeInForce,
      selfTradePrevention: command.selfTradePrevention,
      postOnly: command.postOnly ?? false,
      displayLots: command.displayLots ?? null,
      minimumLots: command.minimumLots ?? null,
      isStop: (command.stopTicks ?? null) !== null,
      expiresOn: command.expiresOn ?? null,
      protectionTicks: command.orderType === 'market' ? command.priceTicks : null,
    });
    const listed = this.names.instruments.get(command.instrumentCode);
    if (!listed) {
      const reason = reasonOf('order.unknown-instrument', { instrument: command.instrumentCode });
      this.intake.reject(wording, command, reason);
      return;
    }
    const ticket = this.#ticketFor(command, listed.market, wording);
    const early = this.#judgeWording(command, listed, ticket) ?? this.#judgeOwner(command, listed, ticket);
    if (early) this.intake.reject(wording, command, early);
    else this.intake.submit(wording, command, listed, ticket, () => this.engine.place(ticket));
  }

  /** @returns why the order stays as it is */
  amend(command: Numbered<AmendOrderCommand>): Reason | null {
    const { tables } = this.engine;
    const change = this.#amendment;
    const account = this.names.accountOf(command.participantCode);
    const slot = tables.pool.index.slotOf(command.orderNumber);
    if (slot === NO_SLOT || tables.accountOf(slot) !== account) return reasonOf('order.not-open');
    if (!command.eligibility.allowed) return command.eligibility.reason;
    const held = tables.reservationOf(slot);
    const listed = this.names.listed(tables.marketOf(slot));
    change.account = account;
    change.orderNumber = command.orderNumber;
    change.priceTicks = command.priceTicks ?? 0;
    change.leavesLots = command.leavesLots ?? 0;
    change.stopTicks = command.stopTicks ?? 0;
    change.limitLots = command.eligibility.limitLots ?? Number.POSITIVE_INFINITY;
    if (isWrong(command.priceTicks) || isWrong(command.stopTicks))
      return reasonOf('order.price-not-positive');
    if (isWrong(command.leavesLots)) return reasonOf('order.quantity-not-positive');
    const code = this.#amendWithWording(command, listed.market, tables.pool.sideOf(slot));
    if (code === null) return null;
    if (code === 'order.limit-reached' && command.eligibility.limitReason)
      return command.eligibility.limitReason;
    const ticket = ticketOf(tables, slot, blankTicket());
    if (change.priceTicks > 0) ticket.priceTicks = change.priceTicks;
    if (change.leavesLots > 0) ticket.quantityLots = change.leavesLots;
    if (change.stopTicks > 0) ticket.stopTicks = change.stopTicks;
    ticket.limitLots = change.limitLots;
    return explainRefusal(tables, listed, ticket, code, held);
  }

  /**
   * The price of a market order that still waits is its protection, which stands in its wording. One without protection
   * whose trigger moves goes to the edge of the present band, like a new one.
   */
  #amendWithWording(
    { orderNumber, priceTicks, stopTicks, sequence }: Numbered<AmendOrderCommand>,
    market: Market,
    side: SideCode,
  ): ReasonCode | null {
    const { wordings } = this.names;
    const before = this.names.wording(orderNumber);
    if (before.orderType === 'market') {
      if (priceTicks !== null) wordings.set(orderNumber, { ...before, protectionTicks: priceTicks });
      else if (stopTicks && before.protectionTicks === null)
        this.#amendment.priceTicks = edgeOf(market, side);
    }
    const code = this.engine.amend(this.#amendment, sequence);
    if (code !== null) wordings.set(orderNumber, before);
    return code;
  }

  /** Fields that are missing or do not belong together, before the engine sees numbers. */
  #judgeWording(command: PlaceOrderCommand, listed: ListedInstrument, ticket: OrderTicket): Reason | null {
    const explain = (code: ReasonCode) => explainRefusal(this.engine.tables, listed, ticket, code);
    if (command.orderType === 'limit' && command.priceTicks === null) return reasonOf('order.price-missing');
    if (command.stopTicks === 0) return reasonOf('order.stop-terms');
    if (command.displayLots === 0) return explain('order.display-not-possible');
    if (command.minimumLots === 0) return explain('order.minimum-not-possible');
    // how far it will have to go is known to nobody before its hour comes
    if (command.stopTicks && isUnprotected(command) && !listed.market.hasBand)
      return explain('order.stop-protection-missing');
    if (command.timeInForce !== 'GTD') return null;
    const { expiresOn } = command;
    if (!expiresOn || !isDate(expiresOn)) return reasonOf('order.expiry-missing');
    return expiresOn < this.collector.date
      ? reasonOf('order.expiry-passed', { date: expiresOn, present: this.collector.date })
      : null;
  }

  /** A family's refusal counts once the order itself and the hour are right. */
  #judgeOwner(command: PlaceOrderCommand, listed: ListedInstrument, ticket: OrderTicket): Reason | null {
    if (this.engine.tables.ample && ticket.account === 0)
      return reasonOf('venue.too-many-participants', { limit: this.engine.tables.limits.participants });
    if (command.eligibility.allowed) return null;
    const code = this.engine.judgeTerms(ticket);
    return code === null
      ? command.eligibility.reason
      : explainRefusal(this.engine.tables, listed, ticket, code);
  }

  #ticketFor(command: Numbered<PlaceOrderCommand>, market: Market, wording: OrderWording): OrderTicket {
    const ticket = this.intake.plainTicket(command, command.quantityLots);
    ticket.market = market.handle;
    ticket.side = sideCode(command.side);
    ticket.isMarket = command.orderType === 'market';
    ticket.priceTicks =
      command.priceTicks ?? (ticket.isMarket ? farLimit(this.engine.tables, market, ticket) : 0);
    ticket.timeInForce = LIFETIMES[wording.timeInForce];
    ticket.prevention = PREVENTIONS[command.selfTradePrevention];
    ticket.postOnly = wording.postOnly;
    ticket.displayLots = wording.displayLots ?? 0;
    ticket.minimumLots = wording.minimumLots ?? 0;
    ticket.stopTicks = command.stopTicks ?? 0;
    ticket.expiresAt = this.#expiryOf(command);
    return ticket;
  }

  #expiryOf({ timeInForce, expiresOn }: PlaceOrderCommand): number {
    const lastDay =
      timeInForce === 'DAY' ? this.collector.date : timeInForce === 'GTD' ? (expiresOn ?? null) : null;
    return lastDay !== null && isDate(lastDay) ? (dayOrdinal(lastDay) + 1) * SECONDS_PER_DAY : 0;
  }
}

const isUnprotected = ({ orderType, priceTicks }: PlaceOrderCommand): boolean =>
  orderType === 'market' && priceTicks === null;

const edgeOf = ({ bandLowTicks, bandHighTicks }: Market, side: SideCode): number =>
  side === BUY ? bandHighTicks : bandLowTicks;

/** Wanted by the owner, and not a positive whole number. */
const isWrong = (value: number | null | undefined): boolean =>
  value !== null && value !== undefined && !(Number.isSafeInteger(value) && value > 0);

/**
 * A market order without protection: to the edge of the band, or without a band as deep as its quantity reaches now.
 * Orders of its own do not count: whether they make way or not, it does not trade with them.
 */
function farLimit(tables: VenueTables, market: Market, ticket: OrderTicket): number {
  if (market.hasBand) return edgeOf(market, ticket.side);
  const { book } = market;
  const { pool } = tables;
  let limit = market.referenceTicks === 0 ? MAX_PRICE_TICKS : market.referenceTicks;
  let missing = ticket.quantityLots;
  for (
    let slot = book.front(opposite(ticket.side));
    slot !== NO_SLOT && missing > 0;
    slot = book.next(slot)
  ) {
    limit = pool.priceOf(slot);
    if (tables.accountOf(slot) !== ticket.account) missing -= pool.leavesOf(slot);
  }
  return limit;
}
