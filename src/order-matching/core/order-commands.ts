import { BUY, NO_SLOT, opposite, type SideCode, sideCode, sideName } from './book/order-book';
import { FLAG } from './book/order-pool';
import { dayOrdinal, isDate, SECONDS_PER_DAY } from './calendar';
import type {
  AcceptBlockCommand,
  AmendOrderCommand,
  Eligibility,
  OrderCommand,
  PlaceOrderCommand,
  ProposeBlockCommand,
  TakeListingCommand,
} from './commands';
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
import { type EventCollector, reportFrom } from './event-collector';
import { explainRefusal } from './explanations';
import { MAX_ICEBERG_PARTS, MAX_PRICE_TICKS } from './limits';
import { quantityText } from './measure-text';
import type { SelfTradePrevention, TimeInForce } from './order-terms';
import { type Reason, type ReasonCode, reasonOf } from './reasons';
import type { ListedInstrument, OrderWording, VenueNames } from './venue-names';

export type Numbered<T> = T & { readonly sequence: number };

export const PREVENTIONS: Readonly<Record<SelfTradePrevention, number>> = {
  'cancel-aggressor': CANCEL_AGGRESSOR,
  'cancel-resting': CANCEL_RESTING,
  'cancel-both': CANCEL_BOTH,
  'decrement-and-cancel': DECREMENT_AND_CANCEL,
};
export const LIFETIMES: Readonly<Record<TimeInForce, number>> = { GTC: REST, DAY: REST, GTD: REST, IOC, FOK };
const LISTING_LEVELS = 5;

interface Offer {
  readonly listed: ListedInstrument;
  readonly side: SideCode;
  readonly priceTicks: number;
  readonly leavesLots: number;
}

const NO_CONDITIONS = {
  postOnly: false,
  displayLots: null,
  minimumLots: null,
  isStop: false,
  expiresOn: null,
  protectionTicks: null,
} as const;

/** Commands that bring or change an order: from names and texts to tickets, and from result codes to sentences. */
export class OrderCommands {
  readonly #amendment = blankAmendment();

  constructor(
    private readonly engine: MatchingEngine,
    private readonly names: VenueNames,
    private readonly collector: EventCollector,
  ) {}

  place(command: Numbered<PlaceOrderCommand>): void {
    const wording = this.#wordingOf(command, command.instrumentCode, command.side, {
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
      this.reject(wording, command, reason);
      return;
    }
    const ticket = this.#ticketFor(command, listed.market, wording);
    const early = this.#judgeWording(command, listed) ?? this.#judgeOwner(command, listed, ticket);
    if (early) this.reject(wording, command, early);
    else this.submit(wording, command, listed, ticket, () => this.engine.place(ticket));
  }

  takeListing(command: Numbered<TakeListingCommand>): void {
    const { tables } = this.engine;
    const offer = this.#offer(command.listingNumber, (slot) => {
      const { isListing } = tables.market(tables.marketOf(slot));
      return isListing && (tables.pool.flagsOf(slot) & (FLAG.waiting | FLAG.aside)) === 0;
    });
    const wording = this.#answerTo(command, offer);
    const sent = { priceTicks: offer?.priceTicks ?? null, quantityLots: command.quantityLots };
    if (!offer || !command.eligibility.allowed) {
      this.reject(wording, sent, refusalOf(command.eligibility) ?? reasonOf('listing.not-open'));
      return;
    }
    const ticket = this.#plainTicket(command, command.quantityLots);
    this.submit(
      wording,
      { ...command, ...sent },
      offer.listed,
      ticket,
      () => this.engine.privateTrades.takeListing(ticket, command.listingNumber),
      {
        levels: LISTING_LEVELS,
        available: quantityText(offer.leavesLots, offer.listed.terms.measures),
      },
    );
  }

  proposeBlock(command: Numbered<ProposeBlockCommand>): void {
    const wording = this.#wordingOf(command, command.instrumentCode, command.side, {});
    const listed = this.names.instruments.get(command.instrumentCode);
    if (!listed || !command.eligibility.allowed) {
      const unknown = reasonOf('order.unknown-instrument', { instrument: command.instrumentCode });
      this.reject(wording, command, listed ? (refusalOf(command.eligibility) ?? unknown) : unknown);
      return;
    }
    const ticket = this.#plainTicket(command, command.quantityLots);
    ticket.market = listed.market.handle;
    ticket.side = sideCode(command.side);
    ticket.priceTicks = command.priceTicks;
    this.submit(wording, command, listed, ticket, () =>
      this.engine.privateTrades.proposeBlock(ticket, this.names.accountOf(command.counterpartyCode)),
    );
  }

  acceptBlock(command: Numbered<AcceptBlockCommand>): void {
    const account = this.names.accountOf(command.participantCode);
    const offer = this.#offer(command.proposalNumber, (slot) =>
      this.engine.privateTrades.isOfferedTo(slot, account),
    );
    const wording = this.#answerTo(command, offer);
    const sent = { priceTicks: offer?.priceTicks ?? null, quantityLots: offer?.leavesLots ?? 0 };
    if (!offer || !command.eligibility.allowed) {
      this.reject(wording, sent, refusalOf(command.eligibility) ?? reasonOf('block.not-offered'));
      return;
    }
    const ticket = this.#plainTicket(command, sent.quantityLots);
    this.submit(wording, { ...command, ...sent }, offer.listed, ticket, () =>
      this.engine.privateTrades.acceptBlock(ticket, command.proposalNumber),
    );
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

  /** Hands a ticket to the engine; a refusal becomes a rejected order. @returns whether it was accepted */
  submit(
    wording: OrderWording,
    sent: {
      readonly priceTicks: number | null;
      readonly quantityLots: number;
      readonly eligibility: Eligibility;
    },
    listed: ListedInstrument,
    ticket: OrderTicket,
    send: () => ReasonCode | null,
    values: Parameters<typeof reasonOf>[1] = {},
  ): boolean {
    const { eligibility } = sent;
    this.names.wordings.set(wording.orderNumber, wording);
    const code = send();
    if (code === null) return true;
    this.names.wordings.delete(wording.orderNumber);
    const family = eligibility.allowed ? eligibility.limitReason : null;
    const reason =
      code === 'order.limit-reached' && family
        ? family
        : explainRefusal(this.engine.tables, listed, ticket, code, 0, values);
    this.reject(wording, sent, reason);
    return false;
  }

  reject(
    wording: OrderWording,
    sent: {
      readonly priceTicks: number | null;
      readonly quantityLots: number;
      readonly stopTicks?: number | null;
    },
    reason: Reason,
  ): void {
    this.collector.record({
      type: 'order',
      order: reportFrom(wording, {
        priceTicks: sent.priceTicks,
        quantityLots: sent.quantityLots,
        cumulativeLots: 0,
        leavesLots: 0,
        cancelledLots: sent.quantityLots,
        status: 'rejected',
        reason,
        stopTicks: sent.stopTicks ?? null,
      }),
    });
  }

  /** A ticket of a bid or a seller's lot. */
  biddingTicket(
    command: Numbered<Extract<OrderCommand, { type: 'open-bidding' | 'place-bid' }>>,
    market: Market,
    side: 0 | 1,
    priceTicks: number,
  ): OrderTicket {
    const ticket = this.#plainTicket(command, command.quantityLots);
    ticket.market = market.handle;
    ticket.side = side;
    ticket.priceTicks = priceTicks;
    return ticket;
  }

  biddingWording(command: Numbered<OrderCommand>, instrumentCode: string, side: 0 | 1): OrderWording {
    return this.#wordingOf(command, instrumentCode, sideName(side), {});
  }

  /** An open order that somebody answers to; nothing of it is known to those who may not see it (I18). */
  #offer(orderNumber: number, isVisible: (slot: number) => boolean): Offer | null {
    const { tables } = this.engine;
    const { pool } = tables;
    const slot = pool.index.slotOf(orderNumber);
    if (slot === NO_SLOT || !isVisible(slot)) return null;
    return {
      listed: this.names.listed(tables.marketOf(slot)),
      side: pool.sideOf(slot),
      priceTicks: pool.priceOf(slot),
      leavesLots: pool.leavesOf(slot),
    };
  }

  #answerTo(command: Numbered<TakeListingCommand | AcceptBlockCommand>, offer: Offer | null): OrderWording {
    const side = sideName(offer ? opposite(offer.side) : BUY);
    return this.#wordingOf(command, offer?.listed.terms.instrumentCode ?? '', side, { timeInForce: 'FOK' });
  }

  #wordingOf(
    command: Numbered<OrderCommand>,
    instrumentCode: string,
    side: OrderWording['side'],
    own: Partial<OrderWording>,
  ): OrderWording {
    return {
      // the command's number is the order's number: no second counter that could drift
      orderNumber: command.sequence,
      clientOrderId: command.clientOrderId,
      participantCode: command.participantCode,
      actorKind: command.actorKind,
      instrumentCode,
      side,
      orderType: 'limit',
      timeInForce: 'GTC',
      selfTradePrevention: 'cancel-aggressor',
      placedOn: this.collector.date,
      ...NO_CONDITIONS,
      ...own,
    };
  }

  /** Fields that are missing or do not belong together, before the engine sees numbers. */
  #judgeWording(command: PlaceOrderCommand, { market }: ListedInstrument): Reason | null {
    if (command.orderType === 'limit' && command.priceTicks === null) return reasonOf('order.price-missing');
    if (command.stopTicks === 0) return reasonOf('order.stop-terms');
    if (command.displayLots === 0)
      return reasonOf('order.display-not-possible', { limit: MAX_ICEBERG_PARTS });
    if (command.minimumLots === 0) return reasonOf('order.minimum-not-possible');
    // how far it will have to go is known to nobody before its hour comes
    if (command.stopTicks && isUnprotected(command) && !market.hasBand)
      return reasonOf('order.stop-protection-missing', { instrument: command.instrumentCode });
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
    const ticket = this.#plainTicket(command, command.quantityLots);
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

  #plainTicket(command: Numbered<OrderCommand>, quantityLots: number): OrderTicket {
    const { ample } = this.engine.tables;
    const account = ample
      ? this.names.openAccount(command.participantCode)
      : this.names.accountOf(command.participantCode);
    const { eligibility } = command;
    const limitLots = eligibility.allowed ? eligibility.limitLots : null;
    const ticket = blankTicket();
    ticket.orderNumber = command.sequence;
    ticket.account = account;
    ticket.quantityLots = quantityLots;
    ticket.limitLots = limitLots ?? Number.POSITIVE_INFINITY;
    return ticket;
  }
}

const isUnprotected = ({ orderType, priceTicks }: PlaceOrderCommand): boolean =>
  orderType === 'market' && priceTicks === null;

/** Wanted by the owner, and not a positive whole number. */
const isWrong = (value: number | null | undefined): boolean =>
  value !== null && value !== undefined && !(Number.isSafeInteger(value) && value > 0);

export const refusalOf = (eligibility: Eligibility): Reason | null =>
  eligibility.allowed ? null : eligibility.reason;

const edgeOf = ({ bandLowTicks, bandHighTicks }: Market, side: SideCode): number =>
  side === BUY ? bandHighTicks : bandLowTicks;

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
