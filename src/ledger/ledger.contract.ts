/** Kinds of a participant's account. Rights are registered in `registration` and sold from `trading`; cash waits in `bank`. */
export type ParticipantAccountKind = 'registration' | 'trading' | 'bank';

/** `P07:trading`; the accounts of the system itself are in SYSTEM_ACCOUNTS. */
export type AccountCode = string;

export const participantAccount = (participantCode: string, kind: ParticipantAccountKind): AccountCode =>
  `${participantCode}:${kind}`;

/** Accounts on the other side of what enters and leaves the world. Only `issuance` and `clearingBank` may go below zero. */
export const SYSTEM_ACCOUNTS = {
  /** minus what was ever issued */
  issuance: 'system:issuance',
  surrendered: 'system:surrendered',
  retired: 'system:retired',
  cancelled: 'system:cancelled',
  /** minus the cash that was ever paid in */
  clearingBank: 'system:clearing-bank',
  /** charges for paid use and penalties */
  treasury: 'system:treasury',
} as const;

export const CASH = 'CNY';

/**
 * One debit and one equal credit: `amount` (> 0) of an asset leaves `from` and arrives at `to`.
 * The asset is an instrument code (amount in lots) or CASH (amount in cents). A set sums to zero by construction (I4).
 */
export interface Posting {
  readonly from: AccountCode;
  readonly to: AccountCode;
  readonly asset: string;
  readonly amount: number;
}

export type PostingKind =
  | 'issue'
  | 'draw'
  | 'charge'
  | 'deposit'
  | 'to-trading'
  | 'from-trading'
  | 'trade'
  | 'surrender'
  | 'retire'
  | 'cancel'
  | 'penalty';

export interface PostingSet {
  /** unique in the session: the same reference posts once, however often it is asked for */
  readonly reference: string;
  readonly kind: PostingKind;
  readonly postings: readonly Posting[];
  /** simulated date, ISO */
  readonly date: string;
}

export type PostingOutcome =
  | { readonly reference: string; readonly status: 'posted' | 'already-posted' }
  | {
      readonly reference: string;
      readonly status: 'refused';
      readonly code: 'ledger.insufficient-balance' | 'ledger.unknown-account' | 'ledger.reference-reused';
      readonly detail: string;
    };

export interface Balance {
  readonly account: AccountCode;
  readonly asset: string;
  readonly amount: number;
}

export interface LedgerSnapshot {
  readonly balances: readonly Balance[];
  /** those of the asked references that are already in these balances */
  readonly postedReferences: readonly string[];
}

export interface InvariantFinding {
  /** 'I1' … 'I4' */
  readonly invariant: string;
  readonly holds: boolean;
  readonly detail: string;
}

/** Double-entry accounts for rights and cash; the only writer of balances. */
export abstract class Ledger {
  /** Opens accounts that do not exist yet (system accounts included); harmless when repeated. */
  abstract openSession(sessionId: string, participantCodes: readonly string[]): Promise<void>;

  /**
   * Posts sets in one transaction, in the given order. A set is applied whole or refused whole; one refusal does not stop the others.
   */
  abstract post(sessionId: string, sets: readonly PostingSet[]): Promise<readonly PostingOutcome[]>;

  /** As `post`, but one set, and a refusal is thrown. @throws DomainError with the outcome's code */
  abstract postOne(sessionId: string, set: PostingSet): Promise<void>;

  abstract balances(
    sessionId: string,
    filter?: { readonly participantCode?: string },
  ): Promise<readonly Balance[]>;

  /** All balances of trading accounts and which references they include, read at one instant. */
  abstract tradingSnapshot(sessionId: string, references: readonly string[]): Promise<LedgerSnapshot>;

  /** I1–I4 as SQL over balances and postings (see docs/invariants.md). */
  abstract checkInvariants(sessionId: string): Promise<readonly InvariantFinding[]>;
}
