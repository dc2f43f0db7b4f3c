import type { Account, Instrument } from '../api/types';
import { compare, isDecimal, nearestSteps, notionalOf, onStep } from '../numbers/decimal';
import type { TicketFields } from './ticket-state';

/** What is wrong with a ticket before it is sent; the exchange has the last word. */
export interface TicketProblem {
  readonly field: 'price' | 'quantity';
  readonly rule: 'missing' | 'malformed' | 'offStep' | 'band' | 'zero';
  readonly values: Readonly<Record<string, string>>;
  /** values near to what was typed that would do */
  readonly nearby: readonly string[];
}
export interface Band {
  readonly low: string | null;
  readonly high: string | null;
}

function stepProblem(
  field: TicketProblem['field'],
  text: string,
  step: string,
  example: string,
): TicketProblem | null {
  if (text.trim() === '') return { field, rule: 'missing', values: {}, nearby: [] };
  if (!isDecimal(text) || text.trim().startsWith('-'))
    return { field, rule: 'malformed', values: { example }, nearby: [] };
  if (onStep(text, step)) return null;
  const nearby = nearestSteps(text, step).filter((value) => compare(value, '0') > 0);
  return { field, rule: 'offStep', values: { step }, nearby };
}

function priceProblem(price: string, instrument: Instrument, { low, high }: Band): TicketProblem | null {
  const problem = stepProblem('price', price, instrument.tickSize, low ?? instrument.tickSize);
  if (low === null || high === null || (problem && problem.rule !== 'offStep')) return problem;
  const [under, over] = [compare(price, low) < 0, compare(price, high) > 0];
  // off the step and outside the band: the band is what matters, and its ends are on the step
  if (problem && !under && !over) return problem;
  if (!under && !over) return null;
  return { field: 'price', rule: 'band', values: { low, high }, nearby: [under ? low : high] };
}

/** Mirrors the venue's checks of step and band, so that what it would refuse is seen before it is sent. */
export function checkTicket(
  fields: TicketFields,
  instrument: Instrument,
  band: Band,
): readonly TicketProblem[] {
  const price = fields.orderType === 'limit' ? priceProblem(fields.price, instrument, band) : null;
  let quantity = stepProblem('quantity', fields.quantity, instrument.lotSize, instrument.lotSize);
  if (!quantity && compare(fields.quantity, '0') === 0)
    quantity = { field: 'quantity', rule: 'zero', values: {}, nearby: [instrument.lotSize] };
  return [price, quantity].filter((problem) => problem !== null);
}

/** The most that the order can cost or bring: at the limit, or at the top of the band for a market order to buy. */
export function worstValue(fields: TicketFields, band: Band): string | null {
  const atMarket = fields.side === 'buy' ? band.high : band.low;
  const price = fields.orderType === 'limit' ? fields.price : atMarket;
  if (price === null || !isDecimal(price) || !isDecimal(fields.quantity)) return null;
  return notionalOf(price, fields.quantity);
}

/** Reservation against what is available: a warning only, since the account may change before the order arrives. */
export function shortOf(
  fields: TicketFields,
  instrument: Instrument,
  band: Band,
  account: Account | null,
): 'funds' | 'rights' | null {
  if (!account || !isDecimal(fields.quantity)) return null;
  if (fields.side === 'sell') {
    const right = account.rights.find(({ instrumentCode }) => instrumentCode === instrument.code);
    return compare(fields.quantity, right?.available ?? '0') > 0 ? 'rights' : null;
  }
  const value = worstValue(fields, band);
  return value !== null && compare(value, account.cash.available) > 0 ? 'funds' : null;
}
