import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, Identity, type IssuedToken, type Seat } from './identity.contract';
import { PeopleService } from './people.service';
import { SeatsService } from './seats.service';
import { requireSession, SessionDirectory } from './session-directory';
import { Tokens } from './tokens';

/** The Identity contract: people, seats and watchers behind one token check. */
@Injectable()
export class IdentityService extends Identity {
  constructor(
    private readonly tokens: Tokens,
    private readonly people: PeopleService,
    private readonly seating: SeatsService,
    private readonly sessions: SessionDirectory,
  ) {
    super();
  }

  /** Reads the person or seat on every call, so that a revoked token ends at once. */
  async authenticate(token: string): Promise<Actor | null> {
    const claims = await this.tokens.read(token);
    if (claims === null) return null;
    switch (claims.kind) {
      case 'person':
        return this.people.actorOf(claims.sub, claims.version);
      case 'seat':
        return claims.session === null
          ? null
          : this.seating.actorOf(claims.session, claims.sub, claims.version);
      case 'observer':
        return claims.session === null ? null : watcher(claims.sub, claims.session);
    }
  }

  async login(username: string, password: string): Promise<IssuedToken> {
    const { actor, personId, version } = await this.people.login(username, password);
    const issued = await this.tokens.issue({ kind: 'person', sub: personId, session: null, version });
    return { ...issued, actor };
  }

  async join(joinCode: string, displayName: string): Promise<IssuedToken> {
    const { actor, seatId, sessionId, version } = await this.seating.take(joinCode, displayName);
    const issued = await this.tokens.issue({ kind: 'seat', sub: seatId, session: sessionId, version });
    return { ...issued, actor };
  }

  /** Keeps nothing of the watcher. @throws DomainError `session.unknown` */
  async observe(sessionId: string): Promise<IssuedToken> {
    await requireSession(this.sessions, sessionId);
    const sub = randomUUID();
    const issued = await this.tokens.issue({ kind: 'observer', sub, session: sessionId, version: 0 });
    return { ...issued, actor: watcher(sub, sessionId) };
  }

  ensureTrainer(): Promise<{ readonly username: string; readonly password: string } | null> {
    return this.people.ensureTrainer();
  }

  openSeats(
    sessionId: string,
    seats: readonly { readonly role: Seat['role']; readonly participantCode: string | null }[],
  ): Promise<readonly Seat[]> {
    return this.seating.open(sessionId, seats);
  }

  seats(sessionId: string): Promise<readonly Seat[]> {
    return this.seating.ofSession(sessionId);
  }
}

const watcher = (name: string, sessionId: string): Actor => ({
  actorId: `observer:${name}`,
  kind: 'person',
  role: 'observer',
  displayName: `watcher ${name.slice(0, 4)}`,
  sessionId,
  participantCode: null,
});
