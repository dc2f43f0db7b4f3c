/** The shapes that the API sends. Money, prices and quantities are decimal strings; they stay exact here. */

export interface LocalizedText {
  readonly en: string;
  readonly zh: string;
}

export type SessionStage = 'setup' | 'trading' | 'monitoring' | 'surrender' | 'debrief';
export const SESSION_STAGES: readonly SessionStage[] = [
  'setup',
  'trading',
  'monitoring',
  'surrender',
  'debrief',
];

export interface SessionSummary {
  readonly sessionId: string;
  readonly titles: LocalizedText;
  readonly scenario: string;
  readonly stage: SessionStage;
  readonly paused: boolean;
  readonly simulatedDate: string;
  readonly period: string;
  /** null for all but trainers */
  readonly seed: number | null;
  readonly dayMilliseconds: number;
}

export type Role = 'trainer' | 'regulator' | 'trader' | 'observer';
export interface Actor {
  readonly actorId: string;
  readonly role: Role;
  readonly displayName: string;
  readonly sessionId: string | null;
  readonly participantCode: string | null;
}
export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: string;
  readonly actor: Actor;
}
export interface Seat {
  readonly seatId: string;
  readonly role: Role;
  readonly participantCode: string | null;
  readonly joinCode: string | null;
  readonly takenBy: string | null;
}

export interface Instrument {
  readonly code: string;
  readonly family: string;
  readonly commodity: string;
  readonly zoneCode: string | null;
  readonly vintage: string | null;
  readonly names: LocalizedText;
  readonly purpose: 'allowance' | 'offset';
  readonly unit: LocalizedText;
  readonly lotSize: string;
  readonly tickSize: string;
}
export interface Family {
  readonly code: string;
  readonly names: LocalizedText;
  readonly allocationMethods: readonly { readonly code: string; readonly names: LocalizedText }[];
}
export interface Participant {
  readonly participantCode: string;
  readonly names: LocalizedText;
  readonly kind: string;
  readonly family: string;
  readonly zoneCode: string;
}
export interface Cap {
  readonly family: string;
  readonly commodity: string;
  readonly regionCode: string;
  readonly regionNames?: LocalizedText | null;
  readonly period: string;
  readonly cap: string;
  readonly issued: string;
  readonly unit: LocalizedText;
}

export interface ExplanationStep {
  readonly label: LocalizedText;
  readonly formula: string;
  readonly value: string;
  readonly clause: LocalizedText;
}
export type PlanStatus = 'draft' | 'submitted' | 'approved' | 'issued' | 'rejected';
export interface PlanSummary {
  readonly planId: string;
  readonly family: string;
  readonly method: string;
  readonly period: string;
  readonly status: PlanStatus;
  readonly draftedBy: string;
  readonly submittedBy: string | null;
  readonly approvedBy: string | null;
  readonly entryCount: number;
}
export interface PlanEntry {
  readonly holderCode: string;
  readonly instrumentCode: string;
  readonly quantity: string;
  readonly charge: string;
  readonly explanation: readonly ExplanationStep[];
}
export interface Plan extends PlanSummary {
  readonly entries: readonly PlanEntry[];
}

export type Side = 'buy' | 'sell';
export type OrderType = 'limit' | 'market';
export type TimeInForce = 'GTC' | 'IOC' | 'FOK' | 'DAY' | 'GTD';
type OrderStatus = 'waiting' | 'open' | 'partially-filled' | 'filled' | 'cancelled' | 'expired' | 'rejected';
export interface Order {
  readonly orderId: string;
  readonly clientOrderId: string;
  readonly instrumentCode: string;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly timeInForce: TimeInForce;
  readonly price: string | null;
  readonly quantity: string;
  readonly cumulativeQuantity: string;
  readonly leavesQuantity: string;
  readonly cancelledQuantity: string;
  readonly status: OrderStatus;
  readonly reason: {
    readonly code: string;
    readonly text: LocalizedText;
    readonly remedy: LocalizedText;
  } | null;
  readonly placedOn: string;
  readonly postOnly: boolean;
  readonly stopPrice: string | null;
}
export interface NewOrder {
  readonly clientOrderId: string;
  readonly instrumentCode: string;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly price?: string;
  readonly quantity: string;
  readonly timeInForce: TimeInForce;
  readonly postOnly?: boolean;
}

interface RightPosition {
  readonly instrumentCode: string;
  readonly available: string;
  readonly reserved: string;
  readonly unsettledIn: string;
  readonly unsettledOut: string;
  readonly registered: string;
}
export interface Account {
  readonly participantCode: string;
  readonly cash: {
    readonly available: string;
    readonly reserved: string;
    readonly unsettledIn: string;
    readonly unsettledOut: string;
    readonly bank: string;
  };
  readonly rights: readonly RightPosition[];
}

/** price, quantity, number of orders */
export type Level = readonly [string, string, number];
export interface TapeTrade {
  readonly tradeId: string;
  readonly price: string;
  readonly quantity: string;
  readonly side: Side;
  /** block trades and bidding count neither for the last price nor for the candle of the day */
  readonly model?: 'continuous' | 'auction' | 'listing' | 'block' | 'bidding';
  readonly date: string;
  readonly executedAt: string;
}
export type MarketPhase =
  | 'closed'
  | 'pre-open'
  | 'call-auction'
  | 'continuous'
  | 'volatility-halt'
  | 'closing-auction'
  | 'suspended';
/** What the orders collected for a call auction would trade at now. */
export interface Indicative {
  readonly price: string;
  readonly quantity: string;
}
/** What the last call auction found, and why. */
export interface Auction {
  readonly steps: readonly { readonly criterion: string; readonly text: LocalizedText }[];
  readonly summary: LocalizedText;
}
export interface Candle {
  readonly date: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly average?: string;
  readonly volume: string;
  readonly turnover?: string;
}

export type InstructionState = 'instructed' | 'settling' | 'settled' | 'failed';
export interface Instruction {
  readonly instructionNumber: number;
  readonly tradeId: string;
  readonly instrumentCode: string;
  readonly quantity: string;
  readonly amount: string;
  readonly buyerCode: string | null;
  readonly sellerCode: string | null;
  readonly state: InstructionState;
  readonly attempts: number;
  readonly failure: { readonly code: string; readonly text: LocalizedText } | null;
  readonly instructedAt: string;
  readonly settledAt: string | null;
  readonly nextAttemptAt: string | null;
}
export interface Pipeline {
  readonly lanes: readonly {
    readonly state: InstructionState;
    readonly count: number;
    readonly amount: string;
  }[];
  readonly latest: readonly Instruction[];
}

export interface RightPart {
  readonly instrumentCode: string;
  readonly quantity: string;
}
export interface SurrenderProposal {
  readonly parts: readonly RightPart[];
  readonly shortfall: string;
  readonly surplus: readonly RightPart[];
  readonly explanation: readonly ExplanationStep[];
}
export interface ComplianceResult {
  readonly participantCode: string;
  readonly names: LocalizedText;
  readonly family: string;
  readonly period: string;
  readonly unit: LocalizedText;
  readonly obligation: string;
  /** null, like the three below, before the deadline for whom it does not concern */
  readonly surrendered: string | null;
  readonly surrenderedParts: readonly RightPart[] | null;
  readonly shortfall: string | null;
  readonly surplus: string | null;
  readonly status: 'open' | 'met' | 'short';
  readonly penalty: string;
  /** null for whom it does not concern */
  readonly penaltyCollected: string | null;
  readonly nextPeriodDeduction: string;
  readonly explanation: readonly ExplanationStep[];
  readonly surplusNote: LocalizedText | null;
}
export interface InvariantRow {
  readonly invariant: string;
  readonly holds: boolean;
  readonly detail: string;
}
