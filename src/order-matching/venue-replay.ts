import type { DataSource } from 'typeorm';
import {
  type CoreEvent,
  restoreSnapshot,
  takeSnapshot,
  type VenueCommandBody,
  VenueCore,
  type VenueSnapshot,
} from './core';
import { chainedHash, EMPTY_JOURNAL, sha256 } from './journal-chain';
import {
  type JournalPosition,
  type RecordedSnapshot,
  readJournal,
  readPosition,
  readSnapshots,
} from './persistence/venue-journal';
import { journalDamaged, unknownVenue } from './venue-refusals';

/** A venue rebuilt from its journal. */
export interface ReplayedVenue {
  readonly core: VenueCore;
  /** of the journal up to the last command that was applied */
  readonly journalHash: string;
  /** the command after which the replay began: that of a snapshot, or 0 */
  readonly fromSequence: number;
  /** snapshots that were passed over because they are not what they say, newest first */
  readonly damagedSnapshots: readonly number[];
}

export interface ReplayOptions {
  /** the last command to apply; undefined: all that are recorded */
  readonly toSequence?: number | undefined;
  /** false: from the first command, whatever snapshots there are */
  readonly useSnapshots?: boolean;
  /** begin with this snapshot, and with no other */
  readonly snapshotSequence?: number;
  /** told what followed from each command */
  readonly onEvents?: (events: readonly CoreEvent[]) => void;
}

/**
 * Applies the recorded commands to the newest good snapshot before them, or to an empty venue. The hash chain, the
 * numbers and, at the end of the journal, what the venue's own row says are checked: it is the same venue, or an error.
 * @throws DomainError `venue.unknown`, `venue.journal-damaged`
 */
export async function replayVenue(
  database: DataSource,
  sessionId: string,
  options: ReplayOptions = {},
): Promise<ReplayedVenue> {
  const position = await readPosition(database, sessionId);
  if (!position) throw unknownVenue(sessionId);
  const toSequence = Math.min(options.toSequence ?? position.commandSequence, position.commandSequence);
  const snapshots =
    options.useSnapshots === false ? [] : await readSnapshots(database, sessionId, toSequence);
  const { snapshotSequence, onEvents } = options;
  const begun = beginning(
    position,
    snapshots.filter(({ sequence }) => snapshotSequence === undefined || sequence === snapshotSequence),
  );
  const { core } = begun;
  let hash = begun.journalHash;
  for await (const entries of readJournal(database, sessionId, core.commandSequence, toSequence))
    for (const { sequence, command, hash: recorded } of entries) {
      if (sequence !== core.commandSequence + 1)
        throw journalDamaged(sessionId, core.commandSequence + 1, 'it is missing');
      hash = chainedHash(hash, sequence, command);
      if (hash !== recorded) throw journalDamaged(sessionId, sequence, 'its hash does not follow');
      const events = applyRecorded(core, sessionId, sequence, command);
      onEvents?.(events);
    }
  if (core.commandSequence !== toSequence)
    throw journalDamaged(sessionId, core.commandSequence + 1, 'it is missing');
  if (toSequence === position.commandSequence) requireSameEnd(core, sessionId, position);
  return { ...begun, journalHash: hash };
}

function applyRecorded(
  core: VenueCore,
  sessionId: string,
  sequence: number,
  command: string,
): readonly CoreEvent[] {
  try {
    return core.apply({ ...(JSON.parse(command) as VenueCommandBody), sequence }).events;
  } catch (error) {
    throw journalDamaged(sessionId, sequence, `it cannot be applied (${(error as Error).message})`);
  }
}

function requireSameEnd(core: VenueCore, sessionId: string, position: JournalPosition): void {
  const { eventSequence, tradeSequence, commandSequence } = core;
  if (eventSequence !== position.eventSequence || tradeSequence !== position.tradeSequence)
    throw journalDamaged(
      sessionId,
      commandSequence,
      `after it event ${eventSequence} and trade ${tradeSequence} are the last, but event ${position.eventSequence} and trade ${position.tradeSequence} are recorded`,
    );
}

/** The newest snapshot that is what it says, or an empty venue on its first day. */
function beginning(position: JournalPosition, snapshots: readonly RecordedSnapshot[]): ReplayedVenue {
  const damagedSnapshots: number[] = [];
  for (const snapshot of snapshots) {
    const core = restored(snapshot);
    if (core)
      return {
        core,
        journalHash: snapshot.journalHash,
        fromSequence: snapshot.sequence,
        damagedSnapshots,
      };
    damagedSnapshots.push(snapshot.sequence);
  }
  return {
    core: new VenueCore(position.openedOn),
    journalHash: EMPTY_JOURNAL,
    fromSequence: 0,
    damagedSnapshots,
  };
}

/** null: damaged, or of another version of the program */
function restored({ sequence, journalHash, content, contentHash }: RecordedSnapshot): VenueCore | null {
  if (snapshotHash(journalHash, content) !== contentHash) return null;
  try {
    const core = restoreSnapshot(JSON.parse(content) as VenueSnapshot);
    return core.commandSequence === sequence ? core : null;
  } catch {
    return null;
  }
}

export function snapshotOf(core: VenueCore, journalHash: string): RecordedSnapshot {
  const content = JSON.stringify(takeSnapshot(core));
  return {
    sequence: core.commandSequence,
    journalHash,
    content,
    contentHash: snapshotHash(journalHash, content),
  };
}

const snapshotHash = (journalHash: string, content: string): string => sha256(`${journalHash}\n${content}`);
