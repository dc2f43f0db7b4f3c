import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel';
import { Ledger, participantAccount, SYSTEM_ACCOUNTS } from '../ledger';
import { OrderMatching } from '../order-matching';
import { Clock } from '../platform';
import type { Refusal, RightQuantity, SurrenderPlan } from '../right-family';
import { mergeParts } from './core/obligation';
import { requireSoundParts, sameParts, scopedReference, withMoves } from './core/surrender-request';
import { HoldingsService, type ParticipantFacts } from './holdings.service';
import {
  type LockedObligation,
  type ObligationKey,
  ObligationsRepository,
  type SurrenderRecord,
} from './persistence/obligations.repository';
import type { ObligationRecord } from './persistence/reports.repository';

export interface SurrenderRequest {
  readonly sessionId: string;
  readonly participantCode: string;
  readonly period: string;
  readonly parts: readonly RightQuantity[];
  readonly actorId: string;
  readonly date: string;
  /** unique for the participant */
  readonly reference: string;
}

/** The ledger's name for a surrender, from its scoped reference: it posts once, however often a crash makes us ask. */
export const postingReference = (reference: string): string => `surrender:${reference}`;

/**
 * Surrender in three steps, each repeatable: the request is judged and kept as pending; what lacks in the registration
 * account comes back from the trading account; the ledger posts and the request is marked. A retry takes up where a
 * crash left it, with the moves that were fixed at first.
 */
@Injectable()
export class SurrenderService {
  constructor(
    private readonly repository: ObligationsRepository,
    private readonly holdings: HoldingsService,
    private readonly ledger: Ledger,
    private readonly venue: OrderMatching,
    private readonly clock: Clock,
  ) {}

  async propose(sessionId: string, participantCode: string, period: string): Promise<SurrenderPlan> {
    const facts = await this.holdings.factsOf(sessionId, participantCode);
    const key = { sessionId, participantCode, period, family: facts.family.code };
    const obligation = requireOpen(await this.repository.find(key), key);
    const { all } = await this.holdings.payable(sessionId, participantCode);
    const surrendered = counted(await this.repository.surrendersFor(key));
    return facts.family.planSurrender(question(facts, obligation, all, surrendered));
  }

  /** @returns the obligation that was paid towards; @throws DomainError with the family's refusal, `surrender.reference-reused` */
  async surrender(request: SurrenderRequest): Promise<ObligationKey> {
    requireSoundParts(request.parts);
    const { sessionId, participantCode, period } = request;
    const facts = await this.holdings.factsOf(sessionId, participantCode);
    const key = { sessionId, participantCode, period, family: facts.family.code };
    const known = await this.repository.surrender(sessionId, nameOf(request));
    if (known) requireSameRequest(known, request);
    if (known?.state === 'posted') return key;
    await this.complete(known?.state === 'pending' ? known : await this.#accept(key, facts, request));
    return key;
  }

  /** Carries a pending surrender through; harmless when repeated. */
  async complete(surrender: SurrenderRecord): Promise<void> {
    const { sessionId, participantCode, parts, reference, attempt, date } = surrender;
    try {
      for (const [index, { instrumentCode, fromTradingLots }] of parts.entries())
        if (fromTradingLots > 0)
          await this.venue.moveFromTrading({
            sessionId,
            participantCode,
            asset: instrumentCode,
            amount: fromTradingLots,
            reference: `surrender:${attempt}:${index}`,
          });
      await this.ledger.postOne(sessionId, {
        reference: postingReference(reference),
        kind: 'surrender',
        date,
        postings: parts.map(({ instrumentCode, quantityLots }) => ({
          from: participantAccount(participantCode, 'registration'),
          to: SYSTEM_ACCOUNTS.surrendered,
          asset: instrumentCode,
          amount: quantityLots,
        })),
      });
    } catch (error) {
      if (error instanceof DomainError && error.kind !== 'unavailable')
        await this.repository.markRefused(surrender);
      throw error;
    }
    await this.repository.markPosted(surrender);
  }

  async #accept(
    key: ObligationKey,
    facts: ParticipantFacts,
    request: SurrenderRequest,
  ): Promise<SurrenderRecord> {
    const payable = await this.holdings.payable(key.sessionId, key.participantCode);
    try {
      return await this.repository.withLock(key, (locked) =>
        this.#judge(locked, key, facts, request, payable),
      );
    } catch (error) {
      // another obligation may have taken the reference since we looked
      const winner = await this.repository.surrender(key.sessionId, nameOf(request));
      if (winner) requireSameRequest(winner, request);
      throw error;
    }
  }

  async #judge(
    locked: LockedObligation,
    key: ObligationKey,
    facts: ParticipantFacts,
    request: SurrenderRequest,
    payable: { readonly registered: readonly RightQuantity[]; readonly all: readonly RightQuantity[] },
  ): Promise<SurrenderRecord> {
    const obligation = requireOpen(locked.obligation, key);
    const twin = locked.surrenders.find((row) => row.reference === nameOf(request));
    if (twin) requireSameRequest(twin, request);
    if (twin && twin.state !== 'refused') return twin;
    const { parts } = request;
    const verdict = facts.family.judgeSurrender({
      ...question(facts, obligation, payable.all, counted(locked.surrenders)),
      parts,
    });
    if (!verdict.allowed) throw refused(verdict);
    const surrender: SurrenderRecord = {
      ...key,
      reference: nameOf(request),
      state: 'pending',
      attempt: randomUUID(),
      requestedBy: request.actorId,
      requestedAt: this.clock.now(),
      date: request.date,
      parts: withMoves(parts, payable.registered),
    };
    await locked.putSurrender(surrender);
    return surrender;
  }
}

const nameOf = ({ participantCode, reference }: SurrenderRequest): string =>
  scopedReference(participantCode, reference);

/** Pending requests count as surrendered, so that two at once cannot both use the same room. */
const counted = (surrenders: readonly SurrenderRecord[]): readonly RightQuantity[] =>
  mergeParts(surrenders.filter((row) => row.state !== 'refused').flatMap((row) => row.parts));

const question = (
  { holder, instruments }: ParticipantFacts,
  { period, obligationLots }: ObligationRecord,
  holdings: readonly RightQuantity[],
  surrendered: readonly RightQuantity[],
) => ({ period, obligationLots, holder, holdings, instruments, surrendered });

function requireOpen(
  obligation: ObligationRecord | null,
  { participantCode, period }: ObligationKey,
): ObligationRecord {
  if (obligation === null)
    throw new DomainError(
      'obligation.none',
      {
        en: `${participantCode} has no verified obligation for ${period}.`,
        zh: `${participantCode} 在 ${period} 年度没有经核查的履约义务。`,
      },
      { participantCode, period },
      {
        kind: 'not-found',
        remedy: {
          en: 'Wait until the monitoring report is verified.',
          zh: '请等待监测报告核查完成。',
        },
      },
    );
  if (obligation.state !== 'open')
    throw new DomainError(
      'surrender.period-closed',
      {
        en: `The deadline for ${period} passed on ${obligation.closedOn}.`,
        zh: `${period} 年度的清缴已于 ${obligation.closedOn} 截止。`,
      },
      { period },
      {
        kind: 'refused',
        remedy: {
          en: 'Nothing can be surrendered for it any more; see the results.',
          zh: '该年度不能再清缴，请查看履约结果。',
        },
      },
    );
  return obligation;
}

function requireSameRequest(known: SurrenderRecord, request: SurrenderRequest): void {
  const same = known.period === request.period && sameParts(known.parts, request.parts);
  if (!same)
    throw new DomainError(
      'surrender.reference-reused',
      {
        en: `The reference "${request.reference}" belongs to another surrender.`,
        zh: `业务编号“${request.reference}”已用于另一笔清缴。`,
      },
      { reference: request.reference },
      { kind: 'conflict', remedy: { en: 'Choose a new reference.', zh: '请使用新的业务编号。' } },
    );
}

const refused = ({ code, text, remedy, clause }: Refusal): DomainError =>
  new DomainError(
    code,
    { en: `${text.en} (${clause.en})`, zh: `${text.zh}（${clause.zh}）` },
    {},
    { kind: 'refused', remedy },
  );
