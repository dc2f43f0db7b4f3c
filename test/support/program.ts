import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const START_MILLISECONDS = 60_000;

export interface RunningProgram {
  readonly child: ChildProcess;
  /** everything that it printed so far, stdout and stderr */
  readonly output: () => string;
  /** Resolves with the match when the output matches; rejects when the program ends first. */
  readonly until: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Sends the signal and waits for the end. */
  readonly end: (signal: NodeJS.Signals) => Promise<{ code: number | null; milliseconds: number }>;
  readonly ended: Promise<number | null>;
}

/**
 * The program as a process of its own, from the sources: for what a person does with a terminal, and for kill -9.
 * Nothing of this run's environment decides: only `environment` and PATH.
 */
export function startProgram(environment: NodeJS.ProcessEnv): RunningProgram {
  const root = join(__dirname, '..', '..');
  const hook = join(__dirname, 'typescript-hook.js');
  const child = spawn(process.execPath, ['-r', hook, join(root, 'src', 'main.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const until = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const fail = (reason: string) => reject(new Error(`${reason} before ${pattern}:\n${output}`));
      const timer = setTimeout(() => fail('too late'), START_MILLISECONDS);
      const look = (): void => {
        const match = pattern.exec(output);
        if (!match) return;
        clearTimeout(timer);
        resolve(match);
      };
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      void ended.then(() => {
        look();
        clearTimeout(timer);
        fail('the program ended');
      });
      look();
    });
  const end = async (signal: NodeJS.Signals) => {
    const begin = Date.now();
    child.kill(signal);
    return { code: await ended, milliseconds: Date.now() - begin };
  };
  return { child, output: () => output, until, end, ended };
}
