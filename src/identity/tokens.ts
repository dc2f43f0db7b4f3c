import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { z } from 'zod';
import { Clock } from '../platform';

/** Pinned on both sides, so that no token can choose how it is checked. */
export const TOKEN_ALGORITHM = 'HS256';
export const TOKEN_ISSUER = 'ecobourse';

const HOUR_SECONDS = 3600;
const LIFE_SECONDS = { person: 12 * HOUR_SECONDS, seat: 12 * HOUR_SECONDS, observer: HOUR_SECONDS } as const;

const claims = z.object({
  /** whom the token stands for */
  kind: z.enum(['person', 'seat', 'observer']),
  /** person id, seat id, or a random name for a watcher */
  sub: z.string().min(1).max(80),
  /** session of a seat or a watcher */
  session: z.string().max(40).nullable(),
  /** token version of the person or seat when it was issued; 0 for watchers */
  version: z.number().int().nonnegative(),
});
export type TokenClaims = z.infer<typeof claims>;

@Injectable()
export class Tokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly clock: Clock,
  ) {}

  async issue(payload: TokenClaims): Promise<{ readonly token: string; readonly expiresAt: string }> {
    const iat = this.#nowSeconds();
    const exp = iat + LIFE_SECONDS[payload.kind];
    const token = await this.jwt.signAsync({ ...payload, iat, exp });
    return { token, expiresAt: new Date(exp * 1000).toISOString() };
  }

  /** null when the token is malformed, forged or expired */
  async read(token: string): Promise<TokenClaims | null> {
    try {
      const payload: unknown = await this.jwt.verifyAsync(token, { clockTimestamp: this.#nowSeconds() });
      return claims.parse(payload);
    } catch {
      return null;
    }
  }

  #nowSeconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }
}
