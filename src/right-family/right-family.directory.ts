import { Global, Injectable, Module } from '@nestjs/common';
import { DomainError } from '../kernel';
import type { RightFamily } from './contract';

/** Where the right families register themselves, so that no other module has to know which ones exist. */
@Injectable()
export class RightFamilyDirectory {
  readonly #families = new Map<string, RightFamily>();

  register(family: RightFamily): void {
    this.#families.set(family.code, family);
  }

  /** @throws DomainError `family.unknown` */
  get(code: string): RightFamily {
    const family = this.#families.get(code);
    if (!family)
      throw new DomainError(
        'family.unknown',
        { en: `there is no right family "${code}"`, zh: `没有名为“${code}”的权利类别` },
        { code },
        { kind: 'not-found' },
      );
    return family;
  }

  all(): readonly RightFamily[] {
    return [...this.#families.values()];
  }
}

@Global()
@Module({ providers: [RightFamilyDirectory], exports: [RightFamilyDirectory] })
export class RightFamilyModule {}
