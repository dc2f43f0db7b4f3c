import { Injectable } from '@nestjs/common';
import { HolderDirectory, type RightInstrument } from '../right-family';

/** Instruments never change once they exist; so many of all sessions are kept at hand. */
const MAXIMUM_KEPT = 5_000;

/** The measures and facts of an instrument, asked once. */
@Injectable()
export class InstrumentCatalogue {
  readonly #known = new Map<string, RightInstrument>();

  constructor(private readonly directory: HolderDirectory) {}

  /** @throws DomainError of the directory when there is no such instrument */
  async instrument(sessionId: string, instrumentCode: string): Promise<RightInstrument> {
    const key = JSON.stringify([sessionId, instrumentCode]);
    const known = this.#known.get(key);
    if (known) return known;
    const instrument = await this.directory.instrument(sessionId, instrumentCode);
    if (this.#known.size >= MAXIMUM_KEPT) this.#known.clear();
    this.#known.set(key, instrument);
    return instrument;
  }
}
