import { WebSocket } from 'ws';
import type { Actor, Identity } from '../identity';
import { DomainError, type LocalizedText } from '../kernel';
import type { FeedSubscriber } from './core';
import { feedRequest } from './feed.dto';
import type { Feed, FeedAddress } from './feed.service';

/** A reader that lets this much wait is dropped: it can come back and take a fresh snapshot. */
const MAX_BUFFERED_BYTES = 1_048_576;
const MAX_SUBSCRIPTIONS = 50;
/** Messages that a client may send between two heartbeats. */
const MAX_REQUESTS_PER_HEARTBEAT = 300;

const CLOSE_TOKEN_ENDED = 4401;
const CLOSE_TOO_MANY_REQUESTS = 4429;

export interface FeedClient {
  readonly sessionId: string;
  readonly actor: Actor;
  readonly token: string;
  /** network address that the connection comes from */
  readonly address: string;
  readonly language: keyof LocalizedText;
}

/** One client: what it follows, and whether it still listens. */
export class FeedConnection implements FeedSubscriber {
  /** by address; null while the snapshot is being read */
  readonly #subscriptions = new Map<string, (() => void) | null>();
  #answersHeartbeat = true;
  #requests = 0;

  constructor(
    private readonly socket: WebSocket,
    readonly client: FeedClient,
    private readonly feed: Feed,
    private readonly identity: Identity,
    private readonly onDefect: (error: unknown) => void,
  ) {
    socket.on('message', (data, isBinary) => {
      this.#take(isBinary ? null : String(data)).catch((error: unknown) => this.#refuse(error));
    });
    socket.on('pong', () => {
      this.#answersHeartbeat = true;
    });
    socket.on('close', () => this.#leaveAll());
    // A socket error is always followed by 'close'; without a listener it would end the process.
    socket.on('error', () => undefined);
  }

  send(text: string): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    if (this.socket.bufferedAmount > MAX_BUFFERED_BYTES) this.socket.terminate();
    else this.socket.send(text);
  }

  /** Drops a client that did not answer the last heartbeat. */
  heartbeat(): void {
    if (this.#answersHeartbeat) this.socket.ping();
    else this.socket.terminate();
    this.#answersHeartbeat = false;
    this.#requests = 0;
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  /** The token is good no more: nothing is sent from now on. */
  endAccess(): void {
    this.#leaveAll();
    this.close(CLOSE_TOKEN_ENDED, 'token ended');
  }

  /** Ends the connection when the token has ended meanwhile. */
  async checkAccess(): Promise<Actor | null> {
    const actor = await this.identity.authenticate(this.client.token);
    if (!actor) this.endAccess();
    return actor;
  }

  terminate(): void {
    this.socket.terminate();
  }

  async #take(text: string | null): Promise<void> {
    this.#requests += 1;
    if (this.#requests > MAX_REQUESTS_PER_HEARTBEAT)
      return this.close(CLOSE_TOO_MANY_REQUESTS, 'too many requests');
    const request = feedRequest.safeParse(parsed(text));
    if (!request.success) throw badRequest();
    if (request.data.op === 'ping') return this.send('{"type":"pong"}');
    const { op, ...address } = request.data;
    if (op === 'subscribe') await this.#subscribe(address);
    else this.#unsubscribe(keyOf(address));
  }

  async #subscribe(address: FeedAddress): Promise<void> {
    const key = keyOf(address);
    // Asking again is how a client mends a gap: it leaves and gets a fresh snapshot.
    if (this.#subscriptions.get(key) === null) return;
    this.#unsubscribe(key);
    if (this.#subscriptions.size >= MAX_SUBSCRIPTIONS) throw tooManySubscriptions();
    this.#subscriptions.set(key, null);
    try {
      // what is private is shown to nobody on the strength of an old handshake
      const actor = address.channel === 'private' ? await this.checkAccess() : this.client.actor;
      if (!actor) return;
      const leave = await this.feed.join(this.client.sessionId, actor, address, this);
      const stillWanted = this.#subscriptions.has(key) && this.socket.readyState === WebSocket.OPEN;
      if (stillWanted) this.#subscriptions.set(key, leave);
      else leave();
    } catch (error) {
      this.#subscriptions.delete(key);
      throw error;
    }
  }

  #unsubscribe(key: string): void {
    this.#subscriptions.get(key)?.();
    this.#subscriptions.delete(key);
  }

  #leaveAll(): void {
    for (const key of [...this.#subscriptions.keys()]) this.#unsubscribe(key);
  }

  #refuse(error: unknown): void {
    const known = error instanceof DomainError ? error : defect();
    if (known !== error) this.onDefect(error);
    const detail = known.text[this.client.language];
    this.send(JSON.stringify({ type: 'error', code: known.code, detail }));
  }
}

const keyOf = (address: FeedAddress): string =>
  address.channel === 'market' ? `market\n${address.instrumentCode}` : address.channel;

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

const badRequest = () =>
  new DomainError('feed.bad-request', {
    en: 'not a request that the feed knows: {"op":"subscribe","channel":"market","instrumentCode":"CEA-2024"}',
    zh: '无法识别的请求，正确示例：{"op":"subscribe","channel":"market","instrumentCode":"CEA-2024"}',
  });
const tooManySubscriptions = () =>
  new DomainError(
    'feed.too-many-subscriptions',
    {
      en: `a connection follows at most ${MAX_SUBSCRIPTIONS} channels`,
      zh: `每个连接最多订阅 ${MAX_SUBSCRIPTIONS} 个频道`,
    },
    { limit: MAX_SUBSCRIPTIONS },
  );
const defect = () =>
  new DomainError('feed.internal', {
    en: 'the feed could not answer; please try again',
    zh: '行情服务暂时无法应答，请稍后重试',
  });
