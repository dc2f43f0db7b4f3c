import { Injectable } from '@nestjs/common';

/** Told with the actor whose tokens have ended. */
export type AccessEndingListener = (actorId: string) => void;

/**
 * Tells, within this process, that somebody's tokens have ended before their time: the seat was left or revoked, the
 * password replaced. A request is checked anyway; this is for whoever keeps a connection open. Other processes hear of it
 * when they check the token again.
 */
@Injectable()
export class AccessEndings {
  readonly #listeners = new Set<AccessEndingListener>();

  /** @returns the way to stop listening */
  subscribe(listener: AccessEndingListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(actorId: string): void {
    for (const listener of this.#listeners) listener(actorId);
  }
}
