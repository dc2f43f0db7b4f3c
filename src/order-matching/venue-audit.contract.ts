import type { VenueFinding } from './core';

/** A venue rebuilt from the first command of its journal. */
export interface ReplayReport {
  readonly sessionId: string;
  /** last command that was applied, and last event and trade that followed */
  readonly sequence: number;
  readonly eventSequence: number;
  readonly tradeSequence: number;
  /** simulated date */
  readonly date: string;
  readonly openOrders: number;
  /** of the state; equal states have equal hashes */
  readonly stateHash: string;
  /** SHA-256 of all events as canonical JSON, a line each, in their order */
  readonly eventHash: string;
  /** SHA-256 chain of the commands */
  readonly journalHash: string;
}

/** Looks at a venue from outside, by its journal; needs no running venue and changes nothing. */
export abstract class VenueAudit {
  /**
   * @param toSequence the last command to apply; null: all of them
   * @throws DomainError `venue.unknown`, `venue.journal-damaged`, `venue.no-such-command`
   */
  abstract replay(sessionId: string, toSequence: number | null): Promise<ReplayReport>;

  /** The journal, the snapshots, the rebuilt venue, what is recorded of it, and the ledger, against one another. @throws DomainError `venue.unknown` */
  abstract verify(sessionId: string): Promise<readonly VenueFinding[]>;
}
