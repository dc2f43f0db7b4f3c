import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { assert } from '../kernel';
import { Clock } from '../platform';
import { applyPostingSets, assertWellFormed, type CorePostingSet, canonicalText } from './core';
import {
  type Balance,
  type InvariantFinding,
  Ledger,
  type LedgerSnapshot,
  type PostingOutcome,
  type PostingSet,
  participantAccount,
  SYSTEM_ACCOUNTS,
} from './ledger.contract';
import { LEDGER_INVARIANTS } from './persistence/invariant-queries';
import {
  insertAccounts,
  lockState,
  type NewAccount,
  readBalances,
  readPostedReferences,
  writeSets,
} from './persistence/ledger.repository';
import { retryPassingFailures } from './persistence/retry';
import { refusalError } from './refusal';

const MAXIMUM_POSTINGS_PER_POST = 50_000;
const MAXIMUM_BREACHES_SHOWN = 5;

const MAY_GO_NEGATIVE: readonly string[] = [SYSTEM_ACCOUNTS.issuance, SYSTEM_ACCOUNTS.clearingBank];

const digestOf = (set: CorePostingSet): string =>
  createHash('sha256').update(canonicalText(set)).digest('hex');

@Injectable()
export class LedgerService extends Ledger {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  async openSession(sessionId: string, participantCodes: readonly string[]): Promise<void> {
    const system = Object.values(SYSTEM_ACCOUNTS).map(
      (code): NewAccount => ({
        code,
        participantCode: null,
        kind: 'system',
        mayGoNegative: MAY_GO_NEGATIVE.includes(code),
      }),
    );
    const own = participantCodes.flatMap((participantCode) =>
      (['registration', 'trading', 'bank'] as const).map(
        (kind): NewAccount => ({
          code: participantAccount(participantCode, kind),
          participantCode,
          kind,
          mayGoNegative: false,
        }),
      ),
    );
    await insertAccounts(this.database.manager, sessionId, [...system, ...own]);
  }

  async post(sessionId: string, sets: readonly PostingSet[]): Promise<readonly PostingOutcome[]> {
    if (sets.length === 0) return [];
    assert(
      sets.reduce((count, { postings }) => count + postings.length, 0) <= MAXIMUM_POSTINGS_PER_POST,
      `one post carries at most ${MAXIMUM_POSTINGS_PER_POST} postings`,
    );
    for (const set of sets) assertWellFormed(set);
    return retryPassingFailures('ledger_posting_sets_pk', () => this.postOnce(sessionId, sets));
  }

  private postOnce(sessionId: string, sets: readonly PostingSet[]): Promise<readonly PostingOutcome[]> {
    // READ COMMITTED on purpose: after the wait for a lock the next statement sees what the other transaction wrote
    return this.database.transaction('READ COMMITTED', async (manager) => {
      const state = await lockState(manager, sessionId, sets);
      const decision = applyPostingSets(state, sets, digestOf);
      if (decision.accepted.length > 0)
        await writeSets(manager, sessionId, {
          sets: decision.accepted,
          digests: decision.state.posted,
          changed: decision.changed,
          postedAt: this.clock.now(),
        });
      return decision.outcomes;
    });
  }

  async postOne(sessionId: string, set: PostingSet): Promise<void> {
    const [outcome] = await this.post(sessionId, [set]);
    assert(outcome, 'one outcome per set');
    if (outcome.status === 'refused') throw refusalError(outcome);
  }

  async balances(
    sessionId: string,
    filter: { readonly participantCode?: string } = {},
  ): Promise<readonly Balance[]> {
    return readBalances(this.database.manager, sessionId, { participantCode: filter.participantCode });
  }

  tradingSnapshot(sessionId: string, references: readonly string[]): Promise<LedgerSnapshot> {
    return this.database.transaction('REPEATABLE READ', async (manager) => ({
      balances: await readBalances(manager, sessionId, { kind: 'trading' }),
      postedReferences: await readPostedReferences(manager, sessionId, references),
    }));
  }

  async checkInvariants(sessionId: string): Promise<readonly InvariantFinding[]> {
    return this.database.transaction('REPEATABLE READ', async (manager) => {
      const findings: InvariantFinding[] = [];
      for (const [invariant, query] of Object.entries(LEDGER_INVARIANTS)) {
        const breaches = await manager.query<{ detail: string }[]>(
          `SELECT detail FROM (${query}) AS found WHERE session_id = $1 ORDER BY detail LIMIT $2`,
          [sessionId, MAXIMUM_BREACHES_SHOWN],
        );
        findings.push({
          invariant,
          holds: breaches.length === 0,
          detail: breaches.map(({ detail }) => detail).join('; '),
        });
      }
      return findings;
    });
  }
}
