import { assert } from '../kernel';
import type {
  CommandOutcome,
  CoreEvent,
  ExecutionReport,
  InstrumentTerms,
  OrderCommand,
  VenueCommandBody,
  VenueCore,
  VenueTrade,
} from './core';
import { type JournalEntry, journalEntry } from './journal-chain';
import { requestOf } from './order-repetition';
import type { NewOrder, RecordedAuction, VenueWrites } from './persistence/venue-writes';

interface Placed {
  readonly command: OrderCommand;
  readonly acknowledged: ExecutionReport;
}

/** Commands that are applied together and then recorded in one transaction; until that is done nobody may see their effect. */
export class VenueBatch {
  readonly events: CoreEvent[] = [];
  readonly #expectedCommandSequence: number;
  readonly #placed = new Map<number, Placed>();
  readonly #orders = new Map<number, ExecutionReport>();
  readonly #trades: VenueTrade[] = [];
  readonly #auctions: RecordedAuction[] = [];
  readonly #confirmedTrades: number[] = [];
  readonly #listed: InstrumentTerms[] = [];
  readonly #journal: JournalEntry[] = [];
  readonly #references = new Map<string, number>();
  /** instruments that are new or changed their phase */
  readonly #phased = new Set<string>();

  /** @param previousHash of the journal up to the last recorded command */
  constructor(
    private readonly core: VenueCore,
    readonly at: Date,
    private readonly previousHash: string,
  ) {
    this.#expectedCommandSequence = core.commandSequence;
  }

  get isEmpty(): boolean {
    return this.#journal.length === 0;
  }

  /** Of the journal with the commands of this batch. */
  get journalHash(): string {
    return this.#journal.at(-1)?.hash ?? this.previousHash;
  }

  apply(body: VenueCommandBody): CommandOutcome {
    const outcome = this.#applied(body);
    this.#journal.push(journalEntry(this.journalHash, this.core.commandSequence, body));
    for (const event of outcome.events) this.#collect(event);
    return outcome;
  }

  /** Whatever a core throws is a defect, also when it looks like a refusal: its state is undefined then. */
  #applied(body: VenueCommandBody): CommandOutcome {
    try {
      return this.core.apply({ ...body, sequence: this.core.commandSequence + 1 });
    } catch (cause) {
      throw new Error(`the venue core failed at ${body.type}`, { cause });
    }
  }

  /** @returns the answer to the owner: the order right after its own command */
  place(command: OrderCommand): ExecutionReport {
    this.apply(command);
    const acknowledged = this.#orders.get(this.core.commandSequence);
    assert(acknowledged, 'a placed order is reported');
    this.#placed.set(acknowledged.orderNumber, { command, acknowledged });
    return acknowledged;
  }

  writes(): VenueWrites {
    const { commandSequence, eventSequence, tradeSequence, phase, date, secondOfDay } = this.core;
    const newOrders: NewOrder[] = [];
    const changedOrders: ExecutionReport[] = [];
    for (const [orderNumber, latest] of this.#orders) {
      const placed = this.#placed.get(orderNumber);
      if (placed) newOrders.push(newOrderOf(placed, latest));
      else changedOrders.push(latest);
    }
    return {
      expectedCommandSequence: this.#expectedCommandSequence,
      journal: this.#journal,
      commandSequence,
      eventSequence,
      tradeSequence,
      phase,
      date,
      secondOfDay,
      listed: this.#listed,
      references: [...this.#references].map(([instrumentCode, referencePriceTicks]) => ({
        instrumentCode,
        referencePriceTicks,
      })),
      marketPhases: [...this.#phased].map((instrumentCode) => {
        const { phase: marketPhase, cancels } = this.core.picture(instrumentCode, 0);
        return { instrumentCode, phase: marketPhase, cancels };
      }),
      newOrders,
      changedOrders,
      trades: this.#trades,
      auctions: this.#auctions,
      confirmedTrades: this.#confirmedTrades,
      at: this.at,
    };
  }

  #collect(event: CoreEvent): void {
    this.events.push(event);
    switch (event.type) {
      case 'order':
        this.#orders.set(event.order.orderNumber, event.order);
        break;
      case 'trade':
        this.#trades.push(event.trade);
        break;
      case 'auction':
        this.#auctions.push({ ...event.auction, eventSequence: event.sequence });
        break;
      case 'settled':
        this.#confirmedTrades.push(event.tradeSequence);
        break;
      case 'instrument':
        this.#listed.push(event.terms);
        this.#phased.add(event.terms.instrumentCode);
        break;
      case 'reference':
        this.#references.set(event.instrumentCode, event.referencePriceTicks);
        break;
      case 'market-phase':
        this.#phased.add(event.instrumentCode);
        break;
      case 'phase':
      case 'day':
      case 'level':
      case 'account':
      case 'indicative':
      case 'large-holder':
        break;
    }
  }
}

const newOrderOf = ({ command, acknowledged }: Placed, latest: ExecutionReport): NewOrder => ({
  actorId: command.actorId,
  request: requestOf(command),
  latest,
  acknowledged,
});
