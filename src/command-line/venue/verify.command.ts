import { readArguments } from '../arguments';
import { BreachError, type Command } from '../command';
import type { TextOutput } from '../streams';
import { auditing, DATABASE_HELP, requiredSession } from './session';

const HELP = `Usage: ecobourse verify --session S

Checks one session and prints a table, one line for each check:
  I1 to I4                   rights and cash are conserved, nothing is below zero, every posting sums to zero
  I3, I7 to I14,             the orders, books, reservations and accounts of the venue, rebuilt from its journal
  conservation
  I12                        the journal: no gap, no repeat, every hash follows from the one before
  I13                        every snapshot leads to the same state as the whole journal
  record-against-journal     the open orders that are recorded are those that the journal gives
  venue-against-ledger       the accounts of the venue agree with the ledger

Options:
  --session S      the session
  --help           this page

${DATABASE_HELP}Exit code: 0 everything holds, 3 something does not, 2 there is no such session. More: docs/cli.md
`;

async function run(args: readonly string[], output: TextOutput): Promise<void> {
  const session = requiredSession(readArguments(args, ['session']));
  const findings = await auditing((audit) => audit.verify(session));
  const width = Math.max(...findings.map(({ invariant }) => invariant.length));
  for (const { invariant, holds, detail } of findings)
    output.write(`${holds ? 'holds  ' : 'BREACH '} ${invariant.padEnd(width)}  ${detail}\n`);
  const broken = findings.filter(({ holds }) => !holds);
  output.write(`\n${findings.length - broken.length} of ${findings.length} checks hold\n`);
  if (broken.length > 0)
    throw new BreachError(`session ${session}: ${broken.map(({ invariant }) => invariant).join(', ')}`);
}

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'checks the journal, the invariants and the accounts of a session',
  help: HELP,
  run,
};
