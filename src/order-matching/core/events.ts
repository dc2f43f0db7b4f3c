import type { Side } from './order-book';
import type { ExecutionReport, InstrumentTerms, VenuePhase } from './order-terms';
import type { Reason } from './reasons';

export interface VenueTrade {
  readonly tradeSequence: number;
  readonly instrumentCode: string;
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly amountCents: number;
  readonly buyerCode: string;
  readonly sellerCode: string;
  readonly buyOrderNumber: number;
  readonly sellOrderNumber: number;
  readonly aggressorSide: Side;
  readonly date: string;
}

export interface AccountPicture {
  readonly participantCode: string;
  readonly cashAvailableCents: number;
  readonly cashReservedCents: number;
  readonly cashUnsettledInCents: number;
  readonly cashUnsettledOutCents: number;
  readonly rights: readonly {
    readonly instrumentCode: string;
    readonly availableLots: number;
    readonly reservedLots: number;
    readonly unsettledInLots: number;
    readonly unsettledOutLots: number;
  }[];
}

export type CoreEventBody =
  | { readonly type: 'instrument'; readonly terms: InstrumentTerms }
  | {
      readonly type: 'reference';
      readonly instrumentCode: string;
      readonly referencePriceTicks: number;
      readonly bandLowTicks: number;
      readonly bandHighTicks: number;
    }
  | { readonly type: 'phase'; readonly phase: VenuePhase }
  | { readonly type: 'day'; readonly date: string }
  | { readonly type: 'order'; readonly order: ExecutionReport }
  | { readonly type: 'trade'; readonly trade: VenueTrade }
  | { readonly type: 'settled'; readonly tradeSequence: number }
  | {
      readonly type: 'level';
      readonly instrumentCode: string;
      readonly side: Side;
      readonly priceTicks: number;
      readonly quantityLots: number;
      readonly orderCount: number;
    }
  | { readonly type: 'account'; readonly account: AccountPicture };

export type CoreEvent = CoreEventBody & { readonly sequence: number };

export interface CommandOutcome {
  readonly events: readonly CoreEvent[];
  /** why the command changed nothing; a rejected order is an event, not a refusal */
  readonly refusal: Reason | null;
}
