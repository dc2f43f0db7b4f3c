import type { Side } from './order-book';
import type {
  ExecutionReport,
  InstrumentTerms,
  OrderType,
  SelfTradePrevention,
  TimeInForce,
  VenuePhase,
} from './order-terms';
import type { Reason } from './reasons';

/** What the right family said about this participant, instrument and side, before the order came to the core. */
export type Eligibility =
  | { readonly allowed: false; readonly reason: Reason }
  | {
      readonly allowed: true;
      /** most that the participant may buy (or sell) in all, open orders included; null = no limit */
      readonly limitLots: number | null;
      readonly limitReason: Reason | null;
    };

export interface PlaceOrderCommand {
  readonly type: 'place-order';
  readonly participantCode: string;
  readonly actorId: string;
  readonly actorKind: 'person' | 'bot';
  readonly clientOrderId: string;
  readonly instrumentCode: string;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly priceTicks: number | null;
  readonly quantityLots: number;
  readonly timeInForce: TimeInForce;
  readonly selfTradePrevention: SelfTradePrevention;
  readonly eligibility: Eligibility;
}

/** Everything that can change a venue, without its number. Amounts are cents for cash, lots for rights. */
export type VenueCommandBody =
  | { readonly type: 'list-instrument'; readonly terms: InstrumentTerms }
  | { readonly type: 'set-phase'; readonly phase: VenuePhase }
  /** Yesterday's volume-weighted average becomes the reference price; orders outside the new band are cancelled. */
  | { readonly type: 'start-day'; readonly date: string }
  | PlaceOrderCommand
  | { readonly type: 'cancel-order'; readonly participantCode: string; readonly orderNumber: number }
  /** null: the whole venue */
  | { readonly type: 'cancel-all'; readonly participantCode: string | null }
  /** `instrumentCode` null: cash. Settled assets come into, or leave, the trading account. */
  | {
      readonly type: 'credit' | 'debit';
      readonly participantCode: string;
      readonly instrumentCode: string | null;
      readonly amount: number;
    }
  /** Delivered in the ledger; numbers that are not (or no longer) unsettled are passed over. */
  | { readonly type: 'confirm-settlement'; readonly tradeSequences: readonly number[] }
  /** The first command after a restart: the book is lost, so its orders are declared cancelled. */
  | { readonly type: 'void-lost-orders'; readonly orders: readonly LostOrder[] };

export type VenueCommand = VenueCommandBody & { readonly sequence: number };

/** An order that was open when the venue stopped, as it was last recorded. */
export type LostOrder = Omit<ExecutionReport, 'status' | 'reason'>;
