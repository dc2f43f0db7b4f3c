import { Injectable } from '@nestjs/common';

/** The only way in which simulated time gets hold of real time, as a port: a test lets days pass without waiting. */
export abstract class SessionScheduler {
  /** milliseconds of a clock that never goes back */
  abstract now(): number;
  /** Runs `work` once after the delay. Returns the way to call it off. */
  abstract after(delayMs: number, work: () => void): () => void;
}

@Injectable()
export class TimerScheduler extends SessionScheduler {
  now(): number {
    return performance.now();
  }

  after(delayMs: number, work: () => void): () => void {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  }
}
