import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';

const TICKS_PER_SECOND = 100;

/** What the figures were measured on, in one line. */
export function machineLine() {
  const model = cpus()[0]?.model.replaceAll(/\s+/g, ' ').trim() ?? 'unknown CPU';
  return `${model}, ${availableParallelism()} cores, Node ${process.version}, ${process.platform} ${process.arch}`;
}

/** Seconds of CPU that the whole machine has used up to now; undefined where /proc is not there. */
function machineBusySeconds() {
  try {
    const [, ...fields] = readFileSync('/proc/stat', 'latin1').split('\n', 1)[0].trim().split(/\s+/);
    const [user, nice, system, , , interrupt, softInterrupt, stolen] = fields.map(Number);
    return (user + nice + system + interrupt + softInterrupt + stolen) / TICKS_PER_SECOND;
  } catch {
    return undefined;
  }
}

/**
 * Measures how much CPU other processes use from now on.
 * @returns a function that tells their seconds up to its call; 0 where the system does not tell
 */
export function watchOthers() {
  const busyBefore = machineBusySeconds();
  const usedBefore = process.cpuUsage();
  return () => {
    const busy = machineBusySeconds();
    if (busy === undefined || busyBefore === undefined) return 0;
    const { user, system } = process.cpuUsage(usedBefore);
    return Math.max(0, busy - busyBefore - (user + system) / 1_000_000);
  };
}

const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** Cores that others may use without taking ours. */
export const sparedCores = () => availableParallelism() - 0.85;

/** Waits until a whole core is free, three seconds at most. */
export function waitForQuiet() {
  for (let look = 0; look < 6; look++) {
    const others = watchOthers();
    pause(500);
    if (others() / 0.5 < sparedCores()) return;
  }
}
