import { Injectable } from '@nestjs/common';
import { Ledger } from '../ledger';
import { OrderMatching } from '../order-matching';
import { Settlement } from '../settlement';
import { SessionBuilder } from './session-builder.service';
import { Sessions } from './sessions.service';

export interface InvariantRow {
  readonly invariant: string;
  readonly holds: boolean;
  readonly detail: string;
}

/** What must always hold (docs/invariants.md), asked of everyone who can tell. */
@Injectable()
export class Invariants {
  constructor(
    private readonly sessions: Sessions,
    private readonly builder: SessionBuilder,
    private readonly ledger: Ledger,
    private readonly orderMatching: OrderMatching,
    private readonly settlement: Settlement,
  ) {}

  /** @throws DomainError `session.unknown` */
  async check(sessionId: string): Promise<readonly InvariantRow[]> {
    const session = await this.sessions.get(sessionId);
    const findings = await Promise.all([
      this.ledger.checkInvariants(sessionId),
      // before the market opens there is nothing that the venue could get wrong
      this.builder.hasVenue(session) ? this.orderMatching.checkInvariants(sessionId) : [],
      this.settlement.checkInvariants(sessionId),
    ]);
    return findings.flat();
  }
}
