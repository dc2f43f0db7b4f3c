import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { canonicalJson, DomainError } from '../kernel';
import { Ledger, type LedgerSnapshot } from '../ledger';
import { checkVenue, stateHash, type VenueCore, type VenueFinding } from './core';
import { readPosition, readSnapshots } from './persistence/venue-journal';
import { findOpenLeaves, findUnconfirmedTrades } from './persistence/venue-queries';
import { type ReplayReport, VenueAudit } from './venue-audit.contract';
import { tradeReference } from './venue-messages';
import { reconcile } from './venue-reconciliation';
import { noSuchCommand, unknownVenue, venueTooBusy } from './venue-refusals';
import { type ReplayedVenue, replayVenue } from './venue-replay';

/** A venue that trades meanwhile is looked at again, so often. */
const ATTEMPTS = 50;
const SHOWN = 5;

@Injectable()
export class VenueAuditService extends VenueAudit {
  constructor(
    private readonly database: DataSource,
    private readonly ledger: Ledger,
  ) {
    super();
  }

  async replay(sessionId: string, toSequence: number | null): Promise<ReplayReport> {
    const position = await readPosition(this.database, sessionId);
    if (!position) throw unknownVenue(sessionId);
    if (toSequence !== null && toSequence > position.commandSequence)
      throw noSuchCommand(sessionId, toSequence, position.commandSequence);
    const events = createHash('sha256');
    const { core, journalHash } = await replayVenue(this.database, sessionId, {
      toSequence: toSequence ?? undefined,
      useSnapshots: false,
      onEvents: (told) => {
        for (const event of told) events.update(`${canonicalJson(event)}\n`);
      },
    });
    return {
      sessionId,
      sequence: core.commandSequence,
      eventSequence: core.eventSequence,
      tradeSequence: core.tradeSequence,
      date: core.date,
      openOrders: core.openOrders().length,
      stateHash: stateHash(core),
      eventHash: events.digest('hex'),
      journalHash,
    };
  }

  async verify(sessionId: string): Promise<readonly VenueFinding[]> {
    const standing = await this.#standing(sessionId);
    const ledgerFindings = await this.ledger.checkInvariants(sessionId);
    let whole: ReplayedVenue;
    try {
      const toSequence = standing.commandSequence;
      whole = await replayVenue(this.database, sessionId, { toSequence, useSnapshots: false });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return [...ledgerFindings, { invariant: 'I12', holds: false, detail: error.text.en }];
    }
    const { core } = whole;
    return [
      ...ledgerFindings,
      ...checkVenue(core),
      {
        invariant: 'I12',
        holds: true,
        detail: `${core.commandSequence} commands without gap or repeat, chained to ${whole.journalHash.slice(0, 16)}…`,
      },
      await this.#snapshots(sessionId, whole),
      compareRecord(core, standing.openLeaves),
      reconcile(core, standing.ledger),
    ];
  }

  /**
   * What is recorded of the venue and in the ledger after one and the same command. Somebody may trade meanwhile: then
   * it is read again.
   */
  async #standing(sessionId: string): Promise<Standing> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await readPosition(this.database, sessionId);
      if (!before) throw unknownVenue(sessionId);
      const openLeaves = await findOpenLeaves(this.database, sessionId);
      const unconfirmed = await findUnconfirmedTrades(this.database, sessionId);
      const ledger = await this.ledger.tradingSnapshot(sessionId, unconfirmed.map(tradeReference));
      const after = await readPosition(this.database, sessionId);
      if (after?.commandSequence === before.commandSequence)
        return { commandSequence: before.commandSequence, openLeaves, ledger };
    }
    throw venueTooBusy(sessionId);
  }

  /** I13: from every snapshot that is kept, the rest of the journal leads to the same state. */
  async #snapshots(sessionId: string, whole: ReplayedVenue): Promise<VenueFinding> {
    const expected = stateHash(whole.core);
    const sequences = (await readSnapshots(this.database, sessionId, whole.core.commandSequence)).map(
      ({ sequence }) => sequence,
    );
    const wrong: number[] = [];
    for (const sequence of sequences) {
      const from = await replayVenue(this.database, sessionId, {
        toSequence: whole.core.commandSequence,
        snapshotSequence: sequence,
      }).catch(() => null);
      if (from === null || from.fromSequence !== sequence || stateHash(from.core) !== expected)
        wrong.push(sequence);
    }
    return {
      invariant: 'I13',
      holds: wrong.length === 0,
      detail:
        wrong.length === 0
          ? `state ${expected}, from the first command and from ${sequences.length} snapshots`
          : `the snapshot after command ${wrong.join(', ')} does not lead to the state of the journal`,
    };
  }
}

interface Standing {
  readonly commandSequence: number;
  readonly openLeaves: ReadonlyMap<number, number>;
  readonly ledger: LedgerSnapshot;
}

/** What is recorded of orders is what the journal gives. */
function compareRecord(core: VenueCore, recorded: ReadonlyMap<number, number>): VenueFinding {
  const open = new Map(core.openOrders().map(({ orderNumber, leavesLots }) => [orderNumber, leavesLots]));
  const wrong = [...new Set([...open.keys(), ...recorded.keys()])].filter(
    (orderNumber) => open.get(orderNumber) !== recorded.get(orderNumber),
  );
  return {
    invariant: 'record-against-journal',
    holds: wrong.length === 0,
    detail:
      wrong.length === 0
        ? `${open.size} open orders agree`
        : `order ${wrong.slice(0, SHOWN).join(', ')}: the record and the journal differ`,
  };
}
