import type { InstrumentTerms, Side } from '../../../src/order-matching/core';
import type { VenueLimits } from '../../../src/order-matching/core/limits';
import type { Source } from './random-source';

/** Kinds of command, with the ones that are told apart only here. */
export type CommandKind =
  | 'place'
  | 'amend'
  | 'cancel'
  | 'cancel-all'
  | 'phase'
  | 'back-to-continuous'
  | 'clock'
  | 'day'
  | 'take'
  | 'propose'
  | 'accept'
  | 'open-bidding'
  | 'bid'
  | 'close-bidding'
  | 'confirm'
  | 'transfer'
  | 'holding-limit'
  | 'list';

export interface MarketPlan {
  readonly terms: InstrumentTerms;
  /** where buys below and sells above mostly rest */
  readonly middle: number;
  /** of an order of this side, or of its trigger */
  readonly price: (source: Source, side: Side) => number;
  readonly lots: (source: Source) => number;
}

/** What one flow is about: its venue, and what comes how often. */
export interface FlowPlan {
  readonly name: FlowName;
  readonly limits: VenueLimits;
  /** without cover and balances */
  readonly ample: boolean;
  readonly participants: readonly string[];
  readonly cashCents: number;
  readonly rightsLots: number;
  readonly markets: readonly MarketPlan[];
  readonly commands: Readonly<Partial<Record<CommandKind, number>>>;
  /** in a hundred orders */
  readonly shares: {
    readonly iceberg: number;
    readonly stop: number;
    readonly minimum: number;
    readonly postOnly: number;
    readonly market: number;
    /** IOC, FOK, DAY, GTD instead of GTC */
    readonly life: number;
  };
  /** in a hundred of a hundred numbers: one that no sensible client sends */
  readonly oddInAHundredth: number;
}

export const FLOW_NAMES = [
  'everything',
  'continuous',
  'auctions',
  'stops',
  'halts',
  'trading-day',
  'models',
  'holdings',
  'crowded',
  'deep',
  'boundless',
  'boundless-ample',
] as const;
export type FlowName = (typeof FLOW_NAMES)[number];
