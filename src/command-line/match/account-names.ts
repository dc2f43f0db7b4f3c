const OWN = '#';
const NAMED = '@';

/**
 * Names of participants for the accounts of a stream. An order without an account gets one of its own; when that order
 * is over its account serves the next one, so that a long stream needs no more accounts than it has open orders.
 */
export class AccountNames {
  readonly #free: string[] = [];
  #made = 0;

  /** @param account as the stream names it; null: one of its own */
  take(account: string | null): string {
    if (account !== null) return `${NAMED}${account}`;
    const free = this.#free.pop();
    if (free !== undefined) return free;
    this.#made += 1;
    return `${OWN}${this.#made}`;
  }

  giveBack(participantCode: string): void {
    if (participantCode.startsWith(OWN)) this.#free.push(participantCode);
  }
}
