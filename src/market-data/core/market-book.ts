/**
 * What one market looks like to its public, kept up to date from the venue's events. Integers only: ticks and lots.
 * The book holds levels, never orders or owners: nothing private can leak from here (I18).
 */
export type BookSide = 'buy' | 'sell';

export interface Level {
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly orderCount: number;
}
export interface LevelUpdate extends Level {
  readonly side: BookSide;
}
/** A trade as the public sees it: no counterparties. */
export interface TapeTrade {
  readonly tradeSequence: number;
  readonly tradeId: string;
  readonly model: 'continuous' | 'auction' | 'listing' | 'block' | 'bidding';
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly aggressorSide: BookSide;
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
/** What the collected orders would trade at now. */
export interface Indicative {
  readonly priceTicks: number;
  readonly quantityLots: number;
  /** left over at that price, on `surplusSide` */
  readonly surplusLots: number;
  readonly surplusSide: BookSide | null;
}
/** Where the market stands in its day, and what a call auction would give. */
export interface Standing {
  readonly phase: MarketPhase;
  /** false: nobody may cancel or amend at this hour */
  readonly cancels: boolean;
  readonly indicative: Indicative | null;
}
export interface ReferencePrice {
  readonly referencePriceTicks: number;
  readonly bandLowTicks: number;
  readonly bandHighTicks: number;
}
export interface MarketPicture extends ReferencePrice, Standing {
  /** sequence of the last venue event that is in this picture */
  readonly sequence: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly lastPriceTicks: number | null;
}
export type MarketEvent =
  | ({ readonly type: 'level'; readonly sequence: number } & LevelUpdate)
  | { readonly type: 'trade'; readonly sequence: number; readonly trade: TapeTrade }
  | ({ readonly type: 'reference'; readonly sequence: number } & ReferencePrice)
  | ({ readonly type: 'market-phase'; readonly sequence: number } & Pick<Standing, 'phase' | 'cancels'>)
  | ({ readonly type: 'indicative'; readonly sequence: number } & Pick<Standing, 'indicative'>);

export interface MarketDelta {
  /** the last state of every level that changed; quantity 0 = the level is gone */
  readonly levels: readonly LevelUpdate[];
  /** oldest first */
  readonly trades: readonly TapeTrade[];
  readonly reference: ReferencePrice | null;
  /** null: neither phase nor indicative price changed */
  readonly standing: Standing | null;
}

/** How many trades a snapshot shows. */
export const TAPE_LENGTH = 50;

const COLLECTING: readonly MarketPhase[] = ['pre-open', 'call-auction', 'volatility-halt', 'closing-auction'];

const referenceOf = (price: ReferencePrice): ReferencePrice => ({
  referencePriceTicks: price.referencePriceTicks,
  bandLowTicks: price.bandLowTicks,
  bandHighTicks: price.bandHighTicks,
});

export class MarketBook {
  readonly #sides: Readonly<Record<BookSide, Map<number, Level>>>;
  #tape: TapeTrade[];
  #sequence: number;
  #lastTradeSequence: number;
  #lastPriceTicks: number | null;
  #reference: ReferencePrice;
  #phase: Pick<Standing, 'phase' | 'cancels'>;
  /** as it was told last while orders are collected; null outside of that */
  #indicative: Indicative | null;

  /** @param recentTrades newest first, as the venue lists them */
  constructor(picture: MarketPicture, recentTrades: readonly TapeTrade[]) {
    this.#sides = {
      buy: new Map(picture.bids.map((level) => [level.priceTicks, level])),
      sell: new Map(picture.asks.map((level) => [level.priceTicks, level])),
    };
    this.#tape = recentTrades.slice(0, TAPE_LENGTH);
    this.#sequence = picture.sequence;
    this.#lastTradeSequence = this.#tape[0]?.tradeSequence ?? 0;
    this.#lastPriceTicks = picture.lastPriceTicks;
    this.#reference = referenceOf(picture);
    this.#phase = { phase: picture.phase, cancels: picture.cancels };
    this.#indicative = picture.indicative;
  }

  /**
   * Takes a batch of events of this market and says what changed, or null when nothing did. Levels and references that
   * the picture already held (an event may arrive after a picture that includes it) are skipped by venue sequence;
   * trades by trade sequence, because the list of trades and the picture are not read at the same instant.
   */
  apply(events: readonly MarketEvent[]): MarketDelta | null {
    const levels = new Map<string, LevelUpdate>();
    const trades: TapeTrade[] = [];
    let reference: ReferencePrice | null = null;
    let standing: Standing | null = null;
    for (const event of events) {
      if (event.type === 'trade') {
        if (event.trade.tradeSequence > this.#lastTradeSequence) trades.push(this.#record(event.trade));
      } else if (event.sequence > this.#sequence) {
        if (event.type === 'reference') reference = this.#reprice(event);
        else if (event.type !== 'level') standing = this.#restand(event);
        else levels.set(`${event.side}:${event.priceTicks}`, this.#replace(event));
      }
    }
    const last = events.at(-1);
    if (last) this.#sequence = Math.max(this.#sequence, last.sequence);
    if (levels.size === 0 && trades.length === 0 && reference === null && standing === null) return null;
    return { levels: [...levels.values()], trades, reference, standing };
  }

  /** Best prices first. */
  picture(levels = Number.POSITIVE_INFINITY): MarketPicture {
    return {
      ...this.#reference,
      ...this.#standing(),
      sequence: this.#sequence,
      bids: [...this.#sides.buy.values()].sort((a, b) => b.priceTicks - a.priceTicks).slice(0, levels),
      asks: [...this.#sides.sell.values()].sort((a, b) => a.priceTicks - b.priceTicks).slice(0, levels),
      lastPriceTicks: this.#lastPriceTicks,
    };
  }

  /** Newest first, at most TAPE_LENGTH. */
  tape(): readonly TapeTrade[] {
    return this.#tape;
  }

  #record(trade: TapeTrade): TapeTrade {
    this.#tape = [trade, ...this.#tape].slice(0, TAPE_LENGTH);
    this.#lastTradeSequence = trade.tradeSequence;
    // what two parties agreed on, or a lot fetched, is not the price of the market
    if (trade.model !== 'block' && trade.model !== 'bidding') this.#lastPriceTicks = trade.priceTicks;
    return trade;
  }

  #reprice(price: ReferencePrice): ReferencePrice {
    this.#reference = referenceOf(price);
    return this.#reference;
  }

  #standing(): Standing {
    const { phase, cancels } = this.#phase;
    return { phase, cancels, indicative: this.#indicative };
  }

  #restand(event: Extract<MarketEvent, { type: 'market-phase' | 'indicative' }>): Standing {
    if (event.type === 'indicative') this.#indicative = event.indicative;
    else {
      this.#phase = { phase: event.phase, cancels: event.cancels };
      // of every call the venue tells it anew
      if (!COLLECTING.includes(event.phase)) this.#indicative = null;
    }
    return this.#standing();
  }

  #replace({ side, priceTicks, quantityLots, orderCount }: LevelUpdate): LevelUpdate {
    if (quantityLots === 0) this.#sides[side].delete(priceTicks);
    else this.#sides[side].set(priceTicks, { priceTicks, quantityLots, orderCount });
    return { side, priceTicks, quantityLots, orderCount };
  }
}
