import { readArguments } from '../arguments';
import type { Command } from '../command';
import { InputError } from '../input-error';
import type { TextOutput } from '../streams';
import { auditing, DATABASE_HELP, requiredSession } from './session';

const HELP = `Usage: ecobourse replay --session S [--to SEQUENCE]

Rebuilds the venue of a session from the first command of its journal, and prints what it is as JSON:
  sequence, eventSequence, tradeSequence   the last command that was applied, the last event and trade that followed
  date, openOrders                         the simulated day, and how many orders are open
  stateHash                                of the whole state: equal states have equal hashes
  eventHash                                SHA-256 of all events (canonical JSON, a line each)
  journalHash                              of the chain of commands
Two replays of the same journal print the same, on any machine and in any time zone.

Options:
  --session S      the session
  --to SEQUENCE    stop after this command
  --help           this page

${DATABASE_HELP}A journal that is damaged, a session or a command that is not there: one line on standard error, exit code 2.
More: docs/cli.md
`;

async function run(args: readonly string[], output: TextOutput): Promise<void> {
  const given = readArguments(args, ['session', 'to']);
  const session = requiredSession(given);
  const to = given.option('to');
  if (to !== undefined && !/^[1-9]\d{0,14}$/.test(to))
    throw new InputError(`--to: "${to}" is not the number of a command, such as 100`);
  const report = await auditing((audit) => audit.replay(session, to === undefined ? null : Number(to)));
  output.write(`${JSON.stringify(report)}\n`);
}

export const replayCommand: Command = {
  name: 'replay',
  summary: 'rebuilds a session from its journal and prints its hashes',
  help: HELP,
  run,
};
