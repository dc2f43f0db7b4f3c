import { checkVenue, stateHash, type VenueCommand, VenueCore } from '../../../src/order-matching/core';
import { FastBook } from '../../../src/order-matching/core/book/fast-book';
import { NaiveBook } from '../../../src/order-matching/core/book/naive-book';
import { FIRST_DATE } from './flow';
import type { FlowPlan } from './flow-plan';
import type { Trial } from './flow-run';
import { firstDifference, sameValue } from './same-value';

/** The state is compared after so many commands and at the end, the events after every command. */
const HASHED_EVERY = 64;

/**
 * One venue on the fast book with every shortcut, and one on the obvious book that takes the general way only: the same
 * events, the same state, whatever comes.
 */
export class TwoBooks implements Trial {
  readonly #fast: VenueCore;
  readonly #naive: VenueCore;

  constructor({ limits, ample }: FlowPlan) {
    this.#fast = new VenueCore(FIRST_DATE, { limits, ample, makeBook: (pool) => new FastBook(pool) });
    this.#naive = new VenueCore(FIRST_DATE, {
      limits,
      ample,
      makeBook: (pool) => new NaiveBook(pool),
      shortcuts: false,
    });
  }

  apply(command: VenueCommand): void {
    const fast = this.#fast.apply(command);
    const naive = this.#naive.apply(command);
    if (!sameValue(fast.refusal, naive.refusal)) throw new Error('the books refuse for different reasons');
    if (!sameValue(fast.events, naive.events)) {
      const [place, ours, theirs] = firstDifference(fast.events, naive.events);
      throw new Error(
        `events differ${place}\n  fast:  ${JSON.stringify(ours)}\n  naive: ${JSON.stringify(theirs)}`,
      );
    }
    if (command.sequence % HASHED_EVERY === 0) this.#compareStates();
  }

  finish(): void {
    this.#compareStates();
    for (const venue of [this.#fast, this.#naive])
      for (const { holds, invariant, detail } of checkVenue(venue))
        if (!holds) throw new Error(`${invariant}: ${detail}`);
  }

  #compareStates(): void {
    const [fast, naive] = [stateHash(this.#fast), stateHash(this.#naive)];
    if (fast !== naive) throw new Error(`state hashes differ: fast ${fast}, naive ${naive}`);
  }
}
