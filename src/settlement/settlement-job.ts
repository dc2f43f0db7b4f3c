export const SETTLEMENT_QUEUE = 'settlement';

/** A pointer, never the truth: what is to be done stands in PostgreSQL. */
export interface SettlementJob {
  readonly sessionId: string;
}
