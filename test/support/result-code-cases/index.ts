import type { ReasonCode } from '../../../src/order-matching/core';
import { COMMAND_CASES } from './command-cases';
import { COVER_CASES } from './cover-cases';
import { ENDING_CASES } from './ending-cases';
import { MARKET_CASES } from './market-cases';
import { MODEL_CASES } from './model-cases';
import { ORDER_CASES } from './order-cases';
import type { Case } from './provoking';

export type { Values } from './provoking';

/** How each code is provoked, by the groups of `REASON_GROUPS`. */
export const CASES: Readonly<Record<ReasonCode, Case>> = {
  ...ORDER_CASES,
  ...MARKET_CASES,
  ...COVER_CASES,
  ...ENDING_CASES,
  ...MODEL_CASES,
  ...COMMAND_CASES,
};
