import {
  type CoreEvent,
  type ExecutionReport,
  FastBook,
  MAX_PRICE_TICKS,
  NaiveBook,
  type PriceBand,
  type Reason,
  stateHash,
  type VenueCommandBody,
  VenueCore,
  type VenueLimits,
} from '../core';
import type { StreamId } from '../ids';
import type { Measure } from '../measure';
import { AccountNames } from './account-names';
import type {
  AmendCommand,
  CancelCommand,
  MatchCommand,
  PlaceCommand,
  PreventionMode,
} from './match-command';

export type BookChoice = 'fast' | 'naive';

export interface MatchOptions {
  readonly tick: Measure;
  readonly lot: Measure;
  readonly prevention: PreventionMode;
  readonly band: PriceBand | null;
  readonly book: BookChoice;
}

/** The stream has one instrument and no clock. */
const INSTRUMENT = 'this book';
const DATE = '2000-01-01';
/** Owner of nothing: cancels of orders that are not there name it. */
const NOBODY = '';

const MOST_OPEN_ORDERS = 4_194_304;
const LIMITS: VenueLimits = {
  instruments: 1,
  participants: 2 * MOST_OPEN_ORDERS,
  openOrders: MOST_OPEN_ORDERS,
  openOrdersPerParticipant: MOST_OPEN_ORDERS,
  levelsPerBook: MOST_OPEN_ORDERS,
};

const ANYBODY = { allowed: true, limitLots: null, limitReason: null } as const;

interface OpenOrder {
  readonly id: StreamId;
  readonly participantCode: string;
  /** of the cancelled lots, how many were told */
  toldLots: number;
}

/** One book and its orders by the ids of the stream: takes commands, tells what happens as lines of JSON. */
export class MatchSession {
  readonly #core: VenueCore;
  readonly #accounts = new AccountNames();
  /** open orders and the one that is being worked on, by number */
  readonly #orders = new Map<number, OpenOrder>();
  /** numbers of open orders by id */
  readonly #numbers = new Map<string, number>();

  constructor(
    private readonly options: MatchOptions,
    private readonly tell: (line: string) => void,
  ) {
    const { book, band, tick, lot } = options;
    this.#core = new VenueCore(DATE, {
      ample: true,
      limits: LIMITS,
      makeBook: (pool) => (book === 'naive' ? new NaiveBook(pool) : new FastBook(pool)),
    });
    this.#apply({
      type: 'list-instrument',
      terms: {
        instrumentCode: INSTRUMENT,
        family: '',
        referencePriceTicks: band?.lowTicks ?? 1,
        priceBandBasisPoints: null,
        ...(band && { fixedBand: band }),
        // values are counted in ticks × lots
        centsPerTickLot: 1,
        measures: {
          code: INSTRUMENT,
          unit: { en: 'units', zh: '单位' },
          tickSize: tick.size,
          lotSize: lot.size,
        },
      },
    });
    this.#apply({ type: 'set-phase', phase: 'open' });
  }

  take(command: MatchCommand): void {
    switch (command.op) {
      case 'limit':
      case 'market':
        this.#place(command);
        return;
      case 'cancel':
        this.#cancel(command);
        return;
      case 'amend':
        this.#amend(command);
    }
  }

  /** The last line: what rests, best first, and the state as a hash. */
  *bookLine(): Generator<string> {
    yield '{"type":"book","bids":[';
    yield* this.#levels('buy');
    yield '],"asks":[';
    yield* this.#levels('sell');
    yield `],"stateHash":"${stateHash(this.#core)}"}\n`;
  }

  *#levels(side: 'buy' | 'sell'): Generator<string> {
    const { tick, lot } = this.options;
    let separator = '';
    for (const level of this.#core.levels(INSTRUMENT, side, Number.POSITIVE_INFINITY)) {
      yield `${separator}[${tick.write(level.priceTicks)},${lot.write(level.quantityLots)}]`;
      separator = ',';
    }
  }

  #place(command: PlaceCommand): void {
    const { id } = command;
    if (this.#numbers.has(id.key)) {
      this.#reject(id, 'order.duplicate-id', 'an open order has this id; give every order an id of its own');
      return;
    }
    const participantCode = this.#accounts.take(command.account);
    const number = this.#core.commandSequence + 1;
    this.#orders.set(number, { id, participantCode, toldLots: 0 });
    this.#apply({
      type: 'place-order',
      participantCode,
      actorId: NOBODY,
      actorKind: 'person',
      clientOrderId: id.json,
      instrumentCode: INSTRUMENT,
      side: command.side,
      orderType: command.op,
      priceTicks: this.#limitOf(command),
      quantityLots: command.quantityLots,
      // without a clock no day ends
      timeInForce:
        command.timeInForce === 'DAY' || command.timeInForce === 'GTD' ? 'GTC' : command.timeInForce,
      selfTradePrevention: command.prevention ?? this.options.prevention,
      eligibility: ANYBODY,
      postOnly: command.postOnly,
      displayLots: command.displayLots,
      minimumLots: command.minimumLots,
      stopTicks: command.stopTicks,
    });
    if (this.#orders.has(number)) this.#numbers.set(id.key, number);
  }

  /** With ample funds a market order goes to the end of the band, or as far as its value can be counted. */
  #limitOf({ op, side, priceTicks, quantityLots }: PlaceCommand): number | null {
    if (op === 'limit' || priceTicks !== null || quantityLots <= 0) return priceTicks;
    const { lowTicks, highTicks } = this.options.band ?? { lowTicks: 1, highTicks: MAX_PRICE_TICKS };
    const countableTicks = Math.floor(Number.MAX_SAFE_INTEGER / quantityLots);
    return side === 'sell' ? lowTicks : Math.max(lowTicks, Math.min(highTicks, countableTicks));
  }

  #cancel(command: CancelCommand): void {
    const refusal = this.#apply({ type: 'cancel-order', ...this.#orderOf(command) });
    if (refusal) this.#refuse(command.id, refusal);
  }

  /** Which order is meant, and who wants something of it: its owner, unless the command says somebody else. */
  #orderOf({ id, account }: CancelCommand | AmendCommand) {
    const orderNumber = this.#numbers.get(id.key) ?? 0;
    const owner = this.#orders.get(orderNumber)?.participantCode ?? NOBODY;
    return { orderNumber, participantCode: account === null ? owner : this.#accounts.take(account) };
  }

  #amend(command: AmendCommand): void {
    const { id, priceTicks, leavesLots, stopTicks } = command;
    const refusal = this.#apply({
      type: 'amend-order',
      ...this.#orderOf(command),
      priceTicks,
      leavesLots,
      stopTicks,
      eligibility: ANYBODY,
    });
    if (refusal) this.#refuse(id, refusal);
  }

  #apply(body: VenueCommandBody): Reason | null {
    const { events, refusal } = this.#core.apply({ ...body, sequence: this.#core.commandSequence + 1 });
    for (const event of events) this.#report(event);
    return refusal;
  }

  #report(event: CoreEvent): void {
    if (event.type === 'order') this.#reportOrder(event.order);
    else if (event.type === 'trade') {
      const { tick, lot } = this.options;
      const { buyOrderNumber, sellOrderNumber, aggressorSide, priceTicks, quantityLots } = event.trade;
      const buy = this.#orders.get(buyOrderNumber)?.id.json;
      const sell = this.#orders.get(sellOrderNumber)?.id.json;
      const [maker, taker] = aggressorSide === 'buy' ? [sell, buy] : [buy, sell];
      this.tell(
        `{"type":"trade","maker":${maker},"taker":${taker},"price":${tick.write(priceTicks)},"qty":${lot.write(quantityLots)}}\n`,
      );
    }
  }

  #reportOrder(report: ExecutionReport): void {
    const { orderNumber, cancelledLots, reason, status } = report;
    const order = this.#orders.get(orderNumber);
    if (!order) return;
    if (status === 'rejected') {
      if (reason) this.#refuse(order.id, reason);
    } else if (cancelledLots > order.toldLots) {
      const quantity = this.options.lot.write(cancelledLots - order.toldLots);
      order.toldLots = cancelledLots;
      this.tell(
        `{"type":"cancelled","id":${order.id.json},"qty":${quantity},"reason":${JSON.stringify(reason?.code)}}\n`,
      );
    }
    if (report.leavesLots > 0) return;
    this.#orders.delete(orderNumber);
    if (this.#numbers.get(order.id.key) === orderNumber) this.#numbers.delete(order.id.key);
    this.#accounts.giveBack(order.participantCode);
  }

  #refuse(id: StreamId, { code, text, remedy }: Reason): void {
    this.#reject(id, code, `${text.en}; ${remedy.en}`);
  }

  #reject(id: StreamId, code: string, detail: string): void {
    this.tell(
      `{"type":"rejected","id":${id.json},"code":${JSON.stringify(code)},"detail":${JSON.stringify(detail)}}\n`,
    );
  }
}
