import { formatPrice, formatQuantity, type InstrumentMeasures, type LocalizedText } from '../../kernel';
import type {
  AuctionResult,
  Level,
  MarketDelta,
  MarketPhase,
  MarketPicture,
  ReferencePrice,
  Standing,
  TapeTrade,
} from './market-book';

/** A market in the words of the edge: decimal strings, levels as short arrays because there are many of them. */
export type LevelMessage = readonly [price: string, quantity: string, orders: number];

export interface TradeMessage {
  readonly tradeId: string;
  readonly price: string;
  readonly quantity: string;
  /** the aggressor's side */
  readonly side: 'buy' | 'sell';
  readonly model: TapeTrade['model'];
  readonly date: string;
  readonly executedAt: string;
}
interface ReferenceMessage {
  readonly reference: string;
  readonly bandLow: string;
  readonly bandHigh: string;
}
interface StandingMessage {
  readonly phase: MarketPhase;
  /** false: nobody may cancel or amend at this hour */
  readonly cancels: boolean;
  /** what the collected orders would trade at now */
  readonly indicative: {
    readonly price: string;
    readonly quantity: string;
    readonly surplus: string;
    readonly surplusSide: 'buy' | 'sell' | null;
  } | null;
}
export interface PictureMessage extends ReferenceMessage, StandingMessage {
  readonly bids: readonly LevelMessage[];
  readonly asks: readonly LevelMessage[];
  readonly last: string | null;
}
interface AuctionMessage {
  /** whose tie rules */
  readonly rule: AuctionResult['rule'];
  readonly price: string;
  readonly quantity: string;
  readonly surplus: string;
  readonly surplusSide: 'buy' | 'sell' | null;
  /** the tie rules in their order, until one price was left */
  readonly steps: readonly { readonly criterion: string; readonly text: LocalizedText }[];
  readonly summary: LocalizedText;
}
export interface DeltaMessage extends Partial<ReferenceMessage & StandingMessage> {
  /** only after an uncrossing */
  readonly auction?: AuctionMessage;
  readonly levels: readonly (readonly ['buy' | 'sell', ...LevelMessage])[];
  readonly trades: readonly TradeMessage[];
}

const levelMessage = (level: Level, measures: InstrumentMeasures): LevelMessage => [
  formatPrice(level.priceTicks, measures),
  formatQuantity(level.quantityLots, measures),
  level.orderCount,
];

const referenceMessage = (price: ReferencePrice, measures: InstrumentMeasures): ReferenceMessage => ({
  reference: formatPrice(price.referencePriceTicks, measures),
  bandLow: formatPrice(price.bandLowTicks, measures),
  bandHigh: formatPrice(price.bandHighTicks, measures),
});

const standingMessage = (
  { phase, cancels, indicative }: Standing,
  measures: InstrumentMeasures,
): StandingMessage => ({
  phase,
  cancels,
  indicative: indicative && {
    price: formatPrice(indicative.priceTicks, measures),
    quantity: formatQuantity(indicative.quantityLots, measures),
    surplus: formatQuantity(indicative.surplusLots, measures),
    surplusSide: indicative.surplusSide,
  },
});

export const auctionMessage = (auction: AuctionResult, measures: InstrumentMeasures): AuctionMessage => ({
  rule: auction.rule,
  price: formatPrice(auction.priceTicks, measures),
  quantity: formatQuantity(auction.quantityLots, measures),
  surplus: formatQuantity(auction.surplusLots, measures),
  surplusSide: auction.surplusSide,
  steps: auction.steps.map(({ criterion, text }) => ({ criterion, text })),
  summary: auction.summary,
});

export const tradeMessage = (
  trade: Omit<TapeTrade, 'tradeSequence'>,
  measures: InstrumentMeasures,
): TradeMessage => ({
  tradeId: trade.tradeId,
  price: formatPrice(trade.priceTicks, measures),
  quantity: formatQuantity(trade.quantityLots, measures),
  side: trade.aggressorSide,
  model: trade.model,
  date: trade.date,
  executedAt: trade.executedAt,
});

export const pictureMessage = (
  picture: Omit<MarketPicture, 'sequence'>,
  measures: InstrumentMeasures,
): PictureMessage => ({
  bids: picture.bids.map((level) => levelMessage(level, measures)),
  asks: picture.asks.map((level) => levelMessage(level, measures)),
  last: picture.lastPriceTicks === null ? null : formatPrice(picture.lastPriceTicks, measures),
  ...referenceMessage(picture, measures),
  ...standingMessage(picture, measures),
});

export const deltaMessage = (delta: MarketDelta, measures: InstrumentMeasures): DeltaMessage => ({
  levels: delta.levels.map((level) => [level.side, ...levelMessage(level, measures)] as const),
  trades: delta.trades.map((trade) => tradeMessage(trade, measures)),
  ...(delta.reference ? referenceMessage(delta.reference, measures) : {}),
  ...(delta.standing ? standingMessage(delta.standing, measures) : {}),
  ...(delta.auction ? { auction: auctionMessage(delta.auction, measures) } : {}),
});
