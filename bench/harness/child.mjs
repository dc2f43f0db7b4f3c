import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;
/** Every measurement has the same heap whatever the machine's memory is. */
const HEAP = ['--expose-gc', '--max-old-space-size=6144', '--max-semi-space-size=16'];

/**
 * Runs one measurement in a fresh process, so that neither compiled code nor garbage of another one has a part in it.
 * @param script module URL of the worker; it reads `job` (JSON) from its first argument and `input` from stdin, and
 *   its last line on stdout is the result as JSON
 * @returns the result, or `{failure}` with the reason when the process broke
 */
export function measureInChild(script, job, input) {
  const child = spawnSync(process.execPath, [...HEAP, fileURLToPath(script), JSON.stringify(job)], {
    input,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: OUTPUT_BYTES_MAX,
  });
  if (child.status !== 0) return { failure: reasonOf(child) };
  return JSON.parse(child.stdout.trimEnd().split('\n').at(-1));
}

/** The error's own line of the stack trace that Node prints, or how the process ended. */
function reasonOf(child) {
  const lines = child.stderr.split('\n');
  const ended = child.signal ?? child.error?.message ?? `exit code ${child.status}`;
  return (
    lines.find((line) => /^\w*Error\b.*: /.test(line)) ??
    lines.find((line) => line.includes('FATAL')) ??
    ended
  );
}
