const RECENT_MAX = 512;
const GONE = -1;

/** Ids of the resting orders, for picking one by chance in constant time. */
export class LiveOrders {
  #ids = [];
  #placeOf = [];
  #recent = new Uint32Array(RECENT_MAX);
  #added = 0;

  get count() {
    return this.#ids.length;
  }

  has(id) {
    return (this.#placeOf[id] ?? GONE) !== GONE;
  }

  add(id) {
    this.#placeOf[id] = this.#ids.length;
    this.#ids.push(id);
  }

  /** An order that was added as a quote: it may be picked again as a recent one. */
  addQuote(id) {
    this.add(id);
    this.#recent[this.#added % RECENT_MAX] = id;
    this.#added += 1;
  }

  remove(id) {
    const place = this.#placeOf[id] ?? GONE;
    if (place === GONE) return;
    const last = this.#ids.pop();
    this.#placeOf[id] = GONE;
    if (last === id) return;
    this.#ids[place] = last;
    this.#placeOf[last] = place;
  }

  any(random) {
    return this.#ids[random.below(this.#ids.length)];
  }

  /** One of the last quotes, or undefined when that one has left the book. */
  anyRecent(random) {
    const id = this.#recent[random.below(Math.min(RECENT_MAX, this.#added))];
    return this.has(id) ? id : undefined;
  }
}
