const START = 0x811c9dc5 | 0;

function mix(hash, value) {
  const mixed = Math.imul(hash ^ value, 0x01000193);
  return mixed ^ (mixed >>> 15);
}

const asText = (hash) => (hash >>> 0).toString(16).padStart(8, '0');

/**
 * Counts and hashes the trades of a run. It is called inside the measured loop, so its sums live in typed arrays:
 * they allocate nothing and keep one representation from the first trade to the last.
 */
export class TradeTally {
  #sums = new Float64Array(3);
  #hash = Int32Array.of(START);

  add(makerId, takerId, price, qty) {
    this.#sums[0] += 1;
    this.#sums[1] += qty;
    this.#sums[2] += price * qty;
    this.#hash[0] = mix(mix(mix(mix(this.#hash[0], makerId), takerId), price), qty);
  }

  result() {
    const [trades, volume, notional] = this.#sums;
    return { trades, volume, notional, tradeHash: asText(this.#hash[0]) };
  }
}

/** Hash of the resting orders: the bids, then the asks, each best first and oldest first within a price. */
export function bookHash({ bids, asks }) {
  let hash = START;
  for (const half of [bids, asks]) {
    let orders = 0;
    for (const { price, id, qty } of half) {
      hash = mix(mix(mix(hash, price | 0), id | 0), qty | 0);
      orders += 1;
    }
    hash = mix(hash, orders);
  }
  return asText(hash);
}
