import { oneOf, readArguments } from '../arguments';
import type { Command } from '../command';
import { MAX_PRICE_TICKS, type PriceBand } from '../core';
import { InputError } from '../input-error';
import { lineBatches } from '../line-batches';
import { Measure } from '../measure';
import { openInput, readingError, type TextOutput } from '../streams';
import { CommandReader } from './command-reader';
import { PREVENTION_MODES } from './match-command';
import { type MatchOptions, MatchSession } from './match-session';

const HELP = `Usage: ecobourse match [OPTIONS] [FILE]

Matches a stream of orders by price, then time. One command a line in, one event a line out, in order;
the last line is the book. Orders have ample funds.

Options:
  --tick SIZE      smallest step of a price (default 1)
  --lot SIZE       smallest step of a quantity (default 1)
  --stp MODE       when an order would meet one of its own account (default ${PREVENTION_MODES[0]}):
                   ${PREVENTION_MODES.join(', ')}
  --band LOW:HIGH  prices outside are rejected (default: no band)
  --book KIND      fast or naive: two books, the same answers (default fast)
  --help           this page

Commands, one JSON object a line; empty lines are skipped:
  {"op":"limit","id":"b1","side":"buy","price":"58.20","qty":100}
      also "account", "tif" (GTC, DAY, GTD, IOC, FOK), "postOnly", "displayQty", "minQty", "stopPrice", "stp"
  {"op":"market","id":"s1","side":"sell","qty":50}
      also "account", "tif", "minQty", "stopPrice", "stp", and "price": the worst that it accepts
  {"op":"cancel","id":"b1"}
  {"op":"amend","id":"b1","price":"58.30","qty":80}
      "qty" is the new open quantity; a field that is missing stays as it is
Prices and quantities are decimal strings or integers; ids and accounts are strings or integers.

Events:
  {"type":"trade","maker":…,"taker":…,"price":…,"qty":…}
  {"type":"cancelled","id":…,"qty":…,"reason":…}
  {"type":"rejected","id":…,"code":…,"detail":…}
  {"type":"book","bids":[[price,qty],…],"asks":[…],"stateHash":…}

A line that cannot be used ends it: number and reason on standard error, exit code 2. More: docs/cli.md
`;

function readBand(text: string | undefined, tick: Measure): PriceBand | null {
  if (text === undefined) return null;
  const [low = '', high = '', ...more] = text.split(':');
  if (low === '' || high === '' || more.length > 0)
    throw new InputError(`--band: "${text}" is not LOW:HIGH, such as 52.38:64.02`);
  // measured apart, so that the form of the option does not decide the form of the output
  const measure = new Measure('tick', tick.size, '--tick');
  const lowTicks = measure.read(low, '--band');
  const highTicks = measure.read(high, '--band');
  if (lowTicks < 1 || highTicks < lowTicks || highTicks > MAX_PRICE_TICKS)
    throw new InputError(`--band: LOW and HIGH go from one tick to ${MAX_PRICE_TICKS} ticks, LOW first`);
  return { lowTicks, highTicks };
}

function readOptions(option: (name: string) => string | undefined): MatchOptions {
  const tick = new Measure('tick', option('tick') ?? '1', '--tick');
  return {
    tick,
    lot: new Measure('lot', option('lot') ?? '1', '--lot'),
    prevention: oneOf('stp', option('stp'), PREVENTION_MODES, PREVENTION_MODES[0]),
    band: readBand(option('band'), tick),
    book: oneOf('book', option('book'), ['fast', 'naive'], 'fast'),
  };
}

async function run(args: readonly string[], output: TextOutput): Promise<void> {
  const { file, option } = readArguments(args, ['tick', 'lot', 'stp', 'band', 'book']);
  const options = readOptions(option);
  const reader = new CommandReader(options.tick, options.lot);
  const session = new MatchSession(options, (line) => output.write(line));
  try {
    for await (const { firstLine, lines } of lineBatches(openInput(file)))
      for (const [place, line] of lines.entries()) {
        if (line.trim() === '') continue;
        take(session, reader, line, firstLine + place);
        if (output.isFull) await output.flush();
        if (output.isClosed) return;
      }
  } catch (error) {
    throw readingError(error, file);
  }
  for (const part of session.bookLine()) {
    output.write(part);
    if (output.isFull) await output.flush();
  }
}

function take(session: MatchSession, reader: CommandReader, line: string, lineNumber: number): void {
  try {
    session.take(reader.read(line));
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`line ${lineNumber}: ${error.message}`);
    throw error;
  }
}

export const matchCommand: Command = {
  name: 'match',
  summary: 'matches a stream of orders: NDJSON in, NDJSON out',
  help: HELP,
  run,
};
