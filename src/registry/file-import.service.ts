import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError, type FieldProblem, formatQuantity } from '../kernel';
import { CASH, Ledger, type PostingSet, participantAccount, SYSTEM_ACCOUNTS } from '../ledger';
import { RightFamilyDirectory } from '../right-family';
import { capKey, readCaps } from './core/cap-file';
import { readParticipants } from './core/participant-file';
import { fileProblem, mergedProblems, refuseBadFile } from './core/problems';
import type { Cap, Participant } from './core/register';
import { REGISTRY_FILES } from './core/registry-files';
import { readSavings } from './core/saving-file';
import { type ParsedTable, parseTable } from './core/table';
import { type FileReading, readAttainment, readZones } from './core/zone-file';
import { CapRepository } from './persistence/cap.repository';
import { RegisterRepository } from './persistence/register.repository';
import { RegisterDirectory, type SessionRegister, sessionRegister } from './register-directory';
import type { RegistryFile } from './registry.contract';

/** Opening cash is there before the first simulated day of any session. */
const OPENING_DATE = '1970-01-01';
const DEPOSITS_PER_POST = 500;

interface ImportRequest {
  readonly sessionId: string;
  readonly file: RegistryFile;
  readonly csv: string;
}

/** What an importer works with: the locked register, the table, and the way to write. */
interface Importing {
  readonly sessionId: string;
  readonly manager: EntityManager;
  readonly register: SessionRegister;
  readonly table: ParsedTable;
}

/**
 * Files into the register: all of a file or nothing. Sending a file again changes nothing; a row that contradicts what is
 * registered is refused, except where a new figure is the purpose (caps, attainment).
 */
@Injectable()
export class FileImportService {
  readonly #importers: Readonly<Record<RegistryFile, (importing: Importing) => Promise<void>>> = {
    zones: (importing) => this.#zones(importing),
    participants: (importing) => this.#participants(importing),
    caps: (importing) => this.#caps(importing),
    savings: (importing) => this.#savings(importing),
    attainment: (importing) => this.#attainment(importing),
  };

  constructor(
    private readonly repository: RegisterRepository,
    private readonly capRepository: CapRepository,
    private readonly directory: RegisterDirectory,
    private readonly families: RightFamilyDirectory,
    private readonly ledger: Ledger,
  ) {}

  /** @throws DomainError `registry.bad-file`, `registry.file-too-large` */
  async import({ sessionId, file, csv }: ImportRequest): Promise<{ readonly rowCount: number }> {
    const table = parseTable(csv, REGISTRY_FILES[file]);
    // under an unsound header every cell would look wrong
    if (!table.headerIsSound) refuseBadFile(table.problems);
    await this.repository.exclusively(sessionId, (manager, contents) =>
      this.#importers[file]({ sessionId, manager, register: sessionRegister(contents), table }),
    );
    this.directory.forget(sessionId);
    if (file === 'participants') await this.#openAccounts(sessionId, table);
    return { rowCount: table.rows.length };
  }

  /** The items of a file, when neither its form nor its content has a problem. */
  #accepted<Item>(table: ParsedTable, reading: FileReading<Item>): readonly Item[] {
    refuseBadFile(mergedProblems(table.problems, reading.problems));
    return reading.items;
  }

  async #zones({ sessionId, manager, register, table }: Importing): Promise<void> {
    const zones = this.#accepted(table, readZones(table, register.zones));
    await this.repository.addZones(manager, sessionId, zones);
  }

  async #attainment({ sessionId, manager, register, table }: Importing): Promise<void> {
    const attainment = this.#accepted(table, readAttainment(table, register.zones));
    await this.repository.setAttainment(manager, sessionId, attainment);
  }

  async #participants({ sessionId, manager, register, table }: Importing): Promise<void> {
    const families = this.families.all().map((family) => family.code);
    const context = { registered: register.participants, zones: register.zones, families };
    const participants = this.#accepted(table, readParticipants(table, context));
    await this.repository.addParticipants(manager, sessionId, participants);
  }

  async #savings({ sessionId, manager, register, table }: Importing): Promise<void> {
    const { participants, instruments, savings: registered } = register;
    const savings = this.#accepted(table, readSavings(table, { participants, instruments, registered }));
    await this.repository.addSavings(manager, sessionId, savings);
  }

  async #caps(importing: Importing): Promise<void> {
    const { sessionId, manager, register, table } = importing;
    const families = new Map(this.families.all().map((family) => [family.code, family]));
    const caps = this.#accepted(table, readCaps(table, { families, zones: register.zones }));
    // locked, so that no plan is counted between this check and the new figure
    const locked = await this.capRepository.lock(manager, sessionId, caps);
    refuseBadFile(belowIssued(caps, locked, table));
    await this.capRepository.set(manager, sessionId, caps);
    await this.#openPeriods(importing, caps);
  }

  /** A cap opens its period: what it limits must exist before savings and plans can name it. */
  async #openPeriods({ sessionId, manager, register }: Importing, caps: readonly Cap[]): Promise<void> {
    const zones = [...register.zones.values()];
    const periods = new Map(caps.map((cap) => [`${cap.family} ${cap.period}`, cap]));
    for (const { family, period } of periods.values()) {
      const instruments = this.families.get(family).instrumentsOf({ period, zones });
      await this.repository.addInstruments(manager, sessionId, instruments);
    }
  }

  /**
   * After the register's commit, and for every row of the file, new or not: if the process died in between, sending the
   * file again opens what is missing; the reference of each deposit keeps it from being paid in twice.
   */
  async #openAccounts(sessionId: string, table: ParsedTable): Promise<void> {
    const { participants } = await this.directory.of(sessionId);
    const ofFile = table.rows.flatMap(({ cells: { code = '' } }) => participants.get(code) ?? []);
    await this.ledger.openSession(
      sessionId,
      ofFile.map((participant) => participant.participantCode),
    );
    const deposits = ofFile.filter((each) => each.openingCashCents > 0).map(openingDeposit);
    for (let from = 0; from < deposits.length; from += DEPOSITS_PER_POST)
      for (const outcome of await this.ledger.post(sessionId, deposits.slice(from, from + DEPOSITS_PER_POST)))
        if (outcome.status === 'refused')
          throw new DomainError(
            'participant.deposit-refused',
            {
              en: `the deposit ${outcome.reference} was refused (${outcome.code}): ${outcome.detail}`,
              zh: `入金 ${outcome.reference} 被拒绝（${outcome.code}）：${outcome.detail}`,
            },
            { reference: outcome.reference, cause: outcome.code },
            { kind: 'conflict' },
          );
  }
}

const openingDeposit = ({ participantCode, openingCashCents }: Participant): PostingSet => ({
  reference: `opening-cash:${participantCode}`,
  kind: 'deposit',
  postings: [
    {
      from: SYSTEM_ACCOUNTS.clearingBank,
      to: participantAccount(participantCode, 'bank'),
      asset: CASH,
      amount: openingCashCents,
    },
  ],
  date: OPENING_DATE,
});

function belowIssued(caps: readonly Cap[], locked: readonly Cap[], table: ParsedTable): FieldProblem[] {
  const before = new Map(locked.map((cap) => [capKey(cap), cap]));
  return caps.flatMap((cap, index) => {
    const issuedLots = before.get(capKey(cap))?.issuedLots ?? 0;
    if (cap.capLots >= issuedLots) return [];
    const measure = { code: cap.commodity, unit: cap.unit, lotSize: cap.lotSize, tickSize: '1' };
    const issued = formatQuantity(issuedLots, measure);
    return [
      fileProblem(table.rows[index]?.line ?? 1, 'cap', 'cap.below-issued', {
        en: `${issued} ${cap.unit.en} are issued under ${capKey(cap)}; the cap cannot be lower`,
        zh: `${capKey(cap)} 已发放 ${issued} ${cap.unit.zh}，总量不得低于此数`,
      }),
    ];
  });
}
