import {
  AUCTION_CANDIDATES,
  AUCTION_RULES,
  type AuctionCandidates,
  type AuctionRule,
  MAX_PRICE_TICKS,
  type PriceBand,
  type Side,
} from '../core';
import { readId, type StreamId } from '../ids';
import { InputError, refuseField, shown } from '../input-error';
import { InputObject } from '../input-object';
import { Measure } from '../measure';

const SIDES = ['buy', 'sell'] as const;
const FIELDS = [
  'rule',
  'candidates',
  'tick',
  'lot',
  'referencePrice',
  'band',
  'bids',
  'asks',
  'orders',
] as const;

export interface CollectedOrder {
  readonly id: StreamId;
  readonly side: Side;
  readonly priceTicks: number;
  readonly quantityLots: number;
}

export interface CollectedLevel {
  readonly priceTicks: number;
  readonly quantityLots: number;
}

/** One auction as the input describes it: single orders in the order of their time, or lots by price. */
export interface AuctionInput {
  readonly rule: AuctionRule;
  /** null: as the rule's own text means */
  readonly candidates: AuctionCandidates | null;
  readonly tick: Measure;
  readonly lot: Measure;
  readonly referenceTicks: number | null;
  readonly band: PriceBand | null;
  readonly bids: readonly CollectedLevel[];
  readonly asks: readonly CollectedLevel[];
  /** null: the input gave lots by price */
  readonly orders: readonly CollectedOrder[] | null;
}

/** @throws InputError naming field and rule */
export function readAuction(value: unknown): AuctionInput {
  const fields = new InputObject(value, '');
  fields.only(FIELDS);
  const reader = new AuctionReader(fields);
  return reader.read();
}

class AuctionReader {
  readonly #tick: Measure;
  readonly #lot: Measure;

  constructor(private readonly fields: InputObject) {
    this.#tick = readMeasure(fields, 'tick');
    this.#lot = readMeasure(fields, 'lot');
  }

  read(): AuctionInput {
    const { fields } = this;
    const rule = fields.choice('rule', AUCTION_RULES);
    if (!rule) return refuseField('rule', `is missing; one of ${AUCTION_RULES.join(', ')}`);
    const orders = this.#orders();
    return {
      rule,
      candidates: fields.choice('candidates', AUCTION_CANDIDATES) ?? null,
      tick: this.#tick,
      lot: this.#lot,
      bids: orders?.filter(({ side }) => side === 'buy') ?? this.#levels('bids'),
      asks: orders?.filter(({ side }) => side === 'sell') ?? this.#levels('asks'),
      orders,
      referenceTicks: fields.has('referencePrice') ? this.#price(fields, 'referencePrice') : null,
      band: this.#band(),
    };
  }

  #orders(): readonly CollectedOrder[] | null {
    const { fields } = this;
    const list = fields.list('orders');
    if (list === undefined) return null;
    for (const name of ['bids', 'asks'])
      if (fields.has(name))
        refuseField(name, 'stands beside orders; give single orders or lots by price, not both');
    const known = new Set<string>();
    const total = { buy: 0, sell: 0 };
    return list.map((value, place) => {
      const one = new InputObject(value, `orders[${place}]`);
      one.only(['id', 'side', 'price', 'qty']);
      const id = readId(one, 'id') ?? refuseField(one.at('id'), 'is missing; a string or an integer');
      if (known.has(id.key))
        refuseField(one.at('id'), `${id.json} stands above already; every order needs its own`);
      known.add(id.key);
      const side = one.choice('side', SIDES) ?? refuseField(one.at('side'), 'is missing; buy or sell');
      const order = {
        id,
        side,
        priceTicks: this.#price(one, 'price'),
        quantityLots: this.#quantity(one, 'qty'),
      };
      total[side] = addLots(total[side], order.quantityLots, one.at('qty'));
      return order;
    });
  }

  /** `[price, qty]`, in any order; lots at the same price are added. */
  #levels(name: 'bids' | 'asks'): readonly CollectedLevel[] {
    const list = this.fields.list(name);
    if (list === undefined)
      return refuseField(name, 'is missing; a list of [price, qty], or give single orders as "orders"');
    let total = 0;
    return list.map((value, place) => {
      const at = `${name}[${place}]`;
      if (!Array.isArray(value) || value.length !== 2)
        return refuseField(at, `${shown(value)} is not [price, qty]`);
      const pair = new InputObject({ price: value[0], qty: value[1] }, at);
      const level = { priceTicks: this.#price(pair, 'price'), quantityLots: this.#quantity(pair, 'qty') };
      total = addLots(total, level.quantityLots, pair.at('qty'));
      return level;
    });
  }

  #band(): PriceBand | null {
    if (!this.fields.has('band')) return null;
    const band = new InputObject(this.fields.value('band'), 'band');
    band.only(['low', 'high']);
    const lowTicks = this.#price(band, 'low');
    const highTicks = this.#price(band, 'high');
    if (lowTicks > highTicks) refuseField('band.low', 'is above band.high');
    return { lowTicks, highTicks };
  }

  #price(fields: InputObject, name: string): number {
    const ticks = this.#tick.read(fields.required(name, 'a decimal string or an integer'), fields.at(name));
    if (ticks >= 1 && ticks <= MAX_PRICE_TICKS) return ticks;
    return refuseField(
      fields.at(name),
      `${shown(fields.value(name))} is not a price; from one tick (${this.#tick.size}) to ${this.#tick.text(MAX_PRICE_TICKS)}`,
    );
  }

  #quantity(fields: InputObject, name: string): number {
    const lots = this.#lot.read(fields.required(name, 'a decimal string or an integer'), fields.at(name));
    if (lots >= 1) return lots;
    return refuseField(
      fields.at(name),
      `${shown(fields.value(name))} is not a quantity; at least one lot (${this.#lot.size})`,
    );
  }
}

function readMeasure(fields: InputObject, name: 'tick' | 'lot'): Measure {
  const value = fields.value(name) ?? '1';
  if (typeof value === 'string' || Number.isSafeInteger(value)) return new Measure(name, String(value), name);
  throw new InputError(`${name}: ${shown(value)} is neither a decimal string nor an integer`);
}

function addLots(total: number, lots: number, field: string): number {
  if (Number.isSafeInteger(total + lots)) return total + lots;
  return refuseField(field, 'brings the lots of its side beyond 2^53 − 1, more than can be counted');
}
