import { BUY, NO_SLOT, opposite, type SideCode, sideCode, sideName } from './book/order-book';
import { FLAG } from './book/order-pool';
import type { AcceptBlockCommand, ProposeBlockCommand, TakeListingCommand } from './commands';
import type { MatchingEngine } from './engine/matching-engine';
import { quantityText } from './measure-text';
import { type Numbered, type OrderIntake, refusalOf } from './order-intake';
import { reasonOf } from './reasons';
import type { ListedInstrument, OrderWording, VenueNames } from './venue-names';

const LISTING_LEVELS = 5;

/** What is known of an order that somebody answers to. */
interface Offer {
  readonly listed: ListedInstrument;
  readonly side: SideCode;
  readonly priceTicks: number;
  readonly leavesLots: number;
}

/** Listings that are taken and block trades, as commands. */
export class OfferCommands {
  constructor(
    private readonly engine: MatchingEngine,
    private readonly names: VenueNames,
    private readonly intake: OrderIntake,
  ) {}

  takeListing(command: Numbered<TakeListingCommand>): void {
    const { tables } = this.engine;
    const offer = this.#offer(command.listingNumber, (slot) => {
      const { isListing } = tables.market(tables.marketOf(slot));
      return isListing && (tables.pool.flagsOf(slot) & (FLAG.waiting | FLAG.aside)) === 0;
    });
    const wording = this.#answerTo(command, offer);
    const sent = { priceTicks: offer?.priceTicks ?? null, quantityLots: command.quantityLots };
    if (!offer || !command.eligibility.allowed) {
      this.intake.reject(wording, sent, refusalOf(command.eligibility) ?? reasonOf('listing.not-open'));
      return;
    }
    const ticket = this.intake.plainTicket(command, command.quantityLots);
    this.intake.submit(
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
    const wording = this.intake.wordingOf(command, command.instrumentCode, command.side, {});
    const listed = this.names.instruments.get(command.instrumentCode);
    if (!listed || !command.eligibility.allowed) {
      const unknown = reasonOf('order.unknown-instrument', { instrument: command.instrumentCode });
      this.intake.reject(wording, command, (listed && refusalOf(command.eligibility)) || unknown);
      return;
    }
    const ticket = this.intake.plainTicket(command, command.quantityLots);
    ticket.market = listed.market.handle;
    ticket.side = sideCode(command.side);
    ticket.priceTicks = command.priceTicks;
    this.intake.submit(wording, command, listed, ticket, () =>
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
      this.intake.reject(wording, sent, refusalOf(command.eligibility) ?? reasonOf('block.not-offered'));
      return;
    }
    const ticket = this.intake.plainTicket(command, sent.quantityLots);
    this.intake.submit(wording, { ...command, ...sent }, offer.listed, ticket, () =>
      this.engine.privateTrades.acceptBlock(ticket, command.proposalNumber),
    );
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
    return this.intake.wordingOf(command, offer?.listed.terms.instrumentCode ?? '', side, {
      timeInForce: 'FOK',
    });
  }
}
