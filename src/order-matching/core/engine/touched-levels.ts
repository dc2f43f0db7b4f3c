import type { SideCode } from '../book/order-book';

const FIRST_LENGTH = 32;
/** So many entries are looked through one by one; beyond, a table finds them. */
const FEW = 8;

/** The price levels that one command touched, each once, in the order of first touch. */
export class TouchedLevels {
  count = 0;
  markets = new Int32Array(FIRST_LENGTH);
  /** price and side in one word: `price × 2 + side` */
  keys = new Float64Array(FIRST_LENGTH);
  /** open addressing: the entry (counted from 1) that stands in a place; only filled beyond FEW entries */
  private table = new Int32Array(FIRST_LENGTH * 2);
  private places = new Int32Array(FIRST_LENGTH);

  touch(market: number, side: SideCode, priceTicks: number): void {
    const { count, keys } = this;
    const key = priceTicks * 2 + side;
    if (count > FEW) this.touchMany(market, key);
    else {
      for (let entry = count - 1; entry >= 0; entry -= 1)
        if (keys[entry] === key && this.markets[entry] === market) return;
      keys[count] = key;
      this.markets[count] = market;
      this.count = count + 1;
      if (count === FEW) this.fillTable();
    }
  }

  clear(): void {
    if (this.count > FEW)
      for (let entry = 0; entry < this.count; entry += 1) this.table[this.places[entry] as number] = 0;
    this.count = 0;
  }

  private touchMany(market: number, key: number): void {
    const place = this.find(market, key);
    if (this.table[place] !== 0) return;
    const entry = this.count;
    this.markets[entry] = market;
    this.keys[entry] = key;
    this.places[entry] = place;
    this.count = entry + 1;
    this.table[place] = this.count;
    if (this.count === this.keys.length) this.grow();
  }

  /** Where the level stands in the table, or would stand. */
  private find(market: number, key: number): number {
    const mask = this.table.length - 1;
    const mixed = Math.imul(key, 0x9e3779b1) ^ Math.imul(market, 0x85ebca6b);
    let place = (mixed ^ (mixed >>> 15)) & mask;
    for (;;) {
      const entry = (this.table[place] as number) - 1;
      if (entry < 0 || (this.keys[entry] === key && this.markets[entry] === market)) return place;
      place = (place + 1) & mask;
    }
  }

  private fillTable(): void {
    for (let entry = 0; entry < this.count; entry += 1) {
      const place = this.find(this.markets[entry] as number, this.keys[entry] as number);
      this.table[place] = entry + 1;
      this.places[entry] = place;
    }
  }

  private grow(): void {
    const { markets, keys } = this;
    const length = this.count * 2;
    this.markets = new Int32Array(length);
    this.keys = new Float64Array(length);
    this.places = new Int32Array(length);
    this.table = new Int32Array(length * 2);
    this.markets.set(markets);
    this.keys.set(keys);
    this.fillTable();
  }
}
