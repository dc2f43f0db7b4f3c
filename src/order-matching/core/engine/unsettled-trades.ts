// A record of one trade: four words and an amount (see order-life.ts).
const enum Word {
  ofRecord = 6,
  buyRow = 0,
  sellRow = 1,
  priceTicks = 2,
  /** ordinal of the simulated day */
  day = 3,
}
const enum Amount {
  ofRecord = 3,
  /** 0 = no trade, or none any more */
  quantityLots = 2,
}
const enum Page {
  places = 1_024,
}

/** Empty pages that are kept: with fewer, a venue that settles in batches would make and drop them all the time. */
const MOST_SPARES = 64;

/** A trade that is not delivered yet. */
export interface UnsettledTrade {
  readonly tradeSequence: number;
  /** positions of buyer and seller */
  readonly buyRow: number;
  readonly sellRow: number;
  readonly priceTicks: number;
  readonly quantityLots: number;
  /** ordinal of the simulated day */
  readonly day: number;
}

/** Records of the trades from sequence `first` on; the record of trade `t` begins `t − first` records from the start. */
export class TradePage {
  readonly words = new Int32Array(Page.places * Word.ofRecord);
  /** the same memory */
  readonly amounts = new Float64Array(this.words.buffer);

  /** trades that are here */
  count = 0;

  /** @param first a multiple of the places of a page */
  constructor(public first: number) {}

  /** null when the trade is not (or no longer) here */
  trade(place: number): UnsettledTrade | null {
    const quantityLots = this.amounts[place * Amount.ofRecord + Amount.quantityLots] ?? 0;
    if (quantityLots === 0) return null;
    const word = place * Word.ofRecord;
    return {
      tradeSequence: this.first + place,
      buyRow: this.words[word + Word.buyRow] as number,
      sellRow: this.words[word + Word.sellRow] as number,
      priceTicks: this.words[word + Word.priceTicks] as number,
      quantityLots,
      day: this.words[word + Word.day] as number,
    };
  }
}

/**
 * Traded, not yet delivered in the ledger. Sequences only rise, so that pages are filled one after the other; a page of
 * which every trade is delivered is used again. Whether trades settle at once or at the end of the day, adding one costs
 * the same.
 */
export class UnsettledTrades {
  /** the page with the youngest trade: the next one goes there, or to the page behind it */
  newest = new TradePage(0);
  private readonly pages = new Map<number, TradePage>([[0, this.newest]]);
  private readonly spares: TradePage[] = [];
  /** trades are delivered in their order, more or less: the page that was asked for last */
  private asked = this.newest;

  get count(): number {
    let count = 0;
    for (const page of this.pages.values()) count += page.count;
    return count;
  }

  add(
    tradeSequence: number,
    buyRow: number,
    sellRow: number,
    priceTicks: number,
    quantityLots: number,
    day: number,
  ): void {
    const page = this.pageFor(tradeSequence);
    const place = tradeSequence - page.first;
    const word = place * Word.ofRecord;
    page.words[word + Word.buyRow] = buyRow;
    page.words[word + Word.sellRow] = sellRow;
    page.words[word + Word.priceTicks] = priceTicks;
    page.words[word + Word.day] = day;
    page.amounts[place * Amount.ofRecord + Amount.quantityLots] = quantityLots;
    page.count += 1;
  }

  /** The page of a trade that is being made or restored; a new one when there is none yet. */
  pageFor(tradeSequence: number): TradePage {
    const first = firstOf(tradeSequence);
    const known = this.pages.get(first);
    if (known) return known;
    const page = this.spares.pop() ?? new TradePage(first);
    page.first = first;
    this.pages.set(first, page);
    if (first > this.newest.first) {
      const left = this.newest;
      this.newest = page;
      this.release(left);
    }
    return page;
  }

  /** The page where this trade would be; null when there is none. */
  pageOf(tradeSequence: number): TradePage | null {
    const place = tradeSequence - this.asked.first;
    if (place >= 0 && place < Page.places) return this.asked;
    const page = this.pages.get(firstOf(tradeSequence)) ?? null;
    if (page !== null) this.asked = page;
    return page;
  }

  /** Takes a trade out. @returns null when it is not (or no longer) here */
  take(tradeSequence: number): UnsettledTrade | null {
    const page = this.pageOf(tradeSequence);
    if (page === null) return null;
    const place = tradeSequence - page.first;
    const trade = page.trade(place);
    if (trade !== null) this.clear(page, place);
    return trade;
  }

  /** The trade, which is there, is delivered. */
  clear(page: TradePage, place: number): void {
    page.amounts[place * Amount.ofRecord + Amount.quantityLots] = 0;
    page.count -= 1;
    if (page.count === 0) this.release(page);
  }

  /** All of them, in the order of their sequences. */
  list(): UnsettledTrade[] {
    const trades: UnsettledTrade[] = [];
    for (const first of [...this.pages.keys()].sort((one, other) => one - other))
      for (let place = 0; place < Page.places; place += 1) {
        const trade = this.pages.get(first)?.trade(place);
        if (trade) trades.push(trade);
      }
    return trades;
  }

  /** An empty page is kept for the next trades, unless they come there anyway. */
  private release(page: TradePage): void {
    if (page.count !== 0 || page === this.newest) return;
    this.pages.delete(page.first);
    // as a spare it stands for nothing until it is used again
    if (page === this.asked) this.asked = this.newest;
    if (this.spares.length < MOST_SPARES) this.spares.push(page);
  }
}

const firstOf = (tradeSequence: number): number => Math.floor(tradeSequence / Page.places) * Page.places;
