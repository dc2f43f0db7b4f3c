/** What a market does at a time of its day. */
export type MarketPhase =
  | 'closed'
  | 'pre-open'
  | 'call-auction'
  | 'continuous'
  | 'volatility-halt'
  | 'closing-auction'
  | 'suspended';

export interface PhaseRule {
  /** new orders come in, resting ones may be amended */
  readonly accepts: boolean;
  /** orders meet as they come */
  readonly matches: boolean;
  /** orders are collected; the book may stand crossed until it is uncrossed at one price */
  readonly collects: boolean;
  /** leaving this phase for one that does not collect uncrosses the book */
  readonly uncrossesAtEnd: boolean;
}

/** The phases as data; whether orders can be cancelled is the window's matter (`TradingWindow`). */
export const PHASES: Readonly<Record<MarketPhase, PhaseRule>> = {
  closed: { accepts: false, matches: false, collects: false, uncrossesAtEnd: false },
  'pre-open': { accepts: true, matches: false, collects: true, uncrossesAtEnd: false },
  'call-auction': { accepts: true, matches: false, collects: true, uncrossesAtEnd: true },
  continuous: { accepts: true, matches: true, collects: false, uncrossesAtEnd: false },
  'volatility-halt': { accepts: true, matches: false, collects: true, uncrossesAtEnd: true },
  'closing-auction': { accepts: true, matches: false, collects: true, uncrossesAtEnd: true },
  suspended: { accepts: false, matches: false, collects: false, uncrossesAtEnd: false },
};

/** Entering `next` from `present`: is the book uncrossed first? A continuous market never starts crossed (I8). */
export const uncrossesBetween = (present: MarketPhase, next: MarketPhase): boolean =>
  next === 'continuous' || (PHASES[present].uncrossesAtEnd && !PHASES[next].collects && next !== 'suspended');

/** A part of the trading day: from this second of the day on, until the next window begins. */
export interface TradingWindow {
  readonly fromSecondOfDay: number;
  readonly phase: MarketPhase;
  /** false: nobody may cancel or amend (Shanghai and Shenzhen: 9:20–9:25 and the closing auction) */
  readonly cancels: boolean;
}

const at = (clock: string, phase: MarketPhase, cancels = true): TradingWindow => {
  const [hours, minutes] = clock.split(':');
  return { fromSecondOfDay: Number(hours) * 3_600 + Number(minutes) * 60, phase, cancels };
};

/** Trading days of real markets, as far as their rules were seen (docs/markets.md names the sources). */
export const TRADING_DAYS = {
  /** Shanghai and Shenzhen stock exchanges: opening call, two continuous sessions, closing call */
  'sse-stock': [
    at('9:15', 'call-auction'),
    at('9:20', 'call-auction', false),
    at('9:25', 'closed'),
    at('9:30', 'continuous'),
    at('11:30', 'closed'),
    at('13:00', 'continuous'),
    at('14:57', 'closing-auction', false),
    at('15:00', 'closed'),
  ],
  /** China's national carbon market: listing agreements 9:30–11:30 and 13:00–15:00, no auction */
  'national-ets': [
    at('9:30', 'continuous'),
    at('11:30', 'closed'),
    at('13:00', 'continuous'),
    at('15:00', 'closed'),
  ],
} as const satisfies Readonly<Record<string, readonly TradingWindow[]>>;

export type TradingDayName = keyof typeof TRADING_DAYS;
