/** Limits and paces of settlement, each with a name. Tests replace them to be quick. */
export interface SettlementSettings {
  /** trades turned into instructions, claimed, posted and confirmed at a time */
  readonly batchSize: number;
  /** rounds of one job; what is left gets a job of its own, so that no session keeps a worker for itself */
  readonly roundsPerJob: number;
  /** how long a worker may hold what it claimed; a killed worker's claims are free again afterwards */
  readonly leaseMs: number;
  readonly retryBaseMs: number;
  readonly retryMaximumMs: number;
  readonly sweepEveryMs: number;
  /** trades of one moment share one job */
  readonly wakeUpDelayMs: number;
  readonly sessionsPerSweep: number;
}

export const SETTLEMENT_SETTINGS = Symbol('SettlementSettings');

export const DEFAULT_SETTLEMENT_SETTINGS: SettlementSettings = {
  batchSize: 500,
  roundsPerJob: 20,
  leaseMs: 15_000,
  retryBaseMs: 500,
  retryMaximumMs: 60_000,
  sweepEveryMs: 1_000,
  wakeUpDelayMs: 20,
  sessionsPerSweep: 1_000,
};
