import type { DataSource, EntityManager } from 'typeorm';
import type { JournalEntry } from '../journal-chain';
import { integerOf } from './venue-rows';

/** Entries that are read at once. */
const PAGE = 5_000;
/** Snapshots of a venue that are kept: when the newest is damaged there are others. */
const KEPT_SNAPSHOTS = 3;

export async function insertJournal(
  manager: EntityManager,
  sessionId: string,
  entries: readonly JournalEntry[],
  at: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO venue_journal (session_id, sequence, command, hash, recorded_at)
     SELECT $1, sequence, command, hash, $5
     FROM unnest($2::bigint[], $3::text[], $4::text[]) AS entry (sequence, command, hash)`,
    [
      sessionId,
      entries.map(({ sequence }) => sequence),
      entries.map(({ command }) => command),
      entries.map(({ hash }) => hash),
      at,
    ],
  );
}

/** The entries behind `afterSequence` in their order, in pages; it ends with the last one that is recorded. */
export async function* readJournal(
  database: DataSource,
  sessionId: string,
  afterSequence: number,
  toSequence: number,
): AsyncGenerator<readonly JournalEntry[]> {
  for (let after = afterSequence; after < toSequence; ) {
    const rows = await database.query<{ sequence: string; command: string; hash: string }[]>(
      `SELECT sequence, command, hash FROM venue_journal
       WHERE session_id = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence LIMIT ${PAGE}`,
      [sessionId, after, toSequence],
    );
    const entries = rows.map((row) => ({ ...row, sequence: integerOf(row.sequence) }));
    const last = entries.at(-1);
    if (!last) return;
    yield entries;
    after = last.sequence;
  }
}

/** Where a venue stands in its journal, by its own row. */
export interface JournalPosition {
  /** the simulated date on which the journal begins */
  readonly openedOn: string;
  readonly commandSequence: number;
  readonly eventSequence: number;
  readonly tradeSequence: number;
}

/** null: there is no such venue */
export async function readPosition(database: DataSource, sessionId: string): Promise<JournalPosition | null> {
  const [row] = await database.query<
    { opened_on: string; command_sequence: string; event_sequence: string; trade_sequence: string }[]
  >(
    `SELECT opened_on, command_sequence, event_sequence, trade_sequence FROM venue_sessions WHERE session_id = $1`,
    [sessionId],
  );
  return row
    ? {
        openedOn: row.opened_on,
        commandSequence: integerOf(row.command_sequence),
        eventSequence: integerOf(row.event_sequence),
        tradeSequence: integerOf(row.trade_sequence),
      }
    : null;
}

/** A snapshot as it is recorded; `content` is a VenueSnapshot as JSON, which may be damaged. */
export interface RecordedSnapshot {
  readonly sequence: number;
  readonly journalHash: string;
  readonly content: string;
  readonly contentHash: string;
}

/** Records a snapshot and deletes the ones that are not needed any more. */
export async function writeSnapshot(
  database: DataSource,
  sessionId: string,
  snapshot: RecordedSnapshot,
  at: Date,
): Promise<void> {
  await database.transaction(async (manager) => {
    await manager.query(
      `INSERT INTO venue_snapshots (session_id, sequence, journal_hash, content, content_hash, taken_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (session_id, sequence) DO NOTHING`,
      [sessionId, snapshot.sequence, snapshot.journalHash, snapshot.content, snapshot.contentHash, at],
    );
    await manager.query(
      `DELETE FROM venue_snapshots WHERE session_id = $1 AND sequence NOT IN (
         SELECT sequence FROM venue_snapshots WHERE session_id = $1 ORDER BY sequence DESC LIMIT ${KEPT_SNAPSHOTS})`,
      [sessionId],
    );
  });
}

/** Newest first, none of them younger than `toSequence`. */
export async function readSnapshots(
  database: DataSource,
  sessionId: string,
  toSequence: number,
): Promise<readonly RecordedSnapshot[]> {
  const rows = await database.query<
    { sequence: string; journal_hash: string; content: string; content_hash: string }[]
  >(
    `SELECT sequence, journal_hash, content, content_hash FROM venue_snapshots
     WHERE session_id = $1 AND sequence <= $2 ORDER BY sequence DESC`,
    [sessionId, toSequence],
  );
  return rows.map((row) => ({
    sequence: integerOf(row.sequence),
    journalHash: row.journal_hash,
    content: row.content,
    contentHash: row.content_hash,
  }));
}
