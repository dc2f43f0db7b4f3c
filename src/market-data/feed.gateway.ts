import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketServer } from 'ws';
import { AccessEndings, Identity, SessionDirectory } from '../identity';
import { DomainError, type ErrorKind } from '../kernel';
import { StopSequence } from '../platform';
import { Feed } from './feed.service';
import { FeedConnection } from './feed-connection';
import { addressOf, admit, FEED_PATH, FEED_PROTOCOL, languageOf } from './feed-handshake';

const HEARTBEAT_MS = 30_000;
/** What a client may say is short. */
const MAX_MESSAGE_BYTES = 4_096;
const MAX_CONNECTIONS = 2_000;
/** A class of sixty behind one address, two tabs each, and as many again while they reload. */
const MAX_CONNECTIONS_PER_ADDRESS = 250;
/** The tabs and devices of one person. */
const MAX_CONNECTIONS_PER_ACTOR = 10;
const RETRY_SECONDS = 5;
/** How long a polite goodbye may take before the connection is cut. */
const CLOSING_MS = 500;
const CLOSE_GOING_AWAY = 1001;

const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  refused: 422,
  unavailable: 503,
};

/** How the client learns what to do next. */
const ADVICE: Partial<Record<ErrorKind, string>> = {
  unauthenticated: 'WWW-Authenticate: Bearer',
  unavailable: `Retry-After: ${RETRY_SECONDS}`,
};

/** The WebSocket edge, on the port of the HTTP API. */
@Injectable()
export class FeedGateway implements OnApplicationBootstrap {
  readonly #logger = new Logger('Feed');
  readonly #connections = new Set<FeedConnection>();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: () => FEED_PROTOCOL,
  });
  #heartbeat: NodeJS.Timeout | null = null;
  #closing = false;

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly identity: Identity,
    private readonly endings: AccessEndings,
    private readonly sessions: SessionDirectory,
    private readonly feed: Feed,
    private readonly stopSequence: StopSequence,
  ) {}

  onApplicationBootstrap(): void {
    // A process without an HTTP edge (a worker, a command) has no adapter.
    const server = this.adapterHost.httpAdapter?.getHttpServer() as Server | undefined;
    if (!server) return;
    server.on('upgrade', this.#onUpgrade);
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    this.#heartbeat.unref();
    const stopListening = this.endings.subscribe((actorId) => {
      for (const connection of this.#connections)
        if (connection.client.actor.actorId === actorId) connection.endAccess();
    });
    this.stopSequence.register('edges', 'market data feed', async () => {
      server.off('upgrade', this.#onUpgrade);
      stopListening();
      await this.#close();
    });
  }

  readonly #onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // The peer may vanish while its token is being checked.
    socket.on('error', () => socket.destroy());
    this.#admit(request, socket, head).catch((error: unknown) => this.#refuse(request, socket, error));
  };

  async #admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (new URL(request.url ?? '/', 'http://feed').pathname !== FEED_PATH) throw noSuchPath();
    this.#requireRoom(addressOf(request), null);
    const client = await admit(request, this.identity, this.sessions);
    // once more, for those who came meanwhile; from here to the new connection nothing else runs
    this.#requireRoom(client.address, client.actor.actorId);
    if (socket.destroyed) return;
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new FeedConnection(webSocket, client, this.feed, this.identity, (error) =>
        this.#logger.error({ err: error, sessionId: client.sessionId }, 'a feed request failed'),
      );
      this.#connections.add(connection);
      webSocket.on('close', () => this.#connections.delete(connection));
    });
  }

  /** @throws DomainError `feed.unavailable`, `feed.too-many-connections` */
  #requireRoom(address: string, actorId: string | null): void {
    if (this.#closing || this.#connections.size >= MAX_CONNECTIONS) throw full();
    let fromAddress = 0;
    let ofActor = 0;
    for (const { client } of this.#connections) {
      if (client.address === address) fromAddress += 1;
      if (client.actor.actorId === actorId) ofActor += 1;
    }
    if (fromAddress >= MAX_CONNECTIONS_PER_ADDRESS || ofActor >= MAX_CONNECTIONS_PER_ACTOR)
      throw tooManyConnections();
  }

  #refuse(request: IncomingMessage, socket: Duplex, error: unknown): void {
    if (!(error instanceof DomainError)) this.#logger.error({ err: error }, 'a feed handshake failed');
    const known = error instanceof DomainError ? error : full();
    const status = STATUS[known.kind];
    const advice = ADVICE[known.kind];
    const title = STATUS_CODES[status] ?? 'Error';
    const detail = known.text[languageOf(request)];
    const body = JSON.stringify({ type: 'about:blank', title, status, code: known.code, detail });
    socket.end(
      [
        `HTTP/1.1 ${status} ${title}`,
        'Connection: close',
        ...(advice ? [advice] : []),
        'Content-Type: application/problem+json',
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
    );
  }

  #beat(): void {
    for (const connection of this.#connections) {
      connection.heartbeat();
      connection
        .checkAccess()
        // The database may be away for a moment; the next beat asks again.
        .catch(() => undefined);
    }
  }

  async #close(): Promise<void> {
    this.#closing = true;
    if (this.#heartbeat) clearInterval(this.#heartbeat);
    for (const connection of this.#connections) connection.close(CLOSE_GOING_AWAY, 'server stops');
    const deadline = Date.now() + CLOSING_MS;
    while (this.#connections.size > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    for (const connection of this.#connections) connection.terminate();
  }
}

const noSuchPath = () =>
  new DomainError(
    'feed.no-such-path',
    { en: `the feed is at ${FEED_PATH}`, zh: `行情服务地址为 ${FEED_PATH}` },
    {},
    { kind: 'not-found' },
  );
const full = () =>
  new DomainError(
    'feed.unavailable',
    { en: 'the feed takes no connection now; please try again', zh: '行情服务暂不接受连接，请稍后重试' },
    {},
    { kind: 'unavailable' },
  );
const tooManyConnections = () =>
  new DomainError(
    'feed.too-many-connections',
    {
      en: `at most ${MAX_CONNECTIONS_PER_ACTOR} connections of one person and ${MAX_CONNECTIONS_PER_ADDRESS} from one address are kept; please close some`,
      zh: `每人最多 ${MAX_CONNECTIONS_PER_ACTOR} 个连接，每个网络地址最多 ${MAX_CONNECTIONS_PER_ADDRESS} 个；请先关闭一些`,
    },
    { perPerson: MAX_CONNECTIONS_PER_ACTOR, perAddress: MAX_CONNECTIONS_PER_ADDRESS },
    { kind: 'unavailable' },
  );
