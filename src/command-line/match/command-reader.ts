import { readId, type StreamId } from '../ids';
import { InputError, refuseField, shown } from '../input-error';
import { InputObject } from '../input-object';
import type { Measure } from '../measure';
import { type MatchCommand, type PlaceCommand, PREVENTION_MODES, TIMES_IN_FORCE } from './match-command';

const OPERATIONS = ['limit', 'market', 'cancel', 'amend'] as const;
const SIDES = ['buy', 'sell'] as const;

const ORDER_FIELDS = [
  'op',
  'id',
  'account',
  'side',
  'price',
  'qty',
  'tif',
  'postOnly',
  'minQty',
  'stopPrice',
  'stp',
];
/** What each command may say; what is known of an order may be repeated when it is cancelled or amended. */
const FIELDS: Readonly<Record<(typeof OPERATIONS)[number], readonly string[]>> = {
  limit: [...ORDER_FIELDS, 'displayQty'],
  market: ORDER_FIELDS,
  cancel: ['op', 'id', 'account', 'side', 'price', 'qty', 'tif', 'postOnly'],
  amend: ['op', 'id', 'account', 'side', 'price', 'qty', 'tif', 'postOnly', 'stopPrice'],
};

/** Turns lines into commands in ticks and lots. What a market may judge (zero, outside the band) passes. */
export class CommandReader {
  constructor(
    private readonly tick: Measure,
    private readonly lot: Measure,
  ) {}

  /** @throws InputError naming field and rule */
  read(line: string): MatchCommand {
    const fields = new InputObject(parseJson(line), '');
    const op =
      fields.choice('op', OPERATIONS) ?? refuseField('op', `is missing; one of ${OPERATIONS.join(', ')}`);
    fields.only(FIELDS[op]);
    const id = readId(fields, 'id') ?? refuseField('id', 'is missing; a string or an integer');
    switch (op) {
      case 'limit':
      case 'market':
        return this.#place(op, id, fields);
      case 'cancel':
        return { op, id, account: readAccount(fields) };
      case 'amend':
        return {
          op,
          id,
          account: readAccount(fields),
          priceTicks: this.#optional(fields, 'price', this.tick),
          leavesLots: this.#optional(fields, 'qty', this.lot),
          stopTicks: this.#optional(fields, 'stopPrice', this.tick),
        };
    }
  }

  #place(op: 'limit' | 'market', id: StreamId, fields: InputObject): PlaceCommand {
    const isLimit = op === 'limit';
    return {
      op,
      id,
      account: readAccount(fields),
      side: fields.choice('side', SIDES) ?? refuseField('side', 'is missing; buy or sell'),
      priceTicks: isLimit
        ? this.#required(fields, 'price', this.tick)
        : this.#optional(fields, 'price', this.tick),
      quantityLots: this.#required(fields, 'qty', this.lot),
      timeInForce: fields.choice('tif', TIMES_IN_FORCE) ?? (isLimit ? 'GTC' : 'IOC'),
      postOnly: fields.flag('postOnly'),
      displayLots: this.#optional(fields, 'displayQty', this.lot),
      minimumLots: this.#optional(fields, 'minQty', this.lot),
      stopTicks: this.#optional(fields, 'stopPrice', this.tick),
      prevention: fields.choice('stp', PREVENTION_MODES) ?? null,
    };
  }

  #required(fields: InputObject, name: string, measure: Measure): number {
    return measure.read(fields.required(name, 'a decimal string or an integer'), fields.at(name));
  }

  #optional(fields: InputObject, name: string, measure: Measure): number | null {
    return fields.has(name) ? measure.read(fields.value(name), fields.at(name)) : null;
  }
}

const readAccount = (fields: InputObject): string | null => readId(fields, 'account')?.key ?? null;

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new InputError(`is not JSON: ${shown(line.trim())}`);
  }
}
