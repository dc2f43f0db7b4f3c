import { refuseField, shown } from './input-error';
import type { InputObject } from './input-object';

const LONGEST_ID = 256;

/** An id of the input: a string or an integer; 7 and "7" are the same. */
export interface StreamId {
  readonly key: string;
  /** JSON, as it was written */
  readonly json: string;
}

/** An id or the name of an account; undefined when it is absent. @throws InputError */
export function readId(fields: InputObject, name: string): StreamId | undefined {
  const value = fields.value(name);
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value !== '' && value.length <= LONGEST_ID)
    return { key: value, json: JSON.stringify(value) };
  if (typeof value === 'number' && Number.isSafeInteger(value))
    return { key: String(value), json: String(value) };
  return refuseField(
    fields.at(name),
    `${shown(value)} is neither a string of 1 to ${LONGEST_ID} characters nor an integer within ±(2^53 − 1)`,
  );
}
