import { Injectable } from '@nestjs/common';
import { Identity } from '../identity';
import { centsPerTickLot, DomainError, parsePrice } from '../kernel';
import { CASH, Ledger, participantAccount } from '../ledger';
import { type AssetMove, OrderMatching, type VenueInstrument } from '../order-matching';
import { type Participant, Registry } from '../registry';
import type { RightInstrument } from '../right-family';
import type { Scenario } from './core/scenario';
import { ExampleFiles } from './example-files.service';
import { InitialAllocation } from './initial-allocation.service';
import { OFFICERS } from './officers';
import { nobodyRegistered } from './session-refusals';
import { type SessionRecord, Sessions, scenarioOf } from './sessions.service';

type Report = (text: string) => void;
type BuildStep = (session: SessionRecord, scenario: Scenario, report: Report) => Promise<void>;

const REGULATOR_SEATS = 2;

/**
 * Builds a session step by step from a scenario. After each step its number is recorded, and every step is harmless
 * when repeated, so that a stop in the middle is mended by building on.
 */
@Injectable()
export class SessionBuilder {
  constructor(
    private readonly sessions: Sessions,
    private readonly files: ExampleFiles,
    private readonly registry: Registry,
    private readonly initialAllocation: InitialAllocation,
    private readonly orderMatching: OrderMatching,
    private readonly ledger: Ledger,
    private readonly identity: Identity,
  ) {}

  /** What the scenario brings along: register, caps, initial allocation, seats for regulators. */
  async prepare(session: SessionRecord, report: Report): Promise<SessionRecord> {
    const scenario = scenarioOf(session.scenario);
    return await this.#build(session, scenario, this.#preparation(scenario), report);
  }

  /**
   * The markets over what is registered by now, and a seat for each participant who trades.
   * @throws DomainError `session.nobody-registered`
   */
  async open(session: SessionRecord, report: Report): Promise<SessionRecord> {
    const scenario = scenarioOf(session.scenario);
    const prepared = await this.prepare(session, report);
    if ((await this.#traders(session.sessionId, scenario)).length === 0)
      throw nobodyRegistered(session.sessionId);
    const steps: BuildStep[] = [
      (opening) => this.openVenue(opening),
      (opening) => this.#moveToTrading(opening, scenario, report),
      (opening) => this.#openSeats(opening, scenario, report),
    ];
    return await this.#build(prepared, scenario, [...this.#preparation(scenario), ...steps], report);
  }

  /** Does the venue of this session exist? From then on it is taken up again after every restart. */
  hasVenue(session: SessionRecord): boolean {
    return session.setupStepsDone > this.#preparation(scenarioOf(session.scenario)).length;
  }

  async #build(
    session: SessionRecord,
    scenario: Scenario,
    steps: readonly BuildStep[],
    report: Report,
  ): Promise<SessionRecord> {
    let built = session;
    for (const [index, step] of steps.entries()) {
      if (index < built.setupStepsDone) continue;
      await step(built, scenario, report);
      built = await this.sessions.change(built, { setupStepsDone: index + 1 });
    }
    return built;
  }

  /**
   * Takes the venue up and opens a market for each right that a trader holds and that has none yet: at the opening,
   * after a restart, and on every new day, for what was issued since.
   */
  async openVenue(session: SessionRecord): Promise<void> {
    const { sessionId, simulatedDate } = session;
    const open = new Set(await this.orderMatching.instruments(sessionId));
    const held = await this.#heldByTraders(session);
    const instruments = (await this.registry.instruments(sessionId)).filter(
      ({ code }) => held.has(code) && !open.has(code),
    );
    if (open.size > 0 && instruments.length === 0) return;
    await this.orderMatching.openVenue({
      sessionId,
      instruments: instruments.map(venueInstrument),
      date: simulatedDate,
    });
  }

  async #heldByTraders({ sessionId, scenario }: SessionRecord): Promise<ReadonlySet<string>> {
    const traders = await this.#traders(sessionId, scenarioOf(scenario));
    const codes = new Set(traders.map(({ participantCode }) => participantCode));
    const balances = await this.ledger.balances(sessionId);
    return new Set(
      balances.flatMap(({ account, asset, amount }) =>
        amount > 0 && asset !== CASH && codes.has(account.slice(0, account.lastIndexOf(':'))) ? [asset] : [],
      ),
    );
  }

  #preparation(scenario: Scenario): readonly BuildStep[] {
    return [
      (session) => this.#openRegulatorSeats(session),
      (session, _, report) => this.#register(session, scenario, report),
      ...scenario.plans.map(
        (plan): BuildStep =>
          (session, { folder }, report) =>
            this.initialAllocation.allot(session, folder, plan, report),
      ),
    ];
  }

  async #register(session: SessionRecord, scenario: Scenario, report: Report): Promise<void> {
    const { sessionId } = session;
    if (scenario.registerFiles.length === 0) return;
    const importAll = async (files: Scenario['registerFiles']) => {
      for (const file of files) {
        const csv = await this.files.text(scenario.folder, `${file}.csv`);
        await this.registry.importFile({ sessionId, file, csv, actorId: OFFICERS.registrar });
      }
    };
    await importAll(scenario.registerFiles);
    const instruments = await this.registry.openPeriod(sessionId, scenario.families, session.period);
    await importAll(scenario.laterFiles);
    const participants = await this.registry.participants(sessionId);
    report(
      `${sessionId}: ${participants.length} participants registered, ${instruments.length} rights defined`,
    );
  }

  /** The setting for beginners: what was allotted and what is in the bank can be traded at once. */
  async #moveToTrading(session: SessionRecord, scenario: Scenario, report: Report): Promise<void> {
    const { sessionId } = session;
    // what was issued since the step before has its market first
    await this.openVenue(session);
    const traders = await this.#traders(sessionId, scenario);
    const balances = await this.ledger.balances(sessionId);
    for (const { participantCode } of traders) {
      const own = [
        participantAccount(participantCode, 'registration'),
        participantAccount(participantCode, 'bank'),
      ];
      for (const { account, asset, amount } of balances) {
        if (!own.includes(account) || amount <= 0) continue;
        const reference = `opening:${participantCode}:${asset === CASH ? 'cash' : asset}`;
        await this.#moveOnce({ sessionId, participantCode, asset, amount, reference });
      }
    }
    report(`${sessionId}: rights and cash of ${traders.length} participants moved to their trading accounts`);
  }

  /** A reference that stands for another amount was posted before a stop: what came in since stays where it is. */
  async #moveOnce(move: AssetMove): Promise<void> {
    try {
      await this.orderMatching.moveToTrading(move);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'ledger.reference-reused') throw error;
    }
  }

  async #openSeats(session: SessionRecord, scenario: Scenario, report: Report): Promise<void> {
    const traders = await this.#traders(session.sessionId, scenario);
    const seats = await this.identity.openSeats(
      session.sessionId,
      traders.map(({ participantCode }) => ({ role: 'trader' as const, participantCode })),
    );
    report(`${session.sessionId}: ${seats.length} seats for traders ready`);
  }

  async #openRegulatorSeats({ sessionId }: SessionRecord): Promise<void> {
    const seats = Array.from({ length: REGULATOR_SEATS }, () => ({
      role: 'regulator' as const,
      participantCode: null,
    }));
    await this.identity.openSeats(sessionId, seats);
  }

  async #traders(sessionId: string, scenario: Scenario): Promise<readonly Participant[]> {
    const participants = await this.registry.participants(sessionId);
    return participants.filter(({ kind }) => !scenario.kindsOutsideTheMarket.includes(kind));
  }
}

const venueInstrument = (instrument: RightInstrument): VenueInstrument => ({
  instrumentCode: instrument.code,
  family: instrument.family,
  referencePriceTicks: parsePrice(instrument.initialReferencePrice, instrument),
  priceBandBasisPoints: instrument.priceBandBasisPoints,
  centsPerTickLot: centsPerTickLot(instrument),
});
