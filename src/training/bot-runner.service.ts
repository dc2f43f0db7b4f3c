import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Identity } from '../identity';
import { DomainError } from '../kernel';
import { OrderMatching } from '../order-matching';
import { BotDesks } from './bot-desks.service';
import { type BotMarket, BotMarkets, type BotTrader } from './bot-markets.service';
import { seatedParticipants } from './bot-surrender.service';
import { ACTORS_PER_MARKET, type BotWindow, MAX_ASKED_TO_REFILL, MAX_ORDERS_PER_WINDOW } from './bot-window';
import {
  type BotSide,
  type Desk,
  decide,
  isThin,
  type PlaceIntent,
  replenish,
  seededRandom,
  shuffled,
  staleOrders,
} from './core/bots';
import { dayNumber } from './core/calendar';
import { botActorId } from './officers';
import type { SessionRecord } from './sessions.service';
import { TradedVolumes } from './traded-volumes';

/** Windows between two looks at who sits where. */
const SEAT_CHECK_WINDOWS = 4;
/** Simulated days for which a private opinion lasts. */
const OPINION_DAYS = 3;
const MAX_ORDERS_LISTED = 200;

interface Room {
  readonly markets: readonly BotMarket[];
  readonly volumes: TradedVolumes;
  people: ReadonlySet<string>;
  windowsSinceSeatCheck: number;
  /** sides that were refused today: asking again would only be refused again */
  readonly refused: Set<string>;
  date: string;
}

/** Lets the robots of a session act, one after the other, through the contracts that people's requests go through. */
@Injectable()
export class BotRunner {
  readonly #logger = new Logger('Bots');
  readonly #rooms = new Map<string, Room>();
  /** a day that was broken off by a stop begins again: its orders must not pass for those of the first attempt */
  readonly #run = randomBytes(4).toString('hex');

  constructor(
    private readonly botMarkets: BotMarkets,
    private readonly desks: BotDesks,
    private readonly orderMatching: OrderMatching,
    private readonly identity: Identity,
  ) {}

  forget(sessionId: string): void {
    this.#rooms.delete(sessionId);
  }

  /** One window: a few robots of each market look at their desk and act, in an order drawn from the seed. */
  async act(session: SessionRecord, window: BotWindow): Promise<void> {
    const room = await this.#room(session);
    await room.volumes.catchUp();
    let placed = 0;
    for (const { market, trader } of this.#actors(session, window, room)) {
      if (placed >= MAX_ORDERS_PER_WINDOW) return;
      if (await this.#turn(session, window, room, market, trader)) placed += 1;
    }
    for (const market of room.markets)
      for (const side of ['buy', 'sell'] as const) {
        if (placed >= MAX_ORDERS_PER_WINDOW) return;
        if (await this.#refill(session, window, room, market, side)) placed += 1;
      }
  }

  /** One order for a side of the book that is thin, from the first of some robots who can. */
  async #refill(
    session: SessionRecord,
    window: BotWindow,
    room: Room,
    market: BotMarket,
    side: BotSide,
  ): Promise<boolean> {
    const { seed, simulatedDate } = session;
    const instrumentCode = market.instrument.code;
    const key = [simulatedDate, window.index, instrumentCode, side] as const;
    const robots = market.traders.filter(
      ({ participantCode, holder }) =>
        !room.people.has(participantCode) &&
        !room.refused.has(sideKey(participantCode, instrumentCode, side)) &&
        market.family.judgeOrder({ side, instrument: market.instrument, holder, date: simulatedDate })
          .allowed,
    );
    const asked = shuffled(robots, seededRandom(seed, 'refill', ...key)).slice(0, MAX_ASKED_TO_REFILL);
    for (const trader of asked) {
      const { participantCode } = trader;
      const desk = await this.desks.of(session, window, market, trader, room.volumes);
      if (!isThin(desk.market, side)) return false;
      const random = seededRandom(seed, 'refill', ...key, participantCode);
      const intent = replenish(desk, side, opinionOf(session, participantCode, instrumentCode), random);
      if (intent) return await this.#place(session, window, room, desk, intent, `refill-${side}`);
    }
    return false;
  }

  async #room(session: SessionRecord): Promise<Room> {
    const { sessionId, simulatedDate } = session;
    let room = this.#rooms.get(sessionId);
    if (!room) {
      const markets = await this.botMarkets.of(session);
      const volumes = new TradedVolumes(this.orderMatching, sessionId);
      const people = new Set<string>();
      const windowsSinceSeatCheck = SEAT_CHECK_WINDOWS;
      room = { markets, volumes, people, windowsSinceSeatCheck, refused: new Set(), date: simulatedDate };
      this.#rooms.set(sessionId, room);
    }
    if (room.date !== simulatedDate) room.refused.clear();
    room.date = simulatedDate;
    room.windowsSinceSeatCheck += 1;
    if (room.windowsSinceSeatCheck >= SEAT_CHECK_WINDOWS) await this.#lookAtSeats(session, room);
    return room;
  }

  /** Who sits down finds a desk without the robot's orders; when the seat is free again, the robot goes on. */
  async #lookAtSeats({ sessionId }: SessionRecord, room: Room): Promise<void> {
    const people = await seatedParticipants(this.identity, sessionId);
    for (const participantCode of people)
      if (!room.people.has(participantCode)) await this.#leaveDesk(sessionId, participantCode);
    room.people = people;
    room.windowsSinceSeatCheck = 0;
  }

  async #leaveDesk(sessionId: string, participantCode: string): Promise<void> {
    const query = { sessionId, participantCode, openOnly: true, limit: MAX_ORDERS_LISTED };
    for (const { orderId, actorKind } of await this.orderMatching.orders(query))
      if (actorKind === 'bot') await this.#cancel(sessionId, participantCode, orderId);
  }

  #actors(
    { seed, simulatedDate }: SessionRecord,
    window: BotWindow,
    { markets, people }: Room,
  ): readonly { readonly market: BotMarket; readonly trader: BotTrader }[] {
    const random = seededRandom(seed, 'actors', simulatedDate, window.index);
    const actors = markets.flatMap((market) =>
      shuffled(market.traders, random)
        .filter(({ participantCode }) => !people.has(participantCode))
        .slice(0, ACTORS_PER_MARKET)
        .map((trader) => ({ market, trader })),
    );
    return shuffled(actors, random);
  }

  /** @returns whether an order was placed */
  async #turn(
    session: SessionRecord,
    window: BotWindow,
    room: Room,
    market: BotMarket,
    trader: BotTrader,
  ): Promise<boolean> {
    const { sessionId, seed, simulatedDate } = session;
    const { participantCode } = trader;
    const instrumentCode = market.instrument.code;
    const desk = await this.desks.of(session, window, market, trader, room.volumes);
    for (const orderId of staleOrders(desk)) await this.#cancel(sessionId, participantCode, orderId);
    const intent = decide(
      desk,
      opinionOf(session, participantCode, instrumentCode),
      seededRandom(seed, 'decision', simulatedDate, window.index, participantCode, instrumentCode),
    );
    if (!intent || room.refused.has(sideKey(participantCode, instrumentCode, intent.side))) return false;
    return await this.#place(session, window, room, desk, intent, 'turn');
  }

  /** A refused side is left alone for the rest of the day. @returns true: an order was sent, whatever became of it */
  async #place(
    { sessionId, simulatedDate }: SessionRecord,
    window: BotWindow,
    room: Room,
    { participantCode, market }: Desk,
    intent: PlaceIntent,
    purpose: string,
  ): Promise<true> {
    const { instrumentCode } = market;
    try {
      const report = await this.orderMatching.placeOrder({
        sessionId,
        participantCode,
        actorId: botActorId(participantCode),
        actorKind: 'bot',
        clientOrderId: `bot:${this.#run}:${simulatedDate}:${window.index}:${purpose}:${instrumentCode}`,
        instrumentCode,
        ...intent,
        orderType: 'limit',
        timeInForce: 'GTC',
        selfTradePrevention: 'cancel-resting',
      });
      if (report.status !== 'rejected') return true;
      this.#logger.debug({ sessionId, participantCode, reason: report.reason?.code }, 'order refused');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.#logger.debug({ sessionId, participantCode, reason: error.code }, 'order refused');
    }
    room.refused.add(sideKey(participantCode, instrumentCode, intent.side));
    return true;
  }

  /** The order may have been filled meanwhile: then there is nothing left to cancel. */
  async #cancel(sessionId: string, participantCode: string, orderId: string): Promise<void> {
    try {
      await this.orderMatching.cancelOrder({ sessionId, participantCode, orderId });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
}

const sideKey = (participantCode: string, instrumentCode: string, side: BotSide): string =>
  `${participantCode}\n${instrumentCode}\n${side}`;

/** A stream that stays the same for some days: what a robot thinks of a market does not waver from quote to quote. */
const opinionOf = ({ seed, simulatedDate }: SessionRecord, participantCode: string, instrumentCode: string) =>
  seededRandom(
    seed,
    'opinion',
    Math.floor(dayNumber(simulatedDate) / OPINION_DAYS),
    participantCode,
    instrumentCode,
  );
