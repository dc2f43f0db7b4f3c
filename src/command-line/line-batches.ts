import type { Readable } from 'node:stream';
import { InputError } from './input-error';

/** Longest line that is read, in bytes. */
const LONGEST_LINE = 1024 * 1024;
const NEWLINE = 0x0a;
const REPLACEMENT = '\uFFFD';
const BYTE_ORDER_MARK = '\uFEFF';

export interface LineBatch {
  /** of the first line, counted from 1 */
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/** A line that cannot be read as text. */
export class UnreadableLine extends InputError {
  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`);
  }
}

/**
 * The lines of a stream of UTF-8 bytes, as many at a time as came together; memory stays within a chunk and a line. A
 * last line without an end counts, the nothing after the last end does not.
 * @throws UnreadableLine after the batches before it
 */
export async function* lineBatches(input: Readable): AsyncGenerator<LineBatch> {
  const splitter = new LineSplitter();
  for await (const chunk of input) {
    const batch = splitter.take(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk));
    if (batch.lines.length > 0) yield batch;
    if (splitter.failure) throw splitter.failure;
  }
  const last = splitter.end();
  if (last.lines.length > 0) yield last;
  if (splitter.failure) throw splitter.failure;
}

class LineSplitter {
  /** beginning of a line whose end has not come yet */
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #read = 0;
  failure: UnreadableLine | null = null;

  take(chunk: Buffer): LineBatch {
    const firstLine = this.#read + 1;
    const lines: string[] = [];
    let from = 0;
    while (this.failure === null) {
      const end = chunk.indexOf(NEWLINE, from);
      const part = chunk.subarray(from, end === -1 ? chunk.length : end);
      if (this.#pendingBytes + part.length > LONGEST_LINE)
        this.failure = new UnreadableLine(this.#read + 1, `is longer than ${LONGEST_LINE} bytes`);
      else if (end === -1) {
        this.#keep(part);
        break;
      } else this.#finish(part, lines);
      from = end + 1;
    }
    return { firstLine, lines };
  }

  end(): LineBatch {
    const firstLine = this.#read + 1;
    const lines: string[] = [];
    if (this.#pendingBytes > 0) this.#finish(Buffer.alloc(0), lines);
    return { firstLine, lines };
  }

  #keep(part: Buffer): void {
    if (part.length === 0) return;
    this.#pending.push(part);
    this.#pendingBytes += part.length;
  }

  #finish(part: Buffer, lines: string[]): void {
    const bytes = this.#pendingBytes === 0 ? part : Buffer.concat([...this.#pending, part]);
    this.#pending = [];
    this.#pendingBytes = 0;
    const text = bytes.toString('utf8');
    // only a broken sequence becomes a replacement character that was not there
    if (text.includes(REPLACEMENT) && !bytes.equals(Buffer.from(text, 'utf8'))) {
      this.failure = new UnreadableLine(this.#read + 1, 'is not UTF-8 text');
      return;
    }
    lines.push(this.#read === 0 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
    this.#read += 1;
  }
}
