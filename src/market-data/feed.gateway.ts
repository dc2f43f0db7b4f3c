import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketServer } from 'ws';
import { Identity } from '../identity';
import { DomainError, type ErrorKind } from '../kernel';
import { StopSequence } from '../platform';
import { Feed } from './feed.service';
import { FeedConnection } from './feed-connection';
import { admit, FEED_PATH, FEED_PROTOCOL, languageOf } from './feed-handshake';

const HEARTBEAT_MS = 30_000;
/** What a client may say is short. */
const MAX_MESSAGE_BYTES = 4_096;
const MAX_CONNECTIONS = 2_000;
/** How long a polite goodbye may take before the connection is cut. */
const CLOSING_MS = 500;
const CLOSE_GOING_AWAY = 1001;
const CLOSE_TOKEN_ENDED = 4401;

const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  refused: 422,
  unavailable: 503,
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
    this.stopSequence.register('edges', 'market data feed', async () => {
      server.off('upgrade', this.#onUpgrade);
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
    if (this.#closing || this.#connections.size >= MAX_CONNECTIONS) throw full();
    const client = await admit(request, this.identity);
    if (this.#closing) throw full();
    if (socket.destroyed) return;
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new FeedConnection(webSocket, client, this.feed, (error) =>
        this.#logger.error({ err: error, sessionId: client.sessionId }, 'a feed request failed'),
      );
      this.#connections.add(connection);
      webSocket.on('close', () => this.#connections.delete(connection));
    });
  }

  #refuse(request: IncomingMessage, socket: Duplex, error: unknown): void {
    if (!(error instanceof DomainError)) this.#logger.error({ err: error }, 'a feed handshake failed');
    const known = error instanceof DomainError ? error : full();
    const status = STATUS[known.kind];
    const title = STATUS_CODES[status] ?? 'Error';
    const detail = known.text[languageOf(request)];
    const body = JSON.stringify({ type: 'about:blank', title, status, code: known.code, detail });
    socket.end(
      [
        `HTTP/1.1 ${status} ${title}`,
        'Connection: close',
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
      this.identity
        .authenticate(connection.client.token)
        .then((actor) => {
          if (!actor) connection.close(CLOSE_TOKEN_ENDED, 'token ended');
        })
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
