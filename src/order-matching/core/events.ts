import type { LocalizedText } from '../../kernel';
import type { Side } from './book/order-book';
import type { AuctionRule, AuctionStep } from './call-auction';
import type { MarketPhase } from './engine/phases';
import type { ExecutionReport, InstrumentTerms, VenuePhase } from './order-terms';
import type { Reason } from './reasons';

/** Under which model a trade was made; block trades and bidding do not count for the daily close. */
export type TradeModel = 'continuous' | 'auction' | 'listing' | 'block' | 'bidding';

export interface VenueTrade {
  readonly tradeSequence: number;
  readonly instrumentCode: string;
  readonly model: TradeModel;
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly amountCents: number;
  readonly buyerCode: string;
  readonly sellerCode: string;
  readonly buyOrderNumber: number;
  readonly sellOrderNumber: number;
  /** in an auction the side of the younger order */
  readonly aggressorSide: Side;
  readonly date: string;
}

/** What an uncrossing found, and why: told once, before its trades. */
export interface VenueAuction {
  readonly instrumentCode: string;
  readonly rule: AuctionRule;
  /** what the rule compares with: the last price of the day, before the first trade the reference price; null = neither */
  readonly referencePriceTicks: number | null;
  readonly priceTicks: number;
  readonly quantityLots: number;
  /** left over at the price, on `surplusSide` */
  readonly surplusLots: number;
  readonly surplusSide: Side | null;
  /** the tie rules in their order, until one price was left */
  readonly steps: readonly AuctionStep[];
  readonly summary: LocalizedText;
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
  /** the venue as a whole was opened or closed */
  | { readonly type: 'phase'; readonly phase: VenuePhase }
  | {
      readonly type: 'market-phase';
      readonly instrumentCode: string;
      readonly phase: MarketPhase;
      readonly cancels: boolean;
    }
  /** what the collected orders would trade at now; null = nothing crosses */
  | {
      readonly type: 'indicative';
      readonly instrumentCode: string;
      readonly priceTicks: number | null;
      readonly quantityLots: number;
      readonly surplusLots: number;
      readonly surplusSide: Side | null;
    }
  | { readonly type: 'auction'; readonly auction: VenueAuction }
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
  | { readonly type: 'account'; readonly account: AccountPicture }
  | {
      readonly type: 'large-holder';
      readonly participantCode: string;
      readonly instrumentCode: string;
      readonly positionLots: number;
      readonly thresholdLots: number;
      readonly above: boolean;
    };

export type CoreEvent = CoreEventBody & { readonly sequence: number };

export interface CommandOutcome {
  readonly events: readonly CoreEvent[];
  /** why the command changed nothing; a rejected order is an event, not a refusal */
  readonly refusal: Reason | null;
}
