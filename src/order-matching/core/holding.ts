import { assert } from '../../kernel';

/**
 * What a trading account has of one asset: free, promised to open orders, and traded but not yet delivered.
 * Every mutator checks that nothing goes below zero and nothing leaves the safe range (I3).
 */
export class Holding {
  #available = 0;
  #reserved = 0;
  #unsettledIn = 0;
  #unsettledOut = 0;

  get available(): number {
    return this.#available;
  }
  get reserved(): number {
    return this.#reserved;
  }
  /** bought, on its way in */
  get unsettledIn(): number {
    return this.#unsettledIn;
  }
  /** sold or spent, on its way out */
  get unsettledOut(): number {
    return this.#unsettledOut;
  }
  /** What the ledger shows for this account as long as nothing unsettled is delivered. */
  get owned(): number {
    return this.#available + this.#reserved + this.#unsettledOut;
  }

  credit(amount: number): void {
    this.#available += positive(amount);
    this.#check();
  }

  debit(amount: number): void {
    this.#available -= positive(amount);
    this.#check();
  }

  /** Promises a part of what is free to an order. */
  reserve(amount: number): void {
    this.#available -= positive(amount);
    this.#reserved += amount;
    this.#check();
  }

  release(amount: number): void {
    this.#reserved -= positive(amount);
    this.#available += amount;
    this.#check();
  }

  /** A fill: what was reserved is now owed to the other side. */
  owe(amount: number): void {
    this.#reserved -= positive(amount);
    this.#unsettledOut += amount;
    this.#check();
  }

  /** A fill: what the other side owes. */
  expect(amount: number): void {
    this.#unsettledIn += positive(amount);
    this.#check();
  }

  /** Delivered: what was owed has left. */
  deliver(amount: number): void {
    this.#unsettledOut -= positive(amount);
    this.#check();
  }

  /** Delivered: what was expected is here and free. */
  receive(amount: number): void {
    this.#unsettledIn -= positive(amount);
    this.#available += amount;
    this.#check();
  }

  /** Taken up after a restart: of what the ledger shows, a part is already owed. */
  static restored(owned: number, unsettledIn: number, unsettledOut: number): Holding {
    const holding = new Holding();
    holding.#available = owned - unsettledOut;
    holding.#unsettledIn = unsettledIn;
    holding.#unsettledOut = unsettledOut;
    holding.#check();
    return holding;
  }

  #check(): void {
    for (const amount of [this.#available, this.#reserved, this.#unsettledIn, this.#unsettledOut])
      assert(Number.isSafeInteger(amount) && amount >= 0, 'I3: no amount of an account is below zero');
  }
}

function positive(amount: number): number {
  assert(Number.isSafeInteger(amount) && amount > 0, 'an amount that moves is a positive whole number');
  return amount;
}
