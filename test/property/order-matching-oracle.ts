import type { CommandOutcome, VenueCommand } from '../../src/order-matching/core';

interface OracleOrder {
  number: number;
  owner: string;
  instrument: string;
  side: 'buy' | 'sell';
  limit: number;
  leaves: number;
}
interface OracleTrade {
  sequence: number;
  instrument: string;
  price: number;
  lots: number;
  buyer: string;
  seller: string;
}
type Place = Extract<VenueCommand, { type: 'place-order' }>;

/**
 * The rules once more, as plainly as can be: one list of open orders, sorted whenever it is read; what is free is
 * computed from balances, open orders and unsettled trades each time. Shares no code with the venue core.
 */
export class Oracle {
  phase = 'closed';
  date: string;
  readonly reference = new Map<string, number>();
  readonly open: OracleOrder[] = [];
  readonly trades: OracleTrade[] = [];
  readonly settled = new Set<number>();
  /** delivered balances by "owner asset" */
  readonly balance = new Map<string, number>();
  readonly day: OracleTrade[] = [];

  constructor(date: string) {
    this.date = date;
  }

  /** What the core's outcome says, in the oracle's words: trades of the command, and the codes it gave. */
  static digest({ events, refusal }: CommandOutcome) {
    return {
      trades: events.flatMap((event) =>
        event.type === 'trade'
          ? [
              `${event.trade.buyerCode} ${event.trade.sellerCode} ${event.trade.priceTicks} ${event.trade.quantityLots}`,
            ]
          : [],
      ),
      codes: events.flatMap((event) =>
        event.type === 'order' && event.order.reason
          ? [`${event.order.orderNumber} ${event.order.reason.code}`]
          : [],
      ),
      refusal: refusal?.code ?? null,
    };
  }

  apply(command: VenueCommand): ReturnType<typeof Oracle.digest> {
    const before = this.trades.length;
    const codes: string[] = [];
    const refusal = this.#run(command, codes);
    return {
      trades: this.trades
        .slice(before)
        .map(({ buyer, seller, price, lots }) => `${buyer} ${seller} ${price} ${lots}`),
      codes,
      refusal,
    };
  }

  free(owner: string, asset: string): number {
    let free = this.balance.get(`${owner} ${asset}`) ?? 0;
    for (const order of this.open.filter((one) => one.owner === owner)) {
      if (asset === 'cash' && order.side === 'buy') free -= order.limit * order.leaves;
      if (asset === order.instrument && order.side === 'sell') free -= order.leaves;
    }
    for (const trade of this.trades.filter((one) => !this.settled.has(one.sequence))) {
      if (trade.buyer === owner && asset === 'cash') free -= trade.price * trade.lots;
      if (trade.seller === owner && asset === trade.instrument) free -= trade.lots;
    }
    return free;
  }

  /** everything bought (sold), open orders included */
  committed(owner: string, instrument: string, side: 'buy' | 'sell'): number {
    const party = side === 'buy' ? 'buyer' : 'seller';
    const done = this.trades.filter((one) => one.instrument === instrument && one[party] === owner);
    const open = this.open.filter(
      (one) => one.instrument === instrument && one.owner === owner && one.side === side,
    );
    return done.reduce((sum, one) => sum + one.lots, 0) + open.reduce((sum, one) => sum + one.leaves, 0);
  }

  #run(command: VenueCommand, codes: string[]): string | null {
    switch (command.type) {
      case 'list-instrument':
        this.reference.set(command.terms.instrumentCode, command.terms.referencePriceTicks);
        return null;
      case 'set-phase':
        this.phase = command.phase;
        return null;
      case 'start-day':
        return this.#startDay(command.date, codes);
      case 'place-order': {
        const rejection = this.#reject(command);
        if (rejection) codes.push(`${command.sequence} ${rejection}`);
        else this.#trade(command, codes);
        return null;
      }
      case 'cancel-order': {
        const order = this.open.find((one) => one.number === command.orderNumber);
        if (order?.owner !== command.participantCode) return 'order.not-open';
        this.#drop(order, 'order.cancelled-by-owner', codes);
        return null;
      }
      case 'cancel-all':
        for (const order of [...this.open].sort((one, other) => one.number - other.number))
          if (command.participantCode === null) this.#drop(order, 'order.cancelled-by-venue', codes);
          else if (order.owner === command.participantCode)
            this.#drop(order, 'order.cancelled-by-owner', codes);
        return null;
      case 'credit':
        this.#add(command.participantCode, command.instrumentCode ?? 'cash', command.amount);
        return null;
      case 'debit': {
        const asset = command.instrumentCode ?? 'cash';
        if (this.free(command.participantCode, asset) < command.amount)
          return asset === 'cash' ? 'transfer.insufficient-cash' : 'transfer.insufficient-rights';
        this.#add(command.participantCode, asset, -command.amount);
        return null;
      }
      case 'confirm-settlement':
        for (const sequence of command.tradeSequences) this.#settle(sequence);
        return null;
      case 'void-lost-orders':
        return null;
    }
  }

  #settle(sequence: number): void {
    const trade = this.trades.find((one) => one.sequence === sequence);
    if (!trade || this.settled.has(sequence)) return;
    this.settled.add(sequence);
    this.#add(trade.buyer, 'cash', -trade.price * trade.lots);
    this.#add(trade.seller, 'cash', trade.price * trade.lots);
    this.#add(trade.buyer, trade.instrument, trade.lots);
    this.#add(trade.seller, trade.instrument, -trade.lots);
  }

  #add(owner: string, asset: string, amount: number): void {
    this.balance.set(`${owner} ${asset}`, (this.balance.get(`${owner} ${asset}`) ?? 0) + amount);
  }

  #band(instrument: string): { low: number; high: number } {
    const reference = BigInt(this.reference.get(instrument) ?? 0);
    const low = (reference * 9_000n + 9_999n) / 10_000n;
    return { low: Number(low), high: Number((reference * 11_000n) / 10_000n) };
  }

  #startDay(date: string, codes: string[]): string | null {
    if (date < this.date) return 'venue.date-goes-back';
    if (date === this.date) return null;
    this.date = date;
    for (const instrument of [...this.reference.keys()].sort()) {
      const trades = this.day.filter((one) => one.instrument === instrument);
      const lots = trades.reduce((sum, one) => sum + one.lots, 0);
      if (lots === 0) continue;
      const average = Math.floor(trades.reduce((sum, one) => sum + one.price * one.lots, 0) / lots + 0.5);
      if (average === this.reference.get(instrument)) continue;
      this.reference.set(instrument, average);
      const { low, high } = this.#band(instrument);
      for (const order of [...this.open].sort((one, other) => one.number - other.number))
        if (order.instrument === instrument && (order.limit < low || order.limit > high))
          this.#drop(order, 'order.outside-new-band', codes);
    }
    this.day.length = 0;
    return null;
  }

  #drop(order: OracleOrder, code: string, codes: string[]): void {
    this.open.splice(this.open.indexOf(order), 1);
    codes.push(`${order.number} ${code}`);
  }

  #limit(command: Place): number {
    const { low, high } = this.#band(command.instrumentCode);
    return command.priceTicks ?? (command.side === 'buy' ? high : low);
  }

  #reject(command: Place): string | null {
    const { instrumentCode, participantCode: owner, quantityLots: lots, eligibility } = command;
    if (!this.reference.has(instrumentCode)) return 'order.unknown-instrument';
    if (lots <= 0) return 'order.quantity-not-positive';
    if (this.phase !== 'open') return 'order.market-closed';
    if (!eligibility.allowed) return eligibility.reason.code;
    if (eligibility.limitLots !== null) {
      const committed = this.committed(owner, instrumentCode, command.side);
      if (committed + lots > eligibility.limitLots) return 'order.limit-reached';
    }
    const { low, high } = this.#band(instrumentCode);
    const limit = this.#limit(command);
    if (limit < low || limit > high) return 'order.outside-band';
    if (command.side === 'buy' && limit * lots > this.free(owner, 'cash')) return 'order.insufficient-cash';
    if (command.side === 'sell' && lots > this.free(owner, instrumentCode))
      return 'order.insufficient-rights';
    if (command.timeInForce === 'FOK' && !this.#fillable(command)) return 'order.fok-not-fillable';
    return null;
  }

  /** The opposite side, in the order in which it trades, as far as the limit reaches. */
  #reachable(command: Place): OracleOrder[] {
    const limit = this.#limit(command);
    const direction = command.side === 'buy' ? 1 : -1;
    return this.open
      .filter((one) => one.instrument === command.instrumentCode && one.side !== command.side)
      .filter((one) => (limit - one.limit) * direction >= 0)
      .sort((one, other) => (one.limit - other.limit) * direction || one.number - other.number);
  }

  #fillable(command: Place): boolean {
    let reachable = this.#reachable(command);
    const own = (one: OracleOrder) => one.owner === command.participantCode;
    if (command.selfTradePrevention === 'cancel-resting') reachable = reachable.filter((one) => !own(one));
    else if (reachable.some(own)) reachable = reachable.slice(0, reachable.findIndex(own));
    return reachable.reduce((sum, one) => sum + one.leaves, 0) >= command.quantityLots;
  }

  #trade(command: Place, codes: string[]): void {
    const owner = command.participantCode;
    let leaves = command.quantityLots;
    let prevented = false;
    for (const resting of this.#reachable(command)) {
      if (leaves === 0 || prevented) break;
      if (resting.owner === owner) {
        if (command.selfTradePrevention !== 'cancel-aggressor')
          this.#drop(resting, 'order.self-trade-resting-cancelled', codes);
        prevented = command.selfTradePrevention !== 'cancel-resting';
        continue;
      }
      const lots = Math.min(leaves, resting.leaves);
      leaves -= lots;
      resting.leaves -= lots;
      if (resting.leaves === 0) this.open.splice(this.open.indexOf(resting), 1);
      const [buyer, seller] = command.side === 'buy' ? [owner, resting.owner] : [resting.owner, owner];
      const trade = {
        sequence: this.trades.length + 1,
        instrument: command.instrumentCode,
        price: resting.limit,
        lots,
        buyer,
        seller,
      };
      this.trades.push(trade);
      this.day.push(trade);
    }
    if (leaves === 0) return;
    if (!prevented && command.orderType === 'limit' && command.timeInForce === 'GTC')
      this.open.push({
        number: command.sequence,
        owner,
        instrument: command.instrumentCode,
        side: command.side,
        limit: this.#limit(command),
        leaves,
      });
    else
      codes.push(
        `${command.sequence} ${prevented ? 'order.self-trade-prevented' : 'order.remainder-cancelled'}`,
      );
  }
}
