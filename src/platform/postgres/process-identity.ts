import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { systemCode } from '../configuration/startup-error';

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to somebody else
    return systemCode(error) === 'EPERM';
  }
}

function ask(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

/**
 * Names a running process so that a reused process id is told apart: its start time (and, on Linux, the boot).
 * null when no such process runs. A zombie counts as not running.
 */
export function processIdentity(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0 || !exists(pid)) return null;
  if (platform() === 'linux') {
    try {
      // after the parenthesised name: field 3 is the state, field 22 the start time in clock ticks since boot
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? [];
      if (fields[0] === 'Z') return null;
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19] ?? ''}`;
    } catch {
      return 'unknown';
    }
  }
  return platform() === 'win32' ? 'unknown' : ask(pid, 'lstart') || 'unknown';
}

/** The command line of a process, or an empty string where the system does not tell. */
export function commandLine(pid: number): string {
  try {
    if (platform() === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
  return platform() === 'win32' ? '' : ask(pid, 'command');
}
