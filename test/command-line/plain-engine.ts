import type {
  AmendCommand,
  CancelCommand,
  MatchCommand,
  PlaceCommand,
} from '../../src/command-line/match/match-command';

/** Matching as one would do it on paper: sorted lists, no trick. It knows nothing of the engine that it measures. */
interface PlainOrder {
  readonly id: string;
  readonly account: string | symbol;
  readonly side: 'buy' | 'sell';
  readonly postOnly: boolean;
  readonly mode: string;
  price: number;
  leaves: number;
}

export type PlainEvent = Readonly<Record<string, unknown>>;

export class PlainEngine {
  readonly #sides: Record<'buy' | 'sell', PlainOrder[]> = { buy: [], sell: [] };
  #events: PlainEvent[] = [];

  constructor(
    private readonly mode: string,
    private readonly band: { readonly lowTicks: number; readonly highTicks: number },
  ) {}

  take(command: MatchCommand): readonly PlainEvent[] {
    this.#events = [];
    if (command.op === 'cancel') {
      const order = this.#ownOf(command);
      if (order) this.#end(order, 'order.cancelled-by-owner');
      else this.#reject(command.id.key, 'order.not-open');
    } else if (command.op === 'amend') this.#amend(command);
    else this.#place(command);
    return this.#events;
  }

  book(): PlainEvent {
    const levels = (side: 'buy' | 'sell'): number[][] => {
      const levels: number[][] = [];
      for (const { price, leaves } of this.#sides[side]) {
        const last = levels.at(-1);
        if (last?.[0] === price) last[1] = (last[1] ?? 0) + leaves;
        else levels.push([price, leaves]);
      }
      return levels;
    };
    return { type: 'book', bids: levels('buy'), asks: levels('sell') };
  }

  #find(id: string): PlainOrder | undefined {
    return [...this.#sides.buy, ...this.#sides.sell].find((order) => order.id === id);
  }

  /** A command that names another account than the order's finds nothing. */
  #ownOf({ id, account }: CancelCommand | AmendCommand): PlainOrder | undefined {
    const order = this.#find(id.key);
    return account === null || order?.account === account ? order : undefined;
  }

  #reject(id: string, code: string): void {
    this.#events.push({ type: 'rejected', id, code });
  }

  #cancelled(id: string, qty: number, reason: string): void {
    this.#events.push({ type: 'cancelled', id, qty, reason });
  }

  #remove(order: PlainOrder): void {
    this.#sides[order.side] = this.#sides[order.side].filter((one) => one !== order);
  }

  #end(order: PlainOrder, reason: string): void {
    this.#remove(order);
    this.#cancelled(order.id, order.leaves, reason);
  }

  #isOutside(price: number): boolean {
    return price < this.band.lowTicks || price > this.band.highTicks;
  }

  /** Orders of the other side that the price reaches, in price-time order. */
  #reached({ side, price }: { side: 'buy' | 'sell'; price: number }): PlainOrder[] {
    return side === 'buy'
      ? this.#sides.sell.filter((one) => one.price <= price)
      : this.#sides.buy.filter((one) => one.price >= price);
  }

  #place(command: PlaceCommand): void {
    const { id, op, side, quantityLots, timeInForce, postOnly } = command;
    const isMarket = op === 'market';
    const worst = side === 'buy' ? this.band.highTicks : this.band.lowTicks;
    const order: PlainOrder = {
      id: id.key,
      account: command.account ?? Symbol('own'),
      side,
      postOnly,
      mode: command.prevention ?? this.mode,
      price: command.priceTicks ?? (isMarket ? worst : 0),
      leaves: quantityLots,
    };
    const refusal = this.#judge(order, isMarket ? 'IOC' : timeInForce, timeInForce === 'FOK');
    if (refusal) this.#reject(order.id, refusal);
    else this.#execute(order, isMarket || timeInForce === 'IOC' || timeInForce === 'FOK');
  }

  #judge(order: PlainOrder, timeInForce: string, isFillOrKill: boolean): string | null {
    if (this.#find(order.id)) return 'order.duplicate-id';
    if (order.leaves <= 0) return 'order.quantity-not-positive';
    if (order.price <= 0) return 'order.price-not-positive';
    if (order.postOnly && (timeInForce === 'IOC' || timeInForce === 'FOK')) return 'order.post-only-terms';
    if (this.#isOutside(order.price)) return 'order.outside-band';
    if (order.postOnly && this.#reached(order).length > 0) return 'order.post-only-would-trade';
    return isFillOrKill && !this.#canFill(order) ? 'order.fok-not-fillable' : null;
  }

  #canFill(order: PlainOrder): boolean {
    let missing = order.leaves;
    for (const resting of this.#reached(order)) {
      if (resting.account === order.account) {
        if (order.mode === 'cancel-resting') continue;
        break;
      }
      missing -= resting.leaves;
      if (missing <= 0) return true;
    }
    return false;
  }

  #execute(order: PlainOrder, atOnce: boolean): void {
    let lost = 0;
    let reason: string | null = null;
    while (order.leaves > 0 && reason !== 'order.self-trade-prevented') {
      const [resting] = this.#reached(order);
      if (!resting) break;
      if (resting.account === order.account) {
        if (order.mode === 'decrement-and-cancel') {
          const lots = Math.min(order.leaves, resting.leaves);
          order.leaves -= lots;
          lost += lots;
          reason = 'order.self-trade-decremented';
          this.#cancelled(resting.id, lots, reason);
          resting.leaves -= lots;
          if (resting.leaves === 0) this.#remove(resting);
          continue;
        }
        if (order.mode !== 'cancel-aggressor') this.#end(resting, 'order.self-trade-resting-cancelled');
        if (order.mode !== 'cancel-resting') reason = 'order.self-trade-prevented';
        continue;
      }
      const qty = Math.min(order.leaves, resting.leaves);
      this.#events.push({ type: 'trade', maker: resting.id, taker: order.id, price: resting.price, qty });
      order.leaves -= qty;
      resting.leaves -= qty;
      if (resting.leaves === 0) this.#remove(resting);
    }
    if (order.leaves > 0 && (atOnce || reason === 'order.self-trade-prevented')) {
      lost += order.leaves;
      reason = reason === 'order.self-trade-prevented' ? reason : 'order.remainder-cancelled';
    } else if (order.leaves > 0) this.#rest(order);
    if (lost > 0) this.#cancelled(order.id, lost, String(reason));
  }

  #rest(order: PlainOrder): void {
    const side = this.#sides[order.side];
    const better = (one: PlainOrder) =>
      order.side === 'buy' ? one.price >= order.price : one.price <= order.price;
    side.splice(side.filter(better).length, 0, order);
  }

  #amend(command: AmendCommand): void {
    const order = this.#ownOf(command);
    const price = command.priceTicks ?? order?.price ?? 0;
    const leaves = command.leavesLots ?? order?.leaves ?? 0;
    const refusal = this.#judgeAmendment(order, price, leaves);
    if (!order || refusal) this.#reject(command.id.key, refusal ?? '');
    else if (price === order.price && leaves <= order.leaves) order.leaves = leaves;
    else {
      this.#remove(order);
      order.price = price;
      order.leaves = leaves;
      this.#execute(order, false);
    }
  }

  #judgeAmendment(order: PlainOrder | undefined, price: number, leaves: number): string | null {
    if (!order) return 'order.not-open';
    if (leaves <= 0) return 'order.quantity-not-positive';
    if (price <= 0) return 'order.price-not-positive';
    if (this.#isOutside(price)) return 'order.outside-band';
    const moves = price !== order.price;
    return moves && order.postOnly && this.#reached({ side: order.side, price }).length > 0
      ? 'order.post-only-would-trade'
      : null;
  }
}
