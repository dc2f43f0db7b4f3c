// A record of one trade, half a cache line: four words, and behind them two amounts (see order-life.ts).
const enum Word {
  shift = 3,
  buyRow = 0,
  sellRow = 1,
  priceTicks = 2,
  /** ordinal of the simulated day */
  day = 3,
}
const enum Amount {
  shift = 2,
  /** 0 = the place is free */
  tradeSequence = 2,
  quantityLots = 3,
}

const FIRST_PLACES = 1_024;
/** Trades that wait longer than so many younger ones stand in a map of their own. */
const MOST_PLACES = 65_536;

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

/**
 * Traded, not yet delivered in the ledger. Sequences only rise and most trades are delivered soon, so a ring of records
 * addressed by the low bits of the sequence holds them; one whose place is wanted by a younger trade moves to a map.
 */
export class UnsettledTrades {
  words = new Int32Array(FIRST_PLACES << Word.shift);
  /** the same memory */
  amounts = new Float64Array(this.words.buffer);
  mask = FIRST_PLACES - 1;
  private readonly late = new Map<number, UnsettledTrade>();

  /** Counted on demand. */
  get count(): number {
    let count = this.late.size;
    for (let place = 0; place <= this.mask; place += 1) if (this.sequenceAt(place) !== 0) count += 1;
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
    if (this.sequenceAt(tradeSequence & this.mask) !== 0) this.makeRoom(tradeSequence);
    const { words, amounts } = this;
    const place = tradeSequence & this.mask;
    const word = place << Word.shift;
    const amount = place << Amount.shift;
    words[word | Word.buyRow] = buyRow;
    words[word | Word.sellRow] = sellRow;
    words[word | Word.priceTicks] = priceTicks;
    words[word | Word.day] = day;
    amounts[amount | Amount.tradeSequence] = tradeSequence;
    amounts[amount | Amount.quantityLots] = quantityLots;
  }

  /** Takes a trade out. @returns null when it is not (or no longer) here */
  take(tradeSequence: number): UnsettledTrade | null {
    const place = tradeSequence & this.mask;
    // 0 is no trade: it would be found in a free place
    if (tradeSequence === 0 || this.sequenceAt(place) !== tradeSequence) {
      const trade = this.late.get(tradeSequence) ?? null;
      this.late.delete(tradeSequence);
      return trade;
    }
    const trade = this.at(place);
    this.amounts[(place << Amount.shift) | Amount.tradeSequence] = 0;
    return trade;
  }

  /** All of them, in the order of their sequences. */
  list(): UnsettledTrade[] {
    const trades = [...this.late.values()];
    for (let place = 0; place <= this.mask; place += 1)
      if (this.sequenceAt(place) !== 0) trades.push(this.at(place));
    return trades.sort((one, other) => one.tradeSequence - other.tradeSequence);
  }

  private sequenceAt(place: number): number {
    return this.amounts[(place << Amount.shift) | Amount.tradeSequence] as number;
  }

  private at(place: number): UnsettledTrade {
    const word = place << Word.shift;
    return {
      tradeSequence: this.sequenceAt(place),
      buyRow: this.words[word | Word.buyRow] as number,
      sellRow: this.words[word | Word.sellRow] as number,
      priceTicks: this.words[word | Word.priceTicks] as number,
      quantityLots: this.amounts[(place << Amount.shift) | Amount.quantityLots] as number,
      day: this.words[word | Word.day] as number,
    };
  }

  /** The place of a new trade is taken: by a larger ring while that is allowed, else by moving the older trade out. */
  private makeRoom(tradeSequence: number): void {
    while (this.mask + 1 < MOST_PLACES && this.sequenceAt(tradeSequence & this.mask) !== 0) this.grow();
    const place = tradeSequence & this.mask;
    if (this.sequenceAt(place) === 0) return;
    const older = this.at(place);
    this.late.set(older.tradeSequence, older);
  }

  private grow(): void {
    const { words, mask } = this;
    const sequences = Array.from({ length: mask + 1 }, (_, place) => this.sequenceAt(place));
    this.words = new Int32Array(words.length * 2);
    this.amounts = new Float64Array(this.words.buffer);
    this.mask = mask * 2 + 1;
    for (const [place, sequence] of sequences.entries()) {
      if (sequence === 0) continue;
      const record = words.subarray(place << Word.shift, (place + 1) << Word.shift);
      this.words.set(record, (sequence & this.mask) << Word.shift);
    }
  }
}
