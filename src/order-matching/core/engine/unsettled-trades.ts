// Records of one trade, written into the code (see order-life.ts).
const enum Whose {
  shift = 2,
  buyRow = 0,
  sellRow = 1,
  /** ordinal of the simulated day */
  day = 2,
}
const enum What {
  shift = 2,
  /** 0 = the place is free */
  tradeSequence = 0,
  priceTicks = 1,
  quantityLots = 2,
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
  private whose = new Int32Array(FIRST_PLACES << Whose.shift);
  private what = new Float64Array(FIRST_PLACES << What.shift);
  private mask = FIRST_PLACES - 1;
  private readonly late = new Map<number, UnsettledTrade>();
  private standing = 0;

  get count(): number {
    return this.standing;
  }

  add(
    tradeSequence: number,
    buyRow: number,
    sellRow: number,
    priceTicks: number,
    quantityLots: number,
    day: number,
  ): void {
    if ((this.what[(tradeSequence & this.mask) << What.shift] as number) !== 0) this.makeRoom(tradeSequence);
    const { whose, what } = this;
    const place = tradeSequence & this.mask;
    whose[(place << Whose.shift) | Whose.buyRow] = buyRow;
    whose[(place << Whose.shift) | Whose.sellRow] = sellRow;
    whose[(place << Whose.shift) | Whose.day] = day;
    what[(place << What.shift) | What.tradeSequence] = tradeSequence;
    what[(place << What.shift) | What.priceTicks] = priceTicks;
    what[(place << What.shift) | What.quantityLots] = quantityLots;
    this.standing += 1;
  }

  /** Takes a trade out and hands it to `deliver`. @returns false when it is not (or no longer) here */
  take(
    tradeSequence: number,
    deliver: (buyRow: number, sellRow: number, priceTicks: number, quantityLots: number, day: number) => void,
  ): boolean {
    const { whose, what } = this;
    const place = tradeSequence & this.mask;
    // 0 is no trade: it would be found in a free place
    if (what[place << What.shift] !== tradeSequence || tradeSequence === 0)
      return this.takeLate(tradeSequence, deliver);
    what[place << What.shift] = 0;
    this.standing -= 1;
    deliver(
      whose[(place << Whose.shift) | Whose.buyRow] as number,
      whose[(place << Whose.shift) | Whose.sellRow] as number,
      what[(place << What.shift) | What.priceTicks] as number,
      what[(place << What.shift) | What.quantityLots] as number,
      whose[(place << Whose.shift) | Whose.day] as number,
    );
    return true;
  }

  /** All of them, in the order of their sequences. */
  list(): UnsettledTrade[] {
    const trades = [...this.late.values()];
    for (let place = 0; place <= this.mask; place += 1)
      if ((this.what[place << What.shift] as number) !== 0) trades.push(this.at(place));
    return trades.sort((one, other) => one.tradeSequence - other.tradeSequence);
  }

  private at(place: number): UnsettledTrade {
    const { whose, what } = this;
    return {
      tradeSequence: what[(place << What.shift) | What.tradeSequence] as number,
      buyRow: whose[(place << Whose.shift) | Whose.buyRow] as number,
      sellRow: whose[(place << Whose.shift) | Whose.sellRow] as number,
      priceTicks: what[(place << What.shift) | What.priceTicks] as number,
      quantityLots: what[(place << What.shift) | What.quantityLots] as number,
      day: whose[(place << Whose.shift) | Whose.day] as number,
    };
  }

  private takeLate(
    tradeSequence: number,
    deliver: (buyRow: number, sellRow: number, priceTicks: number, quantityLots: number, day: number) => void,
  ): boolean {
    const trade = this.late.get(tradeSequence);
    if (!trade) return false;
    this.late.delete(tradeSequence);
    this.standing -= 1;
    deliver(trade.buyRow, trade.sellRow, trade.priceTicks, trade.quantityLots, trade.day);
    return true;
  }

  /** The place of a new trade is taken: by a larger ring while that is allowed, else by moving the older trade out. */
  private makeRoom(tradeSequence: number): void {
    while (this.mask + 1 < MOST_PLACES && this.what[(tradeSequence & this.mask) << What.shift] !== 0)
      this.grow();
    const place = tradeSequence & this.mask;
    if (this.what[place << What.shift] === 0) return;
    const older = this.at(place);
    this.late.set(older.tradeSequence, older);
  }

  private grow(): void {
    const { whose, what } = this;
    const places = this.mask + 1;
    this.whose = new Int32Array((places * 2) << Whose.shift);
    this.what = new Float64Array((places * 2) << What.shift);
    this.mask = places * 2 - 1;
    for (let place = 0; place < places; place += 1) {
      if ((what[place << What.shift] as number) === 0) continue;
      const moved = (what[place << What.shift] as number) & this.mask;
      this.whose.set(whose.subarray(place << Whose.shift, (place + 1) << Whose.shift), moved << Whose.shift);
      this.what.set(what.subarray(place << What.shift, (place + 1) << What.shift), moved << What.shift);
    }
  }
}
