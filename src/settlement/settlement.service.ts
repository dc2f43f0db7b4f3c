import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../kernel';
import { OrderMatching } from '../order-matching';
import { failureText } from './failures';
import { CursorRepository } from './persistence/cursor.repository';
import type { StoredInstruction } from './persistence/instruction-rows';
import { InvariantRepository } from './persistence/invariant.repository';
import { PipelineRepository } from './persistence/pipeline.repository';
import type { SettledVenue } from './settled-venue';
import {
  INSTRUCTION_STATES,
  type InstructionState,
  Settlement,
  type SettlementInstruction,
  type SettlementPipeline,
} from './settlement.contract';
import { WakeUpService } from './wake-up.service';

const DRAIN_POLL_MS = 25;
/** The job may have been lost, or its session may need another: drain asks again this often. */
const DRAIN_WAKE_EVERY_MS = 500;
/** Trades compared at a time by checkInvariants. */
const TRADES_PER_PAGE = 1_000;
const MAXIMUM_BREACHES_SHOWN = 5;

type Finding = { readonly invariant: string; readonly holds: boolean; readonly detail: string };

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;

const shown = ({ tradeDate: _, ...stored }: StoredInstruction): SettlementInstruction => {
  const { dueAt, failureCode, instructedAt, settledAt, ...rest } = stored;
  return {
    ...rest,
    failure: failureCode === null ? null : { code: failureCode, text: failureText(failureCode) },
    instructedAt: instructedAt.toISOString(),
    settledAt: iso(settledAt),
    nextAttemptAt: stored.state === 'failed' || stored.state === 'instructed' ? iso(dueAt) : null,
  };
};

const finding = (invariant: string, breaches: readonly string[]): Finding => ({
  invariant,
  holds: breaches.length === 0,
  detail: breaches.slice(0, MAXIMUM_BREACHES_SHOWN).join('; '),
});

@Injectable()
export class SettlementService extends Settlement {
  constructor(
    @Inject(OrderMatching) private readonly venue: SettledVenue,
    private readonly cursors: CursorRepository,
    private readonly pipelines: PipelineRepository,
    private readonly invariants: InvariantRepository,
    private readonly wakeUps: WakeUpService,
  ) {
    super();
  }

  async pipeline(sessionId: string, latest: number): Promise<SettlementPipeline> {
    const found = await this.pipelines.lanes(sessionId);
    const newest = await this.instructions({ sessionId, participantCode: null, state: null, limit: latest });
    return {
      sessionId,
      lanes: INSTRUCTION_STATES.map(
        (state) => found.find((lane) => lane.state === state) ?? { state, count: 0, amountCents: 0 },
      ),
      latest: newest,
    };
  }

  async instructions(query: {
    readonly sessionId: string;
    readonly participantCode: string | null;
    readonly state: InstructionState | null;
    readonly limit: number;
  }): Promise<readonly SettlementInstruction[]> {
    return (await this.pipelines.list(query)).map(shown);
  }

  async drain(sessionId: string, timeoutMs: number): Promise<void> {
    await this.cursors.follow(sessionId);
    // a countdown, not a clock: it only bounds how long the caller waits
    for (let waitedMs = 0; ; waitedMs += DRAIN_POLL_MS) {
      const waiting = await this.waiting(sessionId);
      if (waiting === null) return;
      if (waitedMs >= timeoutMs)
        throw new DomainError(
          'settlement.not-drained',
          {
            en: `Settlement still works on ${waiting.unsettled} trades, ${waiting.failed} of them failed so far`,
            zh: `仍有 ${waiting.unsettled} 笔成交尚未交收，其中 ${waiting.failed} 笔失败待重试`,
          },
          waiting,
          {
            kind: 'unavailable',
            remedy: {
              en: 'Look at the failed instructions of the settlement pipeline, then ask again.',
              zh: '请查看交收流程中的失败指令，然后重试。',
            },
          },
        );
      if (waitedMs % DRAIN_WAKE_EVERY_MS === 0) this.wakeUps.wake(sessionId);
      await pause(DRAIN_POLL_MS);
    }
  }

  /** null: every trade is delivered and the venue knows it */
  private async waiting(sessionId: string): Promise<{ unsettled: number; failed: number } | null> {
    const last = await this.cursors.lastTradeSequence(sessionId);
    const uninstructed = await this.venue.tradesAfter(sessionId, last, TRADES_PER_PAGE);
    const { unsettled, failed, unconfirmed } = await this.pipelines.outstanding(sessionId);
    if (uninstructed.length + unsettled + unconfirmed === 0) return null;
    return { unsettled: uninstructed.length + unsettled + unconfirmed, failed };
  }

  async checkInvariants(sessionId: string): Promise<readonly Finding[]> {
    const exactlyOnce = await this.invariants.breaches('I5', sessionId);
    const bothLegs = await this.invariants.breaches('I6', sessionId);
    const uninstructed = await this.uninstructed(sessionId);
    return [
      finding('I5', [...uninstructed.map((tradeId) => `${tradeId}: without an instruction`), ...exactlyOnce]),
      finding('I6', bothLegs),
    ];
  }

  /** Goes through the venue's whole record, up to where settlement has followed it. */
  private async uninstructed(sessionId: string): Promise<string[]> {
    const end = await this.cursors.lastTradeSequence(sessionId);
    const missing: string[] = [];
    for (let after = 0; after < end && missing.length < MAXIMUM_BREACHES_SHOWN; ) {
      const page = await this.venue.tradesAfter(sessionId, after, TRADES_PER_PAGE);
      const trades = page.filter((trade) => trade.tradeSequence <= end);
      const last = trades.at(-1);
      if (!last) break;
      missing.push(...(await this.invariants.uninstructed(sessionId, trades)));
      after = last.tradeSequence;
    }
    return missing;
  }
}
