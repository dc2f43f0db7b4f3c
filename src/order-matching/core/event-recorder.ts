import type { CoreEvent, CoreEventBody } from './events';
import type { Side } from './order-book';
import type { TradingAccount } from './trading-account';
import type { VenueState } from './venue-state';

interface TouchedLevel {
  readonly instrumentCode: string;
  readonly side: Side;
  readonly priceTicks: number;
}

/**
 * Collects and numbers the events of one command. Levels and accounts that the command touched are reported once, at
 * its end, in the order of first touch.
 */
export class EventRecorder {
  #events: CoreEvent[] = [];
  readonly #levels = new Map<string, TouchedLevel>();
  readonly #accounts = new Set<TradingAccount>();

  constructor(private readonly state: VenueState) {}

  record(body: CoreEventBody): void {
    this.state.eventSequence += 1;
    this.#events.push({ ...body, sequence: this.state.eventSequence });
  }

  touchLevel(instrumentCode: string, side: Side, priceTicks: number): void {
    const key = `${instrumentCode} ${side} ${priceTicks}`;
    if (!this.#levels.has(key)) this.#levels.set(key, { instrumentCode, side, priceTicks });
  }

  touchAccount(account: TradingAccount): void {
    this.#accounts.add(account);
  }

  /** Ends the command: what it touched is reported, and the recorder is empty again. */
  finish(): readonly CoreEvent[] {
    for (const { instrumentCode, side, priceTicks } of this.#levels.values()) {
      const level = this.state.instruments.get(instrumentCode)?.book.level(side, priceTicks);
      this.record({
        type: 'level',
        instrumentCode,
        side,
        priceTicks,
        quantityLots: level?.quantityLots ?? 0,
        orderCount: level?.orderCount ?? 0,
      });
    }
    for (const account of this.#accounts) this.record({ type: 'account', account: account.picture() });
    this.#levels.clear();
    this.#accounts.clear();
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
