import { Injectable } from '@nestjs/common';
import type { InstrumentMeasures } from '../kernel';
import { HolderDirectory } from '../right-family';

/** Remembered instruments; beyond this the memory starts afresh, so that old sessions do not pile up. */
const MAX_REMEMBERED = 10_000;

/** Units, lot and tick of an instrument. They never change once it exists, so they are asked for once. */
@Injectable()
export class Measures {
  readonly #known = new Map<string, InstrumentMeasures>();

  constructor(private readonly directory: HolderDirectory) {}

  /** @throws DomainError of the directory when the session has no such instrument */
  async of(sessionId: string, instrumentCode: string): Promise<InstrumentMeasures> {
    const key = `${sessionId}\n${instrumentCode}`;
    const known = this.#known.get(key);
    if (known) return known;
    const { code, unit, lotSize, tickSize } = await this.directory.instrument(sessionId, instrumentCode);
    if (this.#known.size >= MAX_REMEMBERED) this.#known.clear();
    const measures = { code, unit, lotSize, tickSize };
    this.#known.set(key, measures);
    return measures;
  }
}
