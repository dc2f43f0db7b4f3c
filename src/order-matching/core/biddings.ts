import { BUY, NO_SLOT, SELL, type SideCode } from './book/order-book';
import type { OpenBiddingCommand, PlaceBidCommand } from './commands';
import { LARGE_LOT_RULES } from './engine/large-lots';
import type { Market } from './engine/market';
import type { MatchingEngine } from './engine/matching-engine';
import type { OrderTicket } from './engine/order-ticket';
import { priceText } from './measure-text';
import { clearBidding } from './one-way-bidding';
import { type Numbered, type OrderIntake, refusalOf } from './order-intake';
import { priceBand } from './price-band';
import { type Reason, type ReasonCode, reasonOf } from './reasons';
import type { ListedInstrument, VenueNames } from './venue-names';

/** A lot that is offered to bidders until it is closed; its number is that of the seller's order. */
export interface Bidding {
  readonly biddingNumber: number;
  readonly instrumentCode: string;
  readonly floorTicks: number;
  readonly capTicks: number;
  readonly pricing: 'uniform' | 'pay-as-bid';
  /** numbers of the open bids, oldest first */
  bids: number[];
}

/** 单向竞价 as commands: a seller's lot is opened, bids come in under cover, closing awards and pays. */
export class Biddings {
  readonly open = new Map<number, Bidding>();

  constructor(
    private readonly engine: MatchingEngine,
    private readonly names: VenueNames,
    private readonly intake: OrderIntake,
  ) {}

  openBidding(command: Numbered<OpenBiddingCommand>): void {
    const wording = this.intake.wordingOf(command, command.instrumentCode, 'sell', {});
    const sent = { ...command, priceTicks: command.floorTicks };
    const listed = this.names.instruments.get(command.instrumentCode);
    if (!listed) {
      const unknown = reasonOf('order.unknown-instrument', { instrument: command.instrumentCode });
      this.intake.reject(wording, sent, unknown);
      return;
    }
    const early = this.#judgeOpening(command, listed);
    if (early) {
      this.intake.reject(wording, sent, early);
      return;
    }
    const ticket = this.#ticketOf(command, listed.market, SELL, command.floorTicks);
    const accepted = this.intake.submit(wording, sent, listed, ticket, () =>
      this.engine.privateTrades.enterBidding(ticket, listed.market.settings.blockFromLots),
    );
    if (!accepted) return;
    this.open.set(command.sequence, {
      biddingNumber: command.sequence,
      instrumentCode: command.instrumentCode,
      floorTicks: command.floorTicks,
      capTicks: command.capTicks,
      pricing: command.pricing,
      bids: [],
    });
  }

  placeBid(command: Numbered<PlaceBidCommand>): void {
    const bidding = this.open.get(command.biddingNumber);
    const wording = this.intake.wordingOf(command, bidding?.instrumentCode ?? '', 'buy', {});
    if (!bidding) {
      this.intake.reject(wording, command, reasonOf('bidding.not-open'));
      return;
    }
    const early = this.#judgeBid(command, bidding);
    if (early) {
      this.intake.reject(wording, command, early);
      return;
    }
    const listed = this.names.instrument(bidding.instrumentCode);
    const ticket = this.#ticketOf(command, listed.market, BUY, command.priceTicks);
    const accepted = this.intake.submit(wording, command, listed, ticket, () =>
      this.engine.privateTrades.enterBidding(ticket, 1),
    );
    if (accepted) bidding.bids.push(command.sequence);
  }

  /** Awards the lot and ends the bidding. */
  close(biddingNumber: number): Reason | null {
    const bidding = this.open.get(biddingNumber);
    if (!bidding) return reasonOf('bidding.not-open');
    const closed = judgeHours(this.names.instrument(bidding.instrumentCode));
    if (closed) return closed;
    const { pool } = this.engine.tables;
    const { privateTrades } = this.engine;
    const bids = bidding.bids.map((orderNumber) => ({
      orderNumber,
      priceTicks: pool.priceOf(pool.index.slotOf(orderNumber)),
      lots: this.#leavesOf(orderNumber),
    }));
    const { awards } = clearBidding(this.#leavesOf(biddingNumber), bidding.pricing, bids);
    for (const { orderNumber, priceTicks, lots } of awards)
      privateTrades.awardBid(biddingNumber, orderNumber, priceTicks, lots);
    this.#end(bidding, 'order.bidding-not-won', 'order.bidding-not-sold');
    return null;
  }

  /** The floor and the cap belong to the band of a day: what is not closed by its end is over. */
  endDay(): void {
    for (const bidding of this.open.values())
      this.#end(bidding, 'order.bidding-day-over', 'order.bidding-day-over');
  }

  /** After orders were cancelled: a bidding without its lot is over, and a bid that was taken back is off its list. */
  followCancels(): void {
    for (const bidding of this.open.values())
      if (this.#leavesOf(bidding.biddingNumber) === 0)
        this.#end(bidding, 'order.bidding-withdrawn', 'order.bidding-withdrawn');
      else bidding.bids = bidding.bids.filter((orderNumber) => this.#leavesOf(orderNumber) > 0);
  }

  /** What is still open of the bids and of the lot ends for these causes. */
  #end({ biddingNumber, bids }: Bidding, bidCause: ReasonCode, lotCause: ReasonCode): void {
    const { privateTrades } = this.engine;
    this.open.delete(biddingNumber);
    for (const orderNumber of bids) privateTrades.endBidding(orderNumber, bidCause);
    privateTrades.endBidding(biddingNumber, lotCause);
  }

  #ticketOf(
    command: Numbered<OpenBiddingCommand | PlaceBidCommand>,
    market: Market,
    side: SideCode,
    priceTicks: number,
  ): OrderTicket {
    const ticket = this.intake.plainTicket(command, command.quantityLots);
    ticket.market = market.handle;
    ticket.side = side;
    ticket.priceTicks = priceTicks;
    return ticket;
  }

  #leavesOf(orderNumber: number): number {
    const { pool } = this.engine.tables;
    const slot = pool.index.slotOf(orderNumber);
    return slot === NO_SLOT ? 0 : pool.leavesOf(slot);
  }

  #judgeOpening(command: OpenBiddingCommand, listed: ListedInstrument): Reason | null {
    const { floorTicks, capTicks } = command;
    const closed = judgeHours(listed);
    if (closed) return closed;
    const { bandLowTicks, bandHighTicks } = listed.market;
    const ordered =
      Number.isSafeInteger(floorTicks) &&
      Number.isSafeInteger(capTicks) &&
      floorTicks > 0 &&
      floorTicks <= capTicks;
    const { measures, instrumentCode } = listed.terms;
    const given = { floor: priceText(floorTicks, measures), cap: priceText(capTicks, measures) };
    if (!ordered || floorTicks < bandLowTicks || capTicks > bandHighTicks)
      return reasonOf('bidding.range', {
        ...given,
        low: priceText(bandLowTicks, measures),
        high: priceText(bandHighTicks, measures),
      });
    const prescribed = prescribedRange(listed);
    if (prescribed && !(prescribed.floors.includes(floorTicks) && prescribed.capTicks === capTicks)) {
      const [close, lowest] = prescribed.floors;
      return reasonOf('bidding.prescribed-range', {
        ...given,
        instrument: instrumentCode,
        close: priceText(close, measures),
        lowest: priceText(lowest, measures),
        highest: priceText(prescribed.capTicks, measures),
      });
    }
    return refusalOf(command.eligibility);
  }

  #judgeBid(command: PlaceBidCommand, bidding: Bidding): Reason | null {
    const { tables } = this.engine;
    const seller = tables.accountOf(tables.pool.index.slotOf(bidding.biddingNumber));
    if (seller === this.names.accountOf(command.participantCode)) return reasonOf('bidding.own');
    const closed = judgeHours(this.names.instrument(bidding.instrumentCode));
    if (closed) return closed;
    const { floorTicks, capTicks } = bidding;
    const { measures } = this.names.instrument(bidding.instrumentCode).terms;
    if (!(command.priceTicks >= floorTicks && command.priceTicks <= capTicks))
      return reasonOf('bidding.outside-range', {
        price: priceText(command.priceTicks, measures),
        low: priceText(floorTicks, measures),
        high: priceText(capTicks, measures),
      });
    return refusalOf(command.eligibility);
  }
}

/** The two floors and the cap that the rules of a market leave; null: any inside the band. */
function prescribedRange({ terms, market }: ListedInstrument) {
  const rules = terms.tradingDay ? LARGE_LOT_RULES[terms.tradingDay] : undefined;
  if (!rules) return null;
  const { referenceTicks } = market;
  const { lowTicks } = priceBand(referenceTicks, rules.biddingFloorBasisPoints);
  const { highTicks } = priceBand(referenceTicks, rules.biddingCapBasisPoints);
  return { floors: [referenceTicks, lowTicks] as const, capTicks: highTicks };
}

/** I15: nothing is offered, bid for or awarded while the market does not trade. */
function judgeHours({ market, terms }: ListedInstrument): Reason | null {
  if (market.matches) return null;
  return market.phase === 'suspended'
    ? reasonOf('order.market-suspended', { instrument: terms.instrumentCode })
    : reasonOf('order.market-closed');
}
