import type { Eligibility, Side } from '../../../src/order-matching/core';
import type { FlowPlan, MarketPlan } from './flow-plan';
import { between, chance, pick, type Source } from './random-source';

const ODD_NUMBERS = [0, -1, 2.5, 2 ** 31, 2 ** 53];
export const FIRST_DAY = 2;
const LAST_DAY = 28;
/** Shortly before the first market opens. */
const MORNING = 33_000;

const REFUSED = {
  code: 'family.refused',
  text: { en: 'refused', zh: '不允许' },
  remedy: { en: 'none', zh: '无' },
};

/** An order of the flow that may rest in a book, whatever became of it. */
export interface Remembered {
  readonly number: number;
  readonly owner: string;
  readonly market: MarketPlan;
  readonly side: Side;
  readonly isStop: boolean;
  /** visible part of an iceberg */
  readonly displayLots: number | null;
}

/** What all commands of a flow choose from: its plan, its calendar, and its own earlier commands. */
export class FlowChoices {
  sequence = 0;
  #day = FIRST_DAY;
  #second = MORNING;
  #orders: Remembered[] = [];
  readonly proposals: { readonly number: number; readonly counterparty: string }[] = [];
  readonly biddings: number[] = [];

  constructor(
    readonly source: Source,
    readonly plan: FlowPlan,
  ) {}

  /** The number of the command that is being made. */
  get number(): number {
    return this.sequence + 1;
  }

  chance(percent: number): boolean {
    return chance(this.source, percent);
  }

  /** Most of what happens, happens in the first market. */
  market(): MarketPlan {
    const { markets } = this.plan;
    return pick(this.source, [...markets.slice(0, 1), ...markets.slice(0, 1), ...markets]);
  }

  instrumentCode(market: MarketPlan): string {
    return this.chance(1) ? 'UNKNOWN' : market.terms.instrumentCode;
  }

  participant(): string {
    return pick(this.source, this.plan.participants);
  }

  origin(participantCode: string) {
    const eligibility = this.eligibility();
    return { participantCode, actorId: 'seat', actorKind: 'bot' as const, clientOrderId: 'c', eligibility };
  }

  eligibility(): Eligibility {
    const { source } = this;
    if (chance(source, 1)) return { allowed: false, reason: REFUSED };
    if (!chance(source, 3)) return { allowed: true, limitLots: null, limitReason: null };
    const limitReason = chance(source, 50) ? REFUSED : null;
    return { allowed: true, limitLots: between(source, 20, 90), limitReason };
  }

  /** Now and then a number that no sensible client sends. */
  maybeOdd(value: number): number {
    const { source, plan } = this;
    return chance(source, 1) && chance(source, plan.oddInAHundredth) ? pick(source, ODD_NUMBERS) : value;
  }

  remember(order: Remembered): void {
    this.#orders.push(order);
  }

  forget(number: number): void {
    this.#orders = this.#orders.filter((one) => one.number !== number);
  }

  /** An order that may still be open. */
  recent(model?: 'listing'): Remembered {
    const { source } = this;
    const orders = model ? this.#orders.filter(({ market }) => market.terms.model === model) : this.#orders;
    const last = orders.slice(chance(source, 30) ? -60 : -10);
    if (last.length > 0) return pick(source, last);
    const [owner, market] = [this.participant(), this.market()];
    return { number: 1, owner, market, side: 'buy', isStop: false, displayLots: null };
  }

  date(daysLater: number): string {
    return `2024-01-${String(Math.max(1, this.#day + daysLater)).padStart(2, '0')}`;
  }

  nextDay(): string {
    const { source } = this;
    if (chance(source, 5)) return this.date(-1);
    const days = Math.min(source.below(3), LAST_DAY - this.#day);
    this.#day += days;
    if (days > 0) this.#second = MORNING;
    return this.date(0);
  }

  nextSecond(): number {
    const { source } = this;
    if (chance(source, 3)) return source.below(90_000);
    // whole minutes meet the ends of halts to the second
    const some = chance(source, 60) ? 60 * source.below(6) : source.below(chance(source, 30) ? 9_000 : 500);
    this.#second = Math.min(86_399, this.#second + some);
    return this.#second;
  }
}
