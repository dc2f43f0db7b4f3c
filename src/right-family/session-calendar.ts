/**
 * A port: which simulated day it is in a session. The edges of registry and compliance ask; training, which drives
 * the clock, implements it.
 */
export abstract class SessionCalendar {
  /** ISO date. @throws DomainError `session.unknown` */
  abstract today(sessionId: string): Promise<string>;
}
