/** Whoever listens to a channel: takes ready-made text, so that a message is written out once for all listeners. */
export interface FeedSubscriber {
  send(text: string): void;
}

/**
 * One stream of messages with a sequence of its own. A subscriber first gets a snapshot that bears the present
 * sequence, then every message after it; each is exactly one higher, so that a gap shows a lost message.
 */
export class FeedChannel {
  readonly #address: Readonly<Record<string, string>>;
  readonly #subscribers = new Set<FeedSubscriber>();
  #sequence = 0;

  /** @param address the fields that every message of this channel bears, e.g. channel and instrumentCode */
  constructor(address: Readonly<Record<string, string>>) {
    this.#address = address;
  }

  get subscriberCount(): number {
    return this.#subscribers.size;
  }

  join(subscriber: FeedSubscriber, snapshot: object): void {
    this.#subscribers.add(subscriber);
    subscriber.send(this.#write('snapshot', snapshot));
  }

  leave(subscriber: FeedSubscriber): void {
    this.#subscribers.delete(subscriber);
  }

  publish(type: string, body: object): void {
    this.#sequence += 1;
    const text = this.#write(type, body);
    for (const subscriber of this.#subscribers) subscriber.send(text);
  }

  #write(type: string, body: object): string {
    return JSON.stringify({ ...this.#address, type, sequence: this.#sequence, ...body });
  }
}
