import type { InstrumentMeasures } from '../../src/kernel';
import {
  type AccountPicture,
  type CommandOutcome,
  checkVenue,
  type ExecutionReport,
  type InstrumentTerms,
  type PlaceOrderCommand,
  type Reason,
  stateHash,
  type VenueCommandBody,
  VenueCore,
} from '../../src/order-matching/core';
import { NaiveBook } from '../../src/order-matching/core/book/naive-book';
import { VENUE_LIMITS, type VenueLimits } from '../../src/order-matching/core/limits';

const measures: InstrumentMeasures = {
  code: 'CEA',
  unit: { en: 't', zh: '吨' },
  lotSize: '1',
  tickSize: '0.01',
};

/** 90 … 110 ticks around 100; a tick of a lot is a cent. */
export const CARBON: InstrumentTerms = {
  instrumentCode: 'CEA',
  family: 'carbon-credits',
  referencePriceTicks: 100,
  priceBandBasisPoints: 1_000,
  centsPerTickLot: 1,
  measures,
};

/** The national market as its rules stand: listing below 100,000 t, block trades from there, no resale on the day. */
export const NATIONAL_ETS: InstrumentTerms = {
  ...CARBON,
  referencePriceTicks: 5_000,
  model: 'listing',
  blockThresholdLots: 100_000,
  resaleBarredToday: true,
  tradingDay: 'national-ets',
};

export const ALLOWED = { allowed: true, limitLots: null, limitReason: null } as const;
export const TRADERS = ['ANNA', 'BERT', 'CARA', 'DORA'] as const;

export interface TradingVenueOptions {
  readonly instruments?: readonly InstrumentTerms[];
  readonly limits?: Partial<VenueLimits>;
  readonly ample?: boolean;
  readonly isClosed?: boolean;
  readonly traders?: readonly string[];
  readonly cashCents?: number;
  readonly rightsLots?: number;
}

/** What a command led to, with the parts that tests ask for. */
export interface Answer {
  readonly events: CommandOutcome['events'];
  readonly refusal: Reason | null;
  /** of the command, and of its order */
  readonly number: number;
  /** the last report of the command's own order */
  readonly order: ExecutionReport | undefined;
  /** why the command, or its order, was refused or ended */
  readonly code: string | null;
  /** buyer, seller, price, lots */
  readonly trades: readonly (readonly [string, string, number, number])[];
  /** number, status, leaves and code of every report in order */
  readonly reports: readonly (readonly [number, string, number, string | null])[];
}

type Change = Partial<PlaceOrderCommand>;
type Amendment = { readonly priceTicks?: number; readonly leavesLots?: number; readonly stopTicks?: number };

/**
 * A venue for tests. Every command goes to a second venue with the naive book, too: events and state must be the same,
 * all invariants must hold, and no sentence may have a gap, whatever the test itself looks at.
 */
export class TradingVenue {
  readonly core: VenueCore;
  readonly #twin: VenueCore;
  readonly commands: VenueCommandBody[] = [];

  constructor(options: TradingVenueOptions = {}) {
    const limits = { ...VENUE_LIMITS, ...options.limits };
    const ample = options.ample ?? false;
    this.core = new VenueCore('2024-01-02', { limits, ample });
    this.#twin = new VenueCore('2024-01-02', {
      limits,
      ample,
      makeBook: (pool) => new NaiveBook(pool),
      shortcuts: false,
    });
    for (const body of openingOf(options)) this.#apply(body);
    this.#check();
  }

  send(body: VenueCommandBody): Answer {
    const number = this.core.commandSequence + 1;
    const outcome = this.#apply(body);
    this.#check();
    return answerOf(number, outcome);
  }

  #apply(body: VenueCommandBody): CommandOutcome {
    const command = { ...body, sequence: this.core.commandSequence + 1 };
    this.commands.push(body);
    const outcome = this.core.apply(command);
    expect(JSON.stringify(this.#twin.apply(command))).toBe(JSON.stringify(outcome));
    return outcome;
  }

  #check(): void {
    expect(stateHash(this.#twin)).toBe(stateHash(this.core));
    for (const core of [this.core, this.#twin])
      expect(checkVenue(core).filter(({ holds }) => !holds)).toEqual([]);
  }

  place(
    participantCode: string,
    side: 'buy' | 'sell',
    lots: number,
    price: number | null,
    more: Change = {},
  ): Answer {
    return this.send({
      type: 'place-order',
      participantCode,
      actorId: 'seat-1',
      actorKind: 'person',
      clientOrderId: `order of ${participantCode}`,
      instrumentCode: 'CEA',
      side,
      orderType: price === null ? 'market' : 'limit',
      priceTicks: price,
      quantityLots: lots,
      timeInForce: 'GTC',
      selfTradePrevention: 'cancel-aggressor',
      eligibility: ALLOWED,
      ...more,
    });
  }

  buy(participantCode: string, lots: number, price: number | null, more: Change = {}): Answer {
    return this.place(participantCode, 'buy', lots, price, more);
  }

  sell(participantCode: string, lots: number, price: number | null, more: Change = {}): Answer {
    return this.place(participantCode, 'sell', lots, price, more);
  }

  amend(
    participantCode: string,
    orderNumber: number,
    { priceTicks, leavesLots, stopTicks }: Amendment,
  ): Answer {
    return this.send({
      type: 'amend-order',
      participantCode,
      orderNumber,
      priceTicks: priceTicks ?? null,
      leavesLots: leavesLots ?? null,
      stopTicks: stopTicks ?? null,
      eligibility: ALLOWED,
    });
  }

  cancel(participantCode: string, orderNumber: number): Answer {
    return this.send({ type: 'cancel-order', participantCode, orderNumber });
  }

  credit(participantCode: string, instrumentCode: string | null, amount: number): Answer {
    return this.send({ type: 'credit', participantCode, instrumentCode, amount });
  }

  phase(phase: Extract<VenueCommandBody, { type: 'set-phase' }>['phase'], cancels = true): Answer {
    return this.send({ type: 'set-phase', phase, instrumentCode: 'CEA', cancels });
  }

  /** @param time `9:15` or `9:15:30` */
  clock(time: string): Answer {
    const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
    return this.send({ type: 'advance-clock', secondOfDay: hours * 3_600 + minutes * 60 + seconds });
  }

  day(date: string): Answer {
    return this.send({ type: 'start-day', date });
  }

  /** Delivers every trade. */
  settle(): Answer {
    return this.send({ type: 'confirm-settlement', tradeSequences: this.core.unsettledTrades() });
  }

  account(participantCode: string): AccountPicture {
    const account = this.core.account(participantCode);
    if (!account) throw new Error(`${participantCode} has no account`);
    return account;
  }

  rights(participantCode: string, instrumentCode = 'CEA'): AccountPicture['rights'][number] {
    const held = this.account(participantCode).rights.find((one) => one.instrumentCode === instrumentCode);
    if (!held) throw new Error(`${participantCode} has no position in ${instrumentCode}`);
    return held;
  }

  /** `[price, lots, orders]`, best first. */
  levels(side: 'buy' | 'sell', instrumentCode = 'CEA'): (readonly [number, number, number])[] {
    return this.core
      .levels(instrumentCode, side, 100)
      .map((level) => [level.priceTicks, level.quantityLots, level.orderCount]);
  }

  /** Open orders as `[number, leaves]`. */
  open(): (readonly [number, number])[] {
    return this.core.openOrders().map((order) => [order.orderNumber, order.leavesLots]);
  }

  market(instrumentCode = 'CEA') {
    return this.core.picture(instrumentCode, 0);
  }

  get hash(): string {
    return stateHash(this.core);
  }
}

function openingOf(options: TradingVenueOptions): VenueCommandBody[] {
  const { instruments = [CARBON], traders = TRADERS, cashCents = 1_000_000, rightsLots = 1_000 } = options;
  const credits = (participantCode: string): VenueCommandBody[] => [
    { type: 'credit', participantCode, instrumentCode: null, amount: cashCents },
    ...instruments.map(
      ({ instrumentCode }): VenueCommandBody => ({
        type: 'credit',
        participantCode,
        instrumentCode,
        amount: rightsLots,
      }),
    ),
  ];
  return [
    ...instruments.map((terms): VenueCommandBody => ({ type: 'list-instrument', terms })),
    ...(options.isClosed ? [] : [{ type: 'set-phase', phase: 'open' } as const]),
    ...(options.ample ? [] : traders.flatMap(credits)),
  ];
}

function answerOf(number: number, { events, refusal }: CommandOutcome): Answer {
  const orders = events.flatMap((event) => (event.type === 'order' ? [event.order] : []));
  for (const { reason, ...order } of orders) {
    expect(order.cumulativeLots + order.leavesLots + order.cancelledLots).toBe(order.quantityLots);
    if (reason) expectWholeSentences(reason);
  }
  if (refusal) expectWholeSentences(refusal);
  const order = orders.filter(({ orderNumber }) => orderNumber === number).at(-1);
  return {
    events,
    refusal,
    number,
    order,
    code: refusal?.code ?? order?.reason?.code ?? null,
    trades: events.flatMap((event) =>
      event.type === 'trade'
        ? [[event.trade.buyerCode, event.trade.sellerCode, event.trade.priceTicks, event.trade.quantityLots]]
        : [],
    ),
    reports: orders.map(({ orderNumber, status, leavesLots, reason }) => [
      orderNumber,
      status,
      leavesLots,
      reason?.code ?? null,
    ]),
  };
}

/** Both languages, nothing left to fill in, and what cannot be a number of the market's own. */
export function expectWholeSentences({ code, text, remedy }: Reason): void {
  expect(code).toMatch(/^[a-z]+(\.[a-z]+(-[a-z]+)*)$/);
  for (const sentence of [text, remedy]) {
    expect(sentence.en).toMatch(/[a-z]/);
    expect(sentence.zh).toMatch(/\p{Script=Han}/u);
    for (const words of [sentence.en, sentence.zh])
      expect(words).not.toMatch(/[{}]|undefined|NaN|Infinity|\[object/);
  }
}
