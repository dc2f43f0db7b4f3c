import type { Side } from '../core';
import type { StreamId } from '../ids';

export const TIMES_IN_FORCE = ['GTC', 'DAY', 'GTD', 'IOC', 'FOK'] as const;
export const PREVENTION_MODES = [
  'cancel-aggressor',
  'cancel-resting',
  'cancel-both',
  'decrement-and-cancel',
] as const;
export type PreventionMode = (typeof PREVENTION_MODES)[number];

export interface PlaceCommand {
  readonly op: 'limit' | 'market';
  readonly id: StreamId;
  /** null: an account of its own */
  readonly account: string | null;
  readonly side: Side;
  /** limit, or protection of a market order; null: a market order without */
  readonly priceTicks: number | null;
  readonly quantityLots: number;
  readonly timeInForce: (typeof TIMES_IN_FORCE)[number];
  readonly postOnly: boolean;
  readonly displayLots: number | null;
  readonly minimumLots: number | null;
  readonly stopTicks: number | null;
  /** null: as the options of the program say */
  readonly prevention: PreventionMode | null;
}

export interface CancelCommand {
  readonly op: 'cancel';
  readonly id: StreamId;
  /** whose order it is; null: not said */
  readonly account: string | null;
}

export interface AmendCommand {
  readonly op: 'amend';
  readonly id: StreamId;
  /** whose order it is; null: not said */
  readonly account: string | null;
  /** null: unchanged */
  readonly priceTicks: number | null;
  /** the new open quantity; null: unchanged */
  readonly leavesLots: number | null;
  readonly stopTicks: number | null;
}

export type MatchCommand = PlaceCommand | CancelCommand | AmendCommand;
