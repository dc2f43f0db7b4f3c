/** What a statement belongs to: the venue's record, the ledger, a snapshot. */
export type Work = 'venue' | 'ledger' | 'snapshot';

/** An instant at which a process is killed. */
export interface CrashPoint {
  readonly name: string;
  /** a statement of this work … */
  readonly work?: Work;
  /** … that looks like this … */
  readonly statement?: RegExp;
  /** … before it is sent, when it is sent and not answered, or when it is answered */
  readonly when?: 'before' | 'sent' | 'after';
  /** or a step of the workload itself */
  readonly step?: 'about-to-place' | 'acknowledged' | 'delivered';
  /** the kill comes at one of the first so many times, chosen by the seed */
  readonly within: number;
  /** another crash comes before it, so that there is something to take up */
  readonly afterCrash?: boolean;
}

/** Crash points of the venue, its ledger and its snapshots. */
export const CRASH_POINTS: readonly CrashPoint[] = [
  { name: 'request parsed', step: 'about-to-place', within: 40 },
  {
    name: 'commands inserted, not committed',
    work: 'venue',
    statement: /INSERT INTO venue_journal/,
    when: 'after',
    within: 30,
  },
  {
    name: 'orders inserted, not committed',
    work: 'venue',
    statement: /INSERT INTO venue_orders/,
    when: 'after',
    within: 30,
  },
  {
    name: 'trades inserted, not committed',
    work: 'venue',
    statement: /INSERT INTO venue_trades/,
    when: 'after',
    within: 8,
  },
  {
    name: 'inside an auction uncrossing',
    work: 'venue',
    statement: /INSERT INTO venue_auctions/,
    when: 'after',
    within: 2,
  },
  { name: 'commit not sent', work: 'venue', statement: /^COMMIT/, when: 'before', within: 30 },
  { name: 'commit sent, not answered', work: 'venue', statement: /^COMMIT/, when: 'sent', within: 30 },
  { name: 'committed, not acknowledged', work: 'venue', statement: /^COMMIT/, when: 'after', within: 30 },
  { name: 'acknowledged', step: 'acknowledged', within: 40 },
  {
    name: 'inside the ledger transaction',
    work: 'ledger',
    statement: /INSERT INTO ledger_postings/,
    when: 'after',
    within: 3,
  },
  {
    name: 'ledger committed, command not recorded',
    work: 'ledger',
    statement: /^COMMIT/,
    when: 'after',
    within: 3,
  },
  { name: 'delivered in the ledger, not confirmed', step: 'delivered', within: 2 },
  {
    name: 'confirmation inserted, not committed',
    work: 'venue',
    statement: /UPDATE venue_trades SET confirmed/,
    when: 'after',
    within: 2,
  },
  {
    name: 'snapshot half written',
    work: 'snapshot',
    statement: /INSERT INTO venue_snapshots/,
    when: 'after',
    within: 1,
  },
  {
    name: 'snapshot written, older ones not deleted',
    work: 'snapshot',
    statement: /DELETE FROM venue_snapshots/,
    when: 'before',
    within: 1,
  },
  {
    name: 'during recovery',
    work: 'venue',
    statement: /FROM venue_journal/,
    when: 'after',
    within: 1,
    afterCrash: true,
  },
];
