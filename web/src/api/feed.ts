/** What a message needs so that the feed can judge it; the rest is the channel's own. */
export interface FeedMessage {
  readonly type: string;
  readonly channel?: string;
  readonly instrumentCode?: string;
  readonly sequence?: number;
}
export interface Subscription {
  readonly channel: 'market' | 'private' | 'session';
  readonly instrumentCode?: string;
}
export type FeedState = 'connecting' | 'live' | 'reconnecting';

/** The part of a browser WebSocket that is used here. */
export interface Socket {
  send(data: string): void;
  close(): void;
}
export interface SocketEvents {
  opened(): void;
  received(data: string): void;
  closed(): void;
}
export interface FeedOptions {
  readonly connect: (token: string, events: SocketEvents) => Socket;
  readonly onState: (state: FeedState) => void;
  /** a connection was refused or lost; the caller may find out that the token has expired */
  readonly onLost: () => void;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;
const PING_MS = 20_000;

const keyOf = (of: { readonly channel?: string; readonly instrumentCode?: string }): string =>
  `${of.channel ?? ''}|${of.instrumentCode ?? ''}`;

interface Channel {
  readonly subscription: Subscription;
  readonly deliver: (message: FeedMessage) => void;
  /** sequence of the last applied message; null = waiting for a snapshot */
  last: number | null;
}

/**
 * One WebSocket, many channels. Each channel starts with a snapshot and goes on in steps of exactly one; a gap means
 * that something was missed, so the channel is subscribed anew and starts from a fresh snapshot.
 */
export class Feed {
  readonly #channels = new Map<string, Channel>();
  #socket: Socket | null = null;
  #token: string | null = null;
  #live = false;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #ping: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly options: FeedOptions) {}

  connect(token: string): void {
    this.#drop();
    this.#token = token;
    this.#failures = 0;
    this.#open();
  }

  /** Ends the connection and forgets every channel. */
  close(): void {
    this.#token = null;
    this.#channels.clear();
    this.#drop();
  }

  subscribe(subscription: Subscription, deliver: (message: FeedMessage) => void): void {
    const channel: Channel = { subscription, deliver, last: null };
    this.#channels.set(keyOf(subscription), channel);
    if (this.#live) this.#send({ op: 'subscribe', ...subscription });
  }

  #open(): void {
    const token = this.#token;
    if (token === null) return;
    this.options.onState(this.#failures === 0 ? 'connecting' : 'reconnecting');
    // what an abandoned connection still says is not heard
    const current = (): boolean => this.#socket === socket;
    const socket = this.options.connect(token, {
      opened: () => current() && this.#opened(),
      received: (data) => current() && this.#receive(data),
      closed: () => current() && this.#lost(),
    });
    this.#socket = socket;
  }

  #opened(): void {
    this.#live = true;
    this.#failures = 0;
    for (const channel of this.#channels.values()) {
      channel.last = null;
      this.#send({ op: 'subscribe', ...channel.subscription });
    }
    this.#ping = setInterval(() => this.#send({ op: 'ping' }), PING_MS);
    this.options.onState('live');
  }

  #lost(): void {
    this.#drop();
    this.options.onState('reconnecting');
    this.options.onLost();
    const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures);
    this.#failures += 1;
    // jitter: a class of forty must not come back in the same millisecond
    this.#retry = setTimeout(() => this.#open(), wait * (0.75 + Math.random() / 2));
  }

  #receive(data: string): void {
    const message = JSON.parse(data) as FeedMessage;
    const channel = this.#channels.get(keyOf(message));
    if (!channel || message.sequence === undefined) return;
    if (message.type !== 'snapshot') {
      if (channel.last === null || message.sequence <= channel.last) return;
      if (message.sequence !== channel.last + 1) {
        this.#resubscribe(channel);
        return;
      }
    }
    channel.last = message.sequence;
    channel.deliver(message);
  }

  #resubscribe(channel: Channel): void {
    channel.last = null;
    this.#send({ op: 'unsubscribe', ...channel.subscription });
    this.#send({ op: 'subscribe', ...channel.subscription });
  }

  #send(message: object): void {
    if (this.#live) this.#socket?.send(JSON.stringify(message));
  }

  #drop(): void {
    clearTimeout(this.#retry);
    clearInterval(this.#ping);
    this.#live = false;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}
