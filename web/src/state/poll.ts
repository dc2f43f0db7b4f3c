import { useEffect } from 'react';

const SLOWEST_MS = 15_000;

/**
 * Repeats a fetch while the component is mounted and the page is visible: never two at once, slower after failures.
 * `key` starts it afresh (another session, another seat).
 */
export function usePoll(fetch: () => Promise<unknown>, everyMs: number, key: string | null): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: fetch is a module function; the key says when to restart
  useEffect(() => {
    if (key === null) return undefined;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = everyMs;
    const run = async (): Promise<void> => {
      if (!document.hidden)
        await fetch().then(
          () => {
            wait = everyMs;
          },
          () => {
            wait = Math.min(SLOWEST_MS, wait * 2);
          },
        );
      if (!stopped) timer = setTimeout(() => void run(), wait);
    };
    void run();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [key, everyMs]);
}
