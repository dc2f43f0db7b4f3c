import { Injectable, Logger } from '@nestjs/common';
import { VenueEvents } from './order-matching.contract';
import type { VenueEvent } from './venue-views';

type Listener = (events: readonly VenueEvent[]) => void;

/** Hands every committed batch to whoever listens in this process. */
@Injectable()
export class VenueEventsService extends VenueEvents {
  readonly #logger = new Logger('venue events');
  readonly #listeners = new Set<Listener>();

  subscribe(listener: Listener): () => void {
    // a wrapper of its own, so that one function may listen twice and each subscription ends alone
    const own: Listener = (events) => listener(events);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  /** A listener that fails harms neither the venue nor the others. */
  publish(events: readonly VenueEvent[]): void {
    if (events.length === 0) return;
    for (const listener of this.#listeners) {
      try {
        listener(events);
      } catch (error) {
        this.#logger.error(error, 'a listener of venue events failed');
      }
    }
  }
}
