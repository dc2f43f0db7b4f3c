import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');
const HOOK = join(ROOT, 'test', 'support', 'typescript-hook.js');
const PROGRAM = join(ROOT, 'src', 'command-line', 'main.ts');

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** The program as a process of its own, from the sources, with nothing of this run's environment but PATH and what is given. */
export const startCommand = (
  args: readonly string[],
  nodeOptions = '',
  environment: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, ['-r', HOOK, PROGRAM, ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], NODE_OPTIONS: nodeOptions, ...environment },
  });

/** @param input standard input */
export async function runCommand(
  args: readonly string[],
  input: string | Buffer = '',
  nodeOptions = '',
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = startCommand(args, nodeOptions, environment);
  const chunks: { readonly output: Buffer[]; readonly errors: Buffer[] } = { output: [], errors: [] };
  child.stdout.on('data', (chunk: Buffer) => chunks.output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.errors.push(chunk));
  // the program may end before it has read everything
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return {
    code: code as number | null,
    output: Buffer.concat(chunks.output).toString(),
    errors: Buffer.concat(chunks.errors).toString(),
  };
}

/** Lines of JSON as values. */
export const linesOf = (output: string): Record<string, unknown>[] =>
  output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

export const ndjson = (commands: readonly unknown[]): string =>
  commands.map((command) => (typeof command === 'string' ? command : JSON.stringify(command))).join('\n');
