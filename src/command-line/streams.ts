import { createReadStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { InputError } from './input-error';

const READ_BYTES = 256 * 1024;
/** Characters that are kept back before they are written. */
const FULL_CHARACTERS = 64 * 1024;

/** A file, or standard input for `-` and for nothing. */
export const openInput = (file: string | undefined): Readable =>
  file === undefined || file === '-' ? process.stdin : createReadStream(file, { highWaterMark: READ_BYTES });

/** What went wrong while reading, in a sentence: a directory, a missing file, no permission. */
export function readingError(error: unknown, file: string | undefined): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  return new InputError(
    `cannot read ${file === undefined || file === '-' ? 'standard input' : file}: ${error.message}`,
  );
}

/**
 * Text on its way to standard output: kept until there is enough for a write, then written as fast as the reader takes
 * it. When the reader has gone (`| head`), the rest is dropped without a word.
 */
export class TextOutput {
  #text = '';
  #failure: Error | null = null;

  constructor(private readonly stream: Writable) {
    stream.on('error', (error) => {
      this.#failure ??= error;
    });
  }

  /** The reader has gone: there is nobody to work for. */
  get isClosed(): boolean {
    return this.#failure !== null;
  }

  get isFull(): boolean {
    return this.#text.length >= FULL_CHARACTERS;
  }

  write(text: string): void {
    this.#text += text;
  }

  /** Resolves when everything has been handed over. @throws Error when writing failed for another reason than a closed pipe */
  async flush(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    if (text !== '' && this.#failure === null)
      await new Promise<void>((resolve) => {
        this.stream.write(text, (error) => {
          if (error) this.#failure ??= error;
          resolve();
        });
      });
    if (this.#failure !== null && !isClosedPipe(this.#failure)) throw this.#failure;
  }
}

const isClosedPipe = (error: Error): boolean =>
  'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
