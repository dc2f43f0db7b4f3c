import { clearCallCommand } from './clear-call/clear-call.command';
import { BreachError, type Command } from './command';
import { InputError } from './input-error';
import { matchCommand } from './match/match.command';
import { TextOutput } from './streams';
import { replayCommand } from './venue/replay.command';
import { verifyCommand } from './venue/verify.command';

const COMMANDS: readonly Command[] = [matchCommand, clearCallCommand, replayCommand, verifyCommand];

const SUCCESS = 0;
const BROKEN = 1;
/** what was typed or sent cannot be used */
const REFUSED = 2;
/** a check that was asked for found a breach */
const BREACH = 3;

const widest = Math.max(...COMMANDS.map(({ name }) => name.length));

const HELP = `Usage: ecobourse COMMAND [OPTIONS] [FILE]

The rules of the exchange, tried out on a file, and the journals of its sessions.

${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(widest)}  ${summary}`).join('\n')}

A FILE that is left out, or -, is standard input. ecobourse COMMAND --help tells more.
Exit code: 0 done, 2 the input or an option cannot be used (one line on standard error says why), 3 a check found a
breach, 1 a defect.
`;

const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h';

/** Runs one command. @returns the exit code */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const output = new TextOutput(process.stdout);
  const [word, ...rest] = args;
  const complain = (message: string): void => {
    process.stderr.write(`ecobourse${word && find(word) ? ` ${word}` : ''}: ${message}\n`);
  };
  try {
    await dispatch(word, rest, output);
    await output.flush();
    return SUCCESS;
  } catch (error) {
    // what was right before the fault stays told
    await output.flush().catch(() => {});
    if (error instanceof InputError) {
      complain(error.message.replaceAll('\n', ' '));
      return REFUSED;
    }
    if (error instanceof BreachError) {
      complain(error.message);
      return BREACH;
    }
    complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return BROKEN;
  }
}

const find = (name: string): Command | undefined => COMMANDS.find((command) => command.name === name);

async function dispatch(
  word: string | undefined,
  rest: readonly string[],
  output: TextOutput,
): Promise<void> {
  if (isHelp(word)) {
    output.write(HELP);
    return;
  }
  const names = COMMANDS.map(({ name }) => name).join(', ');
  if (word === undefined) throw new InputError(`say which command: ${names}; --help tells more`);
  const command = find(word);
  if (!command) throw new InputError(`there is no command "${word}"; commands: ${names}; --help tells more`);
  if (rest.some(isHelp)) output.write(command.help);
  else await command.run(rest, output);
}
