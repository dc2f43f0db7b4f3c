import type { Readable } from 'node:stream';
import { readArguments } from '../arguments';
import type { Command } from '../command';
import { AUCTION_CANDIDATES, AUCTION_RULES } from '../core';
import { InputError } from '../input-error';
import { openInput, readingError, type TextOutput } from '../streams';
import { answerAuction } from './auction-answer';
import { readAuction } from './auction-input';

/** Longest input, in bytes: some 2,000,000 orders. */
const LONGEST_INPUT = 128 * 1024 * 1024;

const HELP = `Usage: ecobourse clear-call [FILE]

Finds the one price of a call auction and explains it step by step. JSON in, JSON out.

Input, either lots by price or single orders in the order of their time:
  {"rule":"szse","tick":"0.01","referencePrice":"20.25",
   "bids":[["20.40",200],["20.00",100]],"asks":[["20.20",200],["20.60",300]]}
  {"rule":"sse","orders":[{"id":"b1","side":"buy","price":12,"qty":5}, …]}
Fields:
  rule            ${AUCTION_RULES.join(', ')}: whose chain of criteria
  candidates      ${AUCTION_CANDIDATES.join(', ')}: which prices may win (default: as the rule says)
  tick, lot       smallest step of a price, of a quantity (default 1)
  referencePrice  previous close at the opening, last price later in the day
  band            {"low":…,"high":…}, inclusive; an order beyond it counts at its limit
Prices and quantities are decimal strings or integers.

Output: price (null: nothing trades), volume, surplus, surplusSide, summary, steps, and with single orders their fills.

Options:
  --help          this page

An input that cannot be used: one line on standard error, exit code 2, nothing on standard output. More: docs/cli.md
`;

async function readAll(input: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > LONGEST_INPUT) throw new InputError(`the input is longer than ${LONGEST_INPUT} bytes`);
  }
  return Buffer.concat(chunks);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError(`the input is not JSON: ${error.message}`);
    throw new InputError('the input is not UTF-8 text');
  }
}

async function run(args: readonly string[], output: TextOutput): Promise<void> {
  const { file } = readArguments(args, []);
  const bytes = await readAll(openInput(file)).catch((error: unknown) => {
    throw readingError(error, file);
  });
  output.write(answerAuction(readAuction(parseJson(bytes))));
}

export const clearCallCommand: Command = {
  name: 'clear-call',
  summary: 'finds the price of a call auction and explains it: JSON in, JSON out',
  help: HELP,
  run,
};
