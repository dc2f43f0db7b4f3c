import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id (the package's default algorithm) with OWASP's minimum: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

@Injectable()
export class Passwords {
  /** Compared with when there is no such account, so that the answer takes as long and nobody learns who exists. */
  readonly #decoy = hash(randomBytes(18).toString('base64url'), COST);

  hash(password: string): Promise<string> {
    return hash(password, COST);
  }

  /** @param passwordHash null when the account does not exist: takes as long, never matches */
  async matches(passwordHash: string | null, password: string): Promise<boolean> {
    const matches = await verify(passwordHash ?? (await this.#decoy), password);
    return matches && passwordHash !== null;
  }

  /** 108 random bits, readable enough to be copied from a terminal. */
  generate(): string {
    return randomBytes(14).toString('base64url').replaceAll(/[-_]/g, 'x');
  }
}
