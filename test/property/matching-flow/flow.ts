import type { MarketPhase, VenueCommand, VenueCommandBody } from '../../../src/order-matching/core';
import { FIRST_DAY, FlowChoices } from './flow-choices';
import { acceptBlock, closeBidding, openBidding, placeBid, proposeBlock, takeListing } from './flow-models';
import { amendOrder, cancelOrder, placeOrder, SIDES } from './flow-orders';
import type { CommandKind, FlowPlan } from './flow-plan';
import { between, pick, type Source, weighted } from './random-source';

const PHASES: Readonly<Record<MarketPhase | 'open', number>> = {
  'call-auction': 4,
  continuous: 3,
  'pre-open': 2,
  'closing-auction': 2,
  'volatility-halt': 2,
  closed: 1,
  suspended: 1,
  open: 1,
};

const NO_DATES = ['2024-02-30', '2023-02-29', '2024-13-01', '2024-1-5', 'tomorrow', ''];
const ODD_AMOUNTS = [0, -1, 1.5, Number.NaN, 2 ** 52, Number.MAX_SAFE_INTEGER];

export const FIRST_DATE = `2024-01-0${FIRST_DAY}`;

/**
 * Commands one after the other. It looks at nothing but its source: the same choices give the same commands, whatever
 * the venue answers, so that a seed names a flow for good.
 */
export class Flow {
  readonly #choices: FlowChoices;

  constructor(
    source: Source,
    private readonly plan: FlowPlan,
  ) {
    this.#choices = new FlowChoices(source, plan);
  }

  /** Instruments, an open venue, and something in every account. */
  opening(): VenueCommand[] {
    const { markets, participants, cashCents, rightsLots } = this.plan;
    const assets = [null, ...markets.map(({ terms }) => terms.instrumentCode)];
    const bodies: VenueCommandBody[] = [
      ...markets.map(({ terms }) => ({ type: 'list-instrument' as const, terms })),
      { type: 'set-phase', phase: 'open' },
      ...participants.flatMap((participantCode) =>
        assets.map((instrumentCode) => ({
          type: 'credit' as const,
          participantCode,
          instrumentCode,
          amount: instrumentCode === null ? cashCents : rightsLots,
        })),
      ),
    ];
    return bodies.map((body) => this.#numbered(body));
  }

  next(): VenueCommand {
    return this.#numbered(this.#body(weighted(this.#choices.source, this.plan.commands)));
  }

  #numbered(body: VenueCommandBody): VenueCommand {
    this.#choices.sequence += 1;
    return { ...body, sequence: this.#choices.sequence };
  }

  #body(kind: CommandKind): VenueCommandBody {
    const choices = this.#choices;
    switch (kind) {
      case 'place':
        return placeOrder(choices);
      case 'amend':
        return amendOrder(choices);
      case 'cancel':
        return cancelOrder(choices);
      case 'take':
        return takeListing(choices);
      case 'propose':
        return proposeBlock(choices);
      case 'accept':
        return acceptBlock(choices);
      case 'open-bidding':
        return openBidding(choices);
      case 'bid':
        return placeBid(choices);
      case 'close-bidding':
        return closeBidding(choices);
      default:
        return this.#ofVenue(kind);
    }
  }

  #ofVenue(kind: CommandKind): VenueCommandBody {
    const choices = this.#choices;
    const { source } = choices;
    const instrumentCode = choices.instrumentCode(choices.market());
    switch (kind) {
      case 'cancel-all':
        return {
          type: 'cancel-all',
          participantCode: choices.chance(20) ? null : choices.participant(),
          instrumentCode: choices.chance(50) ? instrumentCode : null,
          side: choices.chance(50) ? pick(source, SIDES) : null,
        };
      case 'phase':
        return {
          type: 'set-phase',
          phase: weighted(source, PHASES),
          instrumentCode: choices.chance(10) ? null : instrumentCode,
          cancels: !choices.chance(25),
        };
      case 'clock':
        return { type: 'advance-clock', secondOfDay: choices.nextSecond() };
      case 'day':
        return { type: 'start-day', date: choices.chance(2) ? pick(source, NO_DATES) : choices.nextDay() };
      case 'confirm': {
        const from = 1 + source.below(choices.number);
        const tradeSequences = Array.from({ length: 1 + source.below(40) }, (_, at) => from + at);
        return { type: 'confirm-settlement', tradeSequences };
      }
      case 'transfer':
        return {
          type: pick(source, ['credit', 'debit']),
          participantCode: choices.chance(5) ? 'NEWCOMER' : choices.participant(),
          instrumentCode: choices.chance(50) ? instrumentCode : null,
          amount: choices.chance(10) ? pick(source, ODD_AMOUNTS) : between(source, 1, 2_000),
        };
      case 'holding-limit': {
        const limitLots = choices.chance(20) ? (choices.chance(50) ? null : 0) : between(source, 30, 420);
        return {
          type: 'set-holding-limit',
          participantCode: choices.chance(5) ? 'NEWCOMER' : choices.participant(),
          instrumentCode,
          limitLots,
        };
      }
      case 'list': {
        const { terms } = choices.market();
        const code = choices.chance(50) ? 'LATE' : terms.instrumentCode;
        const dynamicBandBasisPoints = choices.chance(30) ? 300 : (terms.dynamicBandBasisPoints ?? null);
        return {
          type: 'list-instrument',
          terms: { ...terms, instrumentCode: code, dynamicBandBasisPoints },
        };
      }
      default:
        return { type: 'set-phase', phase: 'continuous', instrumentCode };
    }
  }
}
