export const ROLES = ['trainer', 'regulator', 'trader', 'observer'] as const;
/**
 * trainer: runs the class, sees everything · regulator: plans, approvals, monitoring · trader: trades for one participant
 * · observer: sees what is public
 */
export type Role = (typeof ROLES)[number];

/** Who is asking. A bot is an actor like any other and passes the same gates. */
export interface Actor {
  /** stable id of the person, seat or bot: what four-eyes compares */
  readonly actorId: string;
  readonly kind: 'person' | 'bot';
  readonly role: Role;
  readonly displayName: string;
  /** null: not bound to a session (trainers) */
  readonly sessionId: string | null;
  /** the participant for whom a trader acts */
  readonly participantCode: string | null;
}

export interface Seat {
  readonly sessionId: string;
  readonly seatId: string;
  readonly role: Exclude<Role, 'trainer' | 'observer'>;
  readonly participantCode: string | null;
  readonly joinCode: string;
  /** null while nobody sits there */
  readonly takenBy: string | null;
}

export interface IssuedToken {
  readonly token: string;
  /** ISO instant */
  readonly expiresAt: string;
  readonly actor: Actor;
}

/** People, seats, tokens. */
export abstract class Identity {
  /** null when the token is missing, malformed, expired or revoked */
  abstract authenticate(token: string): Promise<Actor | null>;
  abstract login(username: string, password: string): Promise<IssuedToken>;
  abstract join(joinCode: string, displayName: string): Promise<IssuedToken>;
  /** @throws DomainError `session.unknown` */
  abstract observe(sessionId: string): Promise<IssuedToken>;
  /** Makes the trainer account of a new installation. Returns the generated password, or null when a trainer exists. */
  abstract ensureTrainer(): Promise<{ readonly username: string; readonly password: string } | null>;
  /** Makes seats with fresh join codes; harmless when repeated. */
  abstract openSeats(
    sessionId: string,
    seats: readonly { readonly role: Seat['role']; readonly participantCode: string | null }[],
  ): Promise<readonly Seat[]>;
  abstract seats(sessionId: string): Promise<readonly Seat[]>;
}
