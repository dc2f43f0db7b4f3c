import { Injectable } from '@nestjs/common';
import { assert, centsPerTickLot, DomainError } from '../kernel';
import { CASH, Ledger, participantAccount, SYSTEM_ACCOUNTS } from '../ledger';
import { OrderMatching } from '../order-matching';
import { Registry } from '../registry';
import { RightFamilyDirectory, type RightInstrument, type ShortfallConsequence } from '../right-family';
import { planCollection } from './core/cash-collection';
import { mergeParts, obligationInstrument, totalLots, zoneChain } from './core/obligation';
import { averageOfMonthBefore } from './core/price-window';
import { HoldingsService } from './holdings.service';
import {
  type ObligationKey,
  ObligationsRepository,
  type SurrenderRecord,
} from './persistence/obligations.repository';
import type { ObligationRecord } from './persistence/reports.repository';
import { postingReference, SurrenderService } from './surrender.service';

/** A collection is planned anew when the cash went elsewhere meanwhile; after that the next closing tries again. */
const MAX_COLLECTION_PLANS = 3;
const MAX_SETTLING_ROUNDS = 3;

const NO_CONSEQUENCE: ShortfallConsequence = { penaltyCents: 0, nextPeriodDeductionLots: 0, explanation: [] };

/** The deadline, one state after the other (open → closing → assessed → closed), so that a crash resumes in between. */
@Injectable()
export class ClosingService {
  constructor(
    private readonly repository: ObligationsRepository,
    private readonly surrenders: SurrenderService,
    private readonly holdings: HoldingsService,
    private readonly registry: Registry,
    private readonly ledger: Ledger,
    private readonly venue: OrderMatching,
    private readonly families: RightFamilyDirectory,
  ) {}

  async close(sessionId: string, period: string, date: string): Promise<void> {
    for (const row of await this.repository.ofSession(sessionId, { period, states: ['open'] }))
      await this.#shut(row, date);
    for (const row of await this.repository.ofSession(sessionId, { period, states: ['closing'] }))
      await this.#assess(row);
    for (const row of await this.repository.ofSession(sessionId, { period, states: ['assessed'] }))
      await this.#collect(row);
  }

  /** No more surrender from here on; what was on its way is brought to its end first. */
  async #shut(key: ObligationKey & { readonly period: string }, date: string): Promise<void> {
    for (let round = 0; round < MAX_SETTLING_ROUNDS; round += 1) {
      await this.#settlePending(key);
      const shut = await this.repository.withLock(key, async ({ obligation, surrenders, update }) => {
        if (surrenders.some((row) => row.state === 'pending')) return false;
        if (obligation?.state === 'open') await update({ state: 'closing', closedOn: date });
        return true;
      });
      if (shut) return;
    }
    throw new DomainError(
      'compliance.surrender-under-way',
      {
        en: `${key.participantCode} is still surrendering for ${key.period}.`,
        zh: `${key.participantCode} 的 ${key.period} 年度清缴仍在进行。`,
      },
      { participantCode: key.participantCode },
      { kind: 'unavailable', remedy: { en: 'Close the period again in a moment.', zh: '请稍后再次截止。' } },
    );
  }

  async #settlePending(key: ObligationKey): Promise<void> {
    for (const row of await this.#markWhatIsPosted(key))
      if (row.state === 'pending') await this.#completeIfLawful(row);
  }

  /** The ledger is asked about every request that this module does not hold for posted. @returns what is not */
  async #markWhatIsPosted(key: ObligationKey): Promise<readonly SurrenderRecord[]> {
    const open = (await this.repository.surrendersFor(key)).filter((row) => row.state !== 'posted');
    if (open.length === 0) return [];
    const { postedReferences } = await this.ledger.tradingSnapshot(
      key.sessionId,
      open.map((row) => postingReference(row.reference)),
    );
    const isPosted = (row: SurrenderRecord) => postedReferences.includes(postingReference(row.reference));
    for (const row of open) if (isPosted(row)) await this.repository.markPosted(row);
    return open.filter((row) => !isPosted(row));
  }

  async #completeIfLawful(surrender: SurrenderRecord): Promise<void> {
    try {
      await this.surrenders.complete(surrender);
    } catch (error) {
      // a refusal is an end as well; the participant has been or will be told by the request itself
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
    }
  }

  async #assess(row: ObligationRecord): Promise<void> {
    const { sessionId, participantCode, closedOn } = row;
    assert(closedOn, 'a closing obligation has its deadline');
    const instruments = await this.registry.instruments(sessionId);
    const familyCodes = new Set(instruments.filter((i) => i.family === row.family).map((i) => i.code));
    // a try that was given up as refused may have reached the ledger after all
    await this.#markWhatIsPosted(row);
    const posted = (await this.repository.surrendersFor(row)).filter(({ state }) => state === 'posted');
    const surrendered = totalLots(mergeParts(posted.flatMap(({ parts }) => parts)));
    const shortfallLots = Math.max(0, row.obligationLots - surrendered);
    const registered = await this.holdings.registered(sessionId, participantCode);
    const surplusLots = totalLots(registered.filter(({ instrumentCode }) => familyCodes.has(instrumentCode)));
    const consequence =
      shortfallLots === 0
        ? NO_CONSEQUENCE
        : await this.#consequenceOf(row, shortfallLots, closedOn, instruments);
    await this.repository.withLock(row, async ({ obligation, update }) => {
      if (obligation?.state !== 'closing') return;
      await update({
        state: consequence.penaltyCents === 0 ? 'closed' : 'assessed',
        shortfallLots,
        surplusLots,
        penaltyCents: consequence.penaltyCents,
        nextPeriodDeductionLots: consequence.nextPeriodDeductionLots,
        consequence: consequence.explanation,
      });
    });
  }

  async #consequenceOf(
    row: ObligationRecord,
    shortfallLots: number,
    date: string,
    instruments: readonly RightInstrument[],
  ): Promise<ShortfallConsequence> {
    const participants = await this.registry.participants(row.sessionId);
    const participant = participants.find((one) => one.participantCode === row.participantCode);
    const zones = await this.registry.zones(row.sessionId);
    const zoneCodes = participant ? zoneChain(zones, participant.zoneCode) : [];
    const instrument = obligationInstrument({ ...row, zoneCodes }, instruments);
    if (!instrument) return NO_CONSEQUENCE;
    const days = await this.venue.dailyPrices(row.sessionId, instrument.code);
    const averagePriceTicks = averageOfMonthBefore(days, date, centsPerTickLot(instrument));
    return this.families
      .get(row.family)
      .shortfallConsequence({ shortfallLots, instrument, averagePriceTicks, date });
  }

  async #collect(key: ObligationKey): Promise<void> {
    for (let plan = 0; plan < MAX_COLLECTION_PLANS; plan += 1) {
      const row = await this.#planned(key);
      if (row?.state !== 'assessed' || (await this.#carryOut(row))) return;
    }
  }

  /**
   * Collects by the plan, under the row's lock: a second closing waits here, and then finds that the plan that it saw
   * is carried out or given up. @returns whether the obligation is closed
   */
  #carryOut(seen: ObligationRecord): Promise<boolean> {
    return this.repository.withLock(seen, async ({ obligation, update }) => {
      if (obligation?.state !== 'assessed') return true;
      const stands =
        obligation.collectionAttempt === seen.collectionAttempt && obligation.plannedCollectionCents > 0;
      if (!stands) return false;
      try {
        await this.#take(obligation);
      } catch (error) {
        if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
        await update({ plannedCollectionCents: 0, plannedFromTradingCents: 0 });
        return false;
      }
      await update({ state: 'closed', penaltyCollectedCents: obligation.plannedCollectionCents });
      return true;
    });
  }

  /** The plan that stands, or a new one; an obligation of somebody without cash is closed here. */
  async #planned(key: ObligationKey): Promise<ObligationRecord | null> {
    const row = await this.repository.find(key);
    if (row?.state !== 'assessed' || row.plannedCollectionCents > 0) return row;
    const cash = await this.holdings.cash(row.sessionId, row.participantCode);
    const plan = planCollection({ penaltyCents: row.penaltyCents, ...cash });
    await this.#change(
      row,
      plan.collectCents === 0
        ? { state: 'closed' }
        : {
            collectionAttempt: row.collectionAttempt + 1,
            plannedFromTradingCents: plan.fromTradingCents,
            plannedCollectionCents: plan.collectCents,
          },
    );
    return this.repository.find(key);
  }

  async #take(row: ObligationRecord): Promise<void> {
    const { sessionId, participantCode, plannedFromTradingCents, plannedCollectionCents } = row;
    const reference = `penalty:${row.family}:${row.period}:${participantCode}:${row.collectionAttempt}`;
    const bank = participantAccount(participantCode, 'bank');
    if (plannedFromTradingCents > 0)
      await this.venue.moveFromTrading({
        sessionId,
        participantCode,
        asset: CASH,
        amount: plannedFromTradingCents,
        reference: `${reference}:cash`,
      });
    await this.ledger.postOne(sessionId, {
      reference,
      kind: 'penalty',
      date: row.closedOn ?? '',
      postings: [{ from: bank, to: SYSTEM_ACCOUNTS.treasury, asset: CASH, amount: plannedCollectionCents }],
    });
  }

  /** Only while the plan that we looked at still stands: two closings at once end as one. */
  async #change(seen: ObligationRecord, change: Partial<ObligationRecord>): Promise<void> {
    await this.repository.withLock(seen, async ({ obligation, update }) => {
      if (obligation?.state === seen.state && obligation.collectionAttempt === seen.collectionAttempt)
        await update(change);
    });
  }
}
