import { useSyncExternalStore } from 'react';

type Listener = () => void;

const waiting = new Set<Listener>();
let scheduled = false;

function flush(): void {
  scheduled = false;
  const listeners = [...waiting];
  waiting.clear();
  for (const listener of listeners) listener();
}

/** Tells listeners once per animation frame, however many ticks came in; a hidden page gets no frames, so a timer. */
export function notifyOnFrame(listeners: Iterable<Listener>): void {
  for (const listener of listeners) waiting.add(listener);
  if (scheduled) return;
  scheduled = true;
  if (typeof document === 'undefined' || document.hidden) setTimeout(flush, 250);
  else requestAnimationFrame(flush);
}

export interface Store<T> {
  get(): T;
  set(change: Partial<T>): void;
  subscribe(listener: Listener): () => void;
}

/** How listeners hear of a change: once per frame (what the server sends), or at once (what the reader types). */
export type Notification = 'on-frame' | 'at-once';

/** State outside React, so that a busy market does not re-render the page. */
export function createStore<T extends object>(initial: T, notification: Notification = 'on-frame'): Store<T> {
  let state = initial;
  const listeners = new Set<Listener>();
  return {
    get: () => state,
    set: (change) => {
      state = { ...state, ...change };
      if (notification === 'on-frame') notifyOnFrame(listeners);
      else for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        waiting.delete(listener);
      };
    },
  };
}

/** `select` must return a stored reference or a primitive, not a new object. */
export function useStore<T, S>(store: Store<T>, select: (state: T) => S): S {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
