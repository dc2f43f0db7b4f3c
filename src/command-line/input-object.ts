import { refuseField, shown } from './input-error';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON object of the input. Its fields are read one by one; one that nobody knows is refused, null counts as absent. */
export class InputObject {
  readonly #fields: Readonly<Record<string, unknown>>;

  /** @param path where it stands in the input; empty: it is the input */
  constructor(
    value: unknown,
    readonly path: string,
  ) {
    this.#fields = isObject(value)
      ? value
      : refuseField(path === '' ? 'the input' : path, `${shown(value)} is not a JSON object {…}`);
  }

  at(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  /** Undefined when it is absent. */
  value(name: string): unknown {
    const value = Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
    return value === null ? undefined : value;
  }

  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  required(name: string, accepted: string): unknown {
    const value = this.value(name);
    return value === undefined ? refuseField(this.at(name), `is missing; ${accepted}`) : value;
  }

  only(known: readonly string[]): void {
    for (const name in this.#fields)
      if (!known.includes(name)) refuseField(this.at(name), `is not known here; fields: ${known.join(', ')}`);
  }

  /** One of the given words, in small or capital letters as listed. */
  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    const chosen = choices.find((choice) => choice === value);
    return chosen ?? refuseField(this.at(name), `${shown(value)} is not one of ${choices.join(', ')}`);
  }

  flag(name: string): boolean {
    const value = this.value(name);
    if (value === undefined || typeof value === 'boolean') return value ?? false;
    return refuseField(this.at(name), `${shown(value)} is neither true nor false`);
  }

  list(name: string): readonly unknown[] | undefined {
    const value = this.value(name);
    if (value === undefined || Array.isArray(value)) return value;
    return refuseField(this.at(name), `${shown(value)} is not a list […]`);
  }
}
