import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpAdapterHost } from '@nestjs/core';
import { WebSocket } from 'ws';
import { AccessEndings, type Actor, type Identity } from '../identity';
import { DomainError } from '../kernel';
import type { Ledger } from '../ledger';
import type { OrderMatching, OrderReport, VenueAccount, VenueEvent, VenueEvents } from '../order-matching';
import { StopSequence } from '../platform';
import type { HolderDirectory } from '../right-family';
import { FeedGateway } from './feed.gateway';
import { Feed } from './feed.service';
import { SessionFeed } from './feed-announcements.service';
import { MarketFeed } from './market-feed.service';
import { Measures } from './measures.service';
import { PrivateFeed } from './private-feed.service';

type Message = Readonly<Record<string, unknown>>;

const trader: Actor = {
  actorId: 'seat-1',
  kind: 'person',
  role: 'trader',
  displayName: 'Ann',
  sessionId: 'demo-1',
  participantCode: 'P01',
};
const allActors: Readonly<Record<string, Actor>> = {
  'trader-token': trader,
  'other-token': { ...trader, actorId: 'seat-2', participantCode: 'P02' },
  'observer-token': { ...trader, actorId: 'observer-1', role: 'observer', participantCode: null },
  'trainer-token': {
    ...trader,
    actorId: 'person-1',
    role: 'trainer',
    sessionId: null,
    participantCode: null,
  },
};
/** Watchers as many as are asked for, each somebody else. */
const watcher = (token: string): Actor | null =>
  token.startsWith('watcher-')
    ? { ...trader, actorId: token, role: 'observer', participantCode: null }
    : null;
const account = (participantCode: string, cash: number): VenueAccount => ({
  participantCode,
  cashAvailableCents: cash,
  cashReservedCents: 0,
  cashUnsettledInCents: 0,
  cashUnsettledOutCents: 0,
  rights: [],
});
const order = (participantCode: string, orderId: string): OrderReport => ({
  orderId,
  clientOrderId: orderId,
  participantCode,
  actorKind: 'person',
  instrumentCode: 'CEA-2024',
  side: 'buy',
  orderType: 'limit',
  timeInForce: 'GTC',
  priceTicks: 5_820,
  quantityLots: 10,
  cumulativeQuantityLots: 0,
  leavesQuantityLots: 10,
  cancelledQuantityLots: 0,
  status: 'open',
  reason: null,
  placedOn: '2024-01-02',
  postOnly: false,
  displayLots: null,
  minimumLots: null,
  stopTicks: null,
  expiresOn: null,
});

/** The venue, as far as the feed asks it. */
class Venue {
  listener: (events: readonly VenueEvent[]) => void = () => undefined;
  readonly events = {
    subscribe: (listener: (events: readonly VenueEvent[]) => void) => {
      this.listener = listener;
      return () => undefined;
    },
  } as VenueEvents;
  readonly orderMatching = {
    depth: async (_: string, instrumentCode: string) => ({
      instrumentCode,
      sequence: 7,
      bids: [{ priceTicks: 5_800, quantityLots: 100, orderCount: 2 }],
      asks: [],
      lastPriceTicks: null,
      referencePriceTicks: 5_800,
      bandLowTicks: 5_220,
      bandHighTicks: 6_380,
      phase: 'continuous' as const,
      cancels: true,
      indicative: null,
    }),
    recentTrades: async () => [],
    orders: async ({ openOnly }: { openOnly: boolean }) => (openOnly ? [order('P01', 'O1')] : []),
    account: async (_: string, participantCode: string) => account(participantCode, 100),
  } as unknown as OrderMatching;
}

class Client {
  readonly messages: Message[] = [];
  readonly #socket: WebSocket;
  constructor(url: string, token: string | null, headers: Record<string, string> = {}) {
    const protocols = token === null ? ['ecobourse.v1'] : ['ecobourse.v1', `bearer.${token}`];
    this.#socket = new WebSocket(url, protocols, { headers });
    this.#socket.on('message', (data) => this.messages.push(JSON.parse(String(data)) as Message));
  }
  /** headers of a refused handshake */
  refusal: Readonly<Record<string, string | string[] | undefined>> = {};
  /** 101, or the status with which the handshake was refused */
  opened(): Promise<number> {
    return new Promise((resolve) => {
      this.#socket.on('open', () => resolve(101));
      this.#socket.on('unexpected-response', (_, response) => {
        this.refusal = response.headers;
        resolve(response.statusCode ?? 0);
      });
      this.#socket.on('error', () => resolve(0));
    });
  }
  closed(): Promise<number> {
    return new Promise((resolve) => this.#socket.on('close', resolve));
  }
  say(request: unknown): void {
    this.#socket.send(typeof request === 'string' ? request : JSON.stringify(request));
  }
  async message(index: number): Promise<Message> {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const message = this.messages[index];
      if (message) return message;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`no message ${index}; there are ${JSON.stringify(this.messages)}`);
  }
  close(): void {
    this.#socket.close();
  }
}

describe('the WebSocket feed', () => {
  let server: Server;
  let url: string;
  let venue: Venue;
  let sessions: SessionFeed;
  let stopSequence: StopSequence;
  let endings: AccessEndings;
  let actors: Record<string, Actor | null>;
  const clients: Client[] = [];
  const connect = (token: string | null, path = '/ws', headers?: Record<string, string>) => {
    const client = new Client(`${url}${path}`, token, headers);
    clients.push(client);
    return client;
  };
  const open = async (token: string, path?: string) => {
    const client = connect(token, path);
    expect(await client.opened()).toBe(101);
    return client;
  };

  beforeEach(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    venue = new Venue();
    const directory = {
      instrument: async (_: string, code: string) => {
        if (code !== 'CEA-2024') throw new DomainError('instrument.unknown', { en: 'unknown', zh: '未知' });
        return { code, unit: { en: 't', zh: '吨' }, lotSize: '1', tickSize: '0.01' };
      },
    } as unknown as HolderDirectory;
    const ledger = { balances: async () => [] } as unknown as Ledger;
    const measures = new Measures(directory);
    sessions = new SessionFeed();
    const feed = new Feed(
      venue.events,
      new MarketFeed(venue.orderMatching, measures),
      new PrivateFeed(venue.orderMatching, ledger, measures),
      sessions,
    );
    feed.onModuleInit();
    stopSequence = new StopSequence();
    const identity = {
      authenticate: async (token: string) => actors[token] ?? watcher(token),
    } as unknown as Identity;
    const host = { httpAdapter: { getHttpServer: () => server } } as unknown as HttpAdapterHost;
    endings = new AccessEndings();
    actors = { ...allActors };
    const existing = { exists: async (sessionId: string) => sessionId.startsWith('demo-') };
    new FeedGateway(host, identity, endings, existing, feed, stopSequence).onApplicationBootstrap();
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await stopSequence.run();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('lets nobody in without a valid token, to another session, or from a foreign page', async () => {
    expect(await connect(null).opened()).toBe(401);
    expect(await connect('stolen').opened()).toBe(401);
    expect(await connect('trader-token', '/ws?session=demo-2').opened()).toBe(403);
    expect(await connect('trader-token', '/ws', { Origin: 'https://elsewhere.example' }).opened()).toBe(403);
    expect(await connect('trainer-token').opened()).toBe(400);
    expect(await connect('trader-token', '/other').opened()).toBe(404);
    for (const session of ['nowhere', '%00', 'x'.repeat(50)])
      expect(await connect('trainer-token', `/ws?session=${session}`).opened()).toBe(404);
    const stranger = connect('stolen');
    await stranger.opened();
    expect(stranger.refusal['www-authenticate']).toBe('Bearer');
    expect(await connect('trader-token', '/ws', { Origin: url.replace('ws', 'http') }).opened()).toBe(101);
  });

  it('sends a snapshot of the market and then deltas, one sequence higher each', async () => {
    const client = await open('observer-token');
    client.say({ op: 'subscribe', channel: 'market', instrumentCode: 'CEA-2024' });
    expect(await client.message(0)).toMatchObject({
      channel: 'market',
      instrumentCode: 'CEA-2024',
      type: 'snapshot',
      sequence: 0,
      bids: [['58.00', '100', 2]],
      reference: '58.00',
      bandLow: '52.20',
      trades: [],
    });
    const level = { type: 'level', sessionId: 'demo-1', instrumentCode: 'CEA-2024' } as const;
    const change = { ...level, side: 'buy', priceTicks: 5_800, quantityLots: 40, orderCount: 1 } as const;
    // 7 is in the snapshot already; the venue published it a moment later
    venue.listener([{ ...change, sequence: 7, quantityLots: 100 }]);
    venue.listener([{ ...change, sequence: 8 }]);
    venue.listener([{ ...change, sequence: 9, sessionId: 'demo-2' }]);
    venue.listener([{ ...change, sequence: 9, side: 'sell', priceTicks: 5_900 }]);
    expect(await client.message(1)).toMatchObject({
      type: 'delta',
      sequence: 1,
      levels: [['buy', '58.00', '40', 1]],
    });
    expect(await client.message(2)).toMatchObject({ sequence: 2, levels: [['sell', '59.00', '40', 1]] });
  });

  it('tells the phase of the market and its indicative price', async () => {
    const client = await open('observer-token');
    client.say({ op: 'subscribe', channel: 'market', instrumentCode: 'CEA-2024' });
    expect(await client.message(0)).toMatchObject({ phase: 'continuous', cancels: true, indicative: null });
    const base = { sessionId: 'demo-1', instrumentCode: 'CEA-2024' };
    const indicative = { priceTicks: 5_810, quantityLots: 30, surplusLots: 5, surplusSide: 'buy' } as const;
    venue.listener([
      { ...base, type: 'market-phase', sequence: 8, phase: 'call-auction', cancels: false },
      { ...base, type: 'indicative', sequence: 9, indicative },
    ]);
    expect(await client.message(1)).toMatchObject({
      type: 'delta',
      levels: [],
      phase: 'call-auction',
      cancels: false,
      indicative: { price: '58.10', quantity: '30', surplus: '5', surplusSide: 'buy' },
    });
  });

  it('I18: shows a trader its own orders and account only, and an observer none', async () => {
    const observer = await open('observer-token');
    observer.say({ op: 'subscribe', channel: 'private' });
    expect(await observer.message(0)).toMatchObject({ type: 'error', code: 'feed.no-private-channel' });
    const client = await open('trader-token');
    client.say({ op: 'subscribe', channel: 'private' });
    expect(await client.message(0)).toMatchObject({
      channel: 'private',
      type: 'snapshot',
      sequence: 0,
      orders: [{ orderId: 'O1', price: '58.20', leavesQuantity: '10' }],
      account: { participantCode: 'P01', cash: { available: '1.00', bank: '0.00' } },
    });
    const base = { sequence: 8, sessionId: 'demo-1' };
    venue.listener([
      { ...base, type: 'order', order: order('P02', 'O2') },
      { ...base, type: 'account', account: account('P02', 5) },
      { ...base, type: 'order', order: order('P01', 'O3') },
      { ...base, type: 'account', account: account('P01', 50) },
    ]);
    expect(await client.message(1)).toMatchObject({ type: 'order', sequence: 1, order: { orderId: 'O3' } });
    expect(await client.message(2)).toMatchObject({
      type: 'account',
      sequence: 2,
      account: { cash: { available: '0.50' } },
    });
    expect(client.messages).toHaveLength(3);
  });

  it('tells the stage of the session, to a trainer of the session that is asked for', async () => {
    sessions.publishSession({ sessionId: 'demo-3', stage: 'trading' } as { sessionId: string });
    const client = await open('trainer-token', '/ws?session=demo-3');
    client.say({ op: 'subscribe', channel: 'session' });
    expect(await client.message(0)).toMatchObject({ type: 'snapshot', session: { stage: 'trading' } });
    sessions.publishSession({ sessionId: 'demo-3', stage: 'monitoring' } as { sessionId: string });
    expect(await client.message(1)).toMatchObject({ type: 'stage', session: { stage: 'monitoring' } });
  });

  it('answers what it does not understand, and refuses unknown fields', async () => {
    const client = await open('trader-token');
    client.say('not json');
    client.say({ op: 'subscribe', channel: 'session', as: 'admin' });
    client.say({ op: 'subscribe', channel: 'market', instrumentCode: 'NONE' });
    client.say({ op: 'ping' });
    await client.message(3);
    expect(client.messages.map((message) => message['code'] ?? message['type']).sort()).toEqual([
      'feed.bad-request',
      'feed.bad-request',
      'instrument.unknown',
      'pong',
    ]);
  });

  it('closes the connections of a seat at once when it is left or revoked, and those of nobody else', async () => {
    const [gone, stays] = [await open('trader-token'), await open('other-token')];
    const closed = gone.closed();
    for (const client of [gone, stays]) client.say({ op: 'subscribe', channel: 'private' });
    await Promise.all([gone.message(0), stays.message(0)]);
    actors['trader-token'] = null;
    endings.publish('seat-1');
    venue.listener([{ sequence: 9, sessionId: 'demo-1', type: 'order', order: order('P01', 'O9') }]);
    expect(await closed).toBe(4401);
    expect(gone.messages).toHaveLength(1);
    stays.say({ op: 'ping' });
    expect(await stays.message(1)).toEqual({ type: 'pong' });
  });

  it('opens no private channel to a token that has ended, though its connection is still there', async () => {
    const client = await open('trader-token');
    const closed = client.closed();
    actors['trader-token'] = null;
    client.say({ op: 'subscribe', channel: 'private' });
    expect(await closed).toBe(4401);
    expect(client.messages).toEqual([]);
  });

  it('has room for a class behind one address, and not for one person who takes it all', async () => {
    const tabs = Array.from({ length: 120 }, (_, index) => connect(`watcher-${index >> 1}`).opened());
    expect(new Set(await Promise.all(tabs))).toEqual(new Set([101]));
    const greedy = Array.from({ length: 11 }, () => connect('trader-token'));
    const statuses = await Promise.all(greedy.map((client) => client.opened()));
    expect(statuses.filter((status) => status === 101)).toHaveLength(10);
    const refused = greedy[statuses.indexOf(503)];
    expect(refused?.refusal['retry-after']).toBe('5');
    const crowd = Array.from({ length: 121 }, (_, index) => connect(`watcher-x${index}`).opened());
    const admitted = (await Promise.all(crowd)).filter((status) => status === 101);
    expect(admitted).toHaveLength(120);
  });

  it('keeps no channel of a session that nobody announced once its last listener is gone', async () => {
    const heard: string[] = [];
    const listener = { send: (text: string) => heard.push(text) };
    const leave = sessions.join('demo-77', listener);
    sessions.publishSession({ sessionId: 'demo-78' });
    expect(sessions.channelCount).toBe(2);
    leave();
    expect(sessions.channelCount).toBe(1);
  });

  it('ends a connection that sends too much in one message, and all of them when the program stops', async () => {
    const loud = await open('trader-token');
    loud.say('x'.repeat(10_000));
    expect(await loud.closed()).toBe(1009);
    const quiet = await open('trader-token');
    const closed = quiet.closed();
    await stopSequence.run();
    expect(await closed).toBe(1001);
  });
});
