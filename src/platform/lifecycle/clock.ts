import { Injectable } from '@nestjs/common';

/** The wall clock, as a port: a service asks here, so that a test can decide what time it is. */
export abstract class Clock {
  abstract now(): Date;
}

@Injectable()
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
