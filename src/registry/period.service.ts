import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel';
import { RightFamilyDirectory } from '../right-family';
import { RegisterRepository } from './persistence/register.repository';
import { RegisterDirectory, type SessionRegister } from './register-directory';

/** A period is open when its instruments exist. Opening it again adds what new zones bring. */
@Injectable()
export class PeriodService {
  constructor(
    private readonly repository: RegisterRepository,
    private readonly directory: RegisterDirectory,
    private readonly families: RightFamilyDirectory,
  ) {}

  /** Stores the instruments of the period. @throws DomainError `family.unknown`, `period.malformed` */
  async open(sessionId: string, families: readonly string[], period: string): Promise<SessionRegister> {
    const { missing, planned } = await this.#look(sessionId, families, period);
    if (missing.length === 0) return planned;
    await this.repository.addInstruments(null, sessionId, missing);
    this.directory.forget(sessionId);
    return this.directory.of(sessionId);
  }

  /** The register as it would be with the period open; nothing is stored. @throws as `open` */
  async planned(sessionId: string, families: readonly string[], period: string): Promise<SessionRegister> {
    return (await this.#look(sessionId, families, period)).planned;
  }

  async #look(sessionId: string, families: readonly string[], period: string) {
    if (!/^[1-9]\d{3}$/.test(period))
      throw new DomainError(
        'period.malformed',
        {
          en: `"${period}" is not a period; write a year such as 2024`,
          zh: `“${period}”不是有效的履约期，请写年份，例如 2024`,
        },
        { period },
      );
    const register = await this.directory.of(sessionId);
    const zones = [...register.zones.values()];
    const missing = families
      .flatMap((code) => this.families.get(code).instrumentsOf({ period, zones }))
      .filter(({ code }) => !register.instruments.has(code));
    const instruments = new Map(register.instruments);
    for (const instrument of missing) instruments.set(instrument.code, instrument);
    return { missing, planned: { ...register, instruments } };
  }
}
