import { Injectable } from '@nestjs/common';

/** Chance, as a port: jitter in production, a fixed number in a test. */
export abstract class RandomSource {
  /** uniform in [0, 1) */
  abstract next(): number;
}

@Injectable()
export class SystemRandomSource extends RandomSource {
  next(): number {
    return Math.random();
  }
}
