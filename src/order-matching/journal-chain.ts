import { createHash } from 'node:crypto';
import { canonicalJson } from '../kernel';
import type { VenueCommandBody } from './core';

/** The hash of a journal without a command. */
export const EMPTY_JOURNAL = '0'.repeat(64);

/** A command under its number, as it is recorded. */
export interface JournalEntry {
  readonly sequence: number;
  /** canonical JSON of a VenueCommandBody */
  readonly command: string;
  /** SHA-256 of the hash before, the number and the command: a journal with the same last hash is the same journal */
  readonly hash: string;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export function journalEntry(previousHash: string, sequence: number, body: VenueCommandBody): JournalEntry {
  const command = canonicalJson(body);
  return { sequence, command, hash: chainedHash(previousHash, sequence, command) };
}

export const chainedHash = (previousHash: string, sequence: number, command: string): string =>
  sha256(`${previousHash}\n${sequence}\n${command}`);
