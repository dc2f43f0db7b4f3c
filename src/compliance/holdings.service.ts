import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel';
import { CASH, Ledger, participantAccount } from '../ledger';
import { OrderMatching } from '../order-matching';
import { type Participant, Registry } from '../registry';
import {
  type HolderFacts,
  type RightFamily,
  RightFamilyDirectory,
  type RightInstrument,
  type RightQuantity,
} from '../right-family';
import { mergeParts } from './core/obligation';

/** Everything that a family has to know about one participant's obligation. */
export interface ParticipantFacts {
  readonly participant: Participant;
  readonly family: RightFamily;
  readonly holder: HolderFacts;
  readonly instruments: readonly RightInstrument[];
}

/** What participants hold and who they are, read from the register, the ledger and the exchange. */
@Injectable()
export class HoldingsService {
  constructor(
    private readonly registry: Registry,
    private readonly ledger: Ledger,
    private readonly venue: OrderMatching,
    private readonly families: RightFamilyDirectory,
  ) {}

  /** @throws DomainError `participant.unknown` */
  async factsOf(sessionId: string, participantCode: string): Promise<ParticipantFacts> {
    const participants = await this.registry.participants(sessionId);
    const participant = participants.find((row) => row.participantCode === participantCode);
    if (!participant)
      throw new DomainError(
        'participant.unknown',
        { en: `There is no participant ${participantCode}.`, zh: `没有参与方 ${participantCode}。` },
        { participantCode },
        { kind: 'not-found' },
      );
    return {
      participant,
      family: this.families.get(participant.family),
      holder: await this.registry.holder(sessionId, participantCode),
      instruments: await this.registry.instruments(sessionId),
    };
  }

  /** Rights of one participant in the registration account. */
  async registered(sessionId: string, participantCode: string): Promise<readonly RightQuantity[]> {
    const account = participantAccount(participantCode, 'registration');
    const balances = await this.ledger.balances(sessionId, { participantCode });
    return balances
      .filter((row) => row.account === account && row.asset !== CASH && row.amount > 0)
      .map((row) => ({ instrumentCode: row.asset, quantityLots: row.amount }));
  }

  /** What could be surrendered: registered rights, and those that are free in the trading account. */
  async payable(
    sessionId: string,
    participantCode: string,
  ): Promise<{ readonly registered: readonly RightQuantity[]; readonly all: readonly RightQuantity[] }> {
    const registered = await this.registered(sessionId, participantCode);
    const account = await this.venue.account(sessionId, participantCode);
    const free = account.rights
      .filter((row) => row.availableLots > 0)
      .map((row) => ({ instrumentCode: row.instrumentCode, quantityLots: row.availableLots }));
    return { registered, all: mergeParts([...registered, ...free]) };
  }

  async cash(
    sessionId: string,
    participantCode: string,
  ): Promise<{ readonly bankCents: number; readonly tradingCents: number }> {
    const bank = participantAccount(participantCode, 'bank');
    const balances = await this.ledger.balances(sessionId, { participantCode });
    const account = await this.venue.account(sessionId, participantCode);
    return {
      bankCents: balances.find((row) => row.account === bank && row.asset === CASH)?.amount ?? 0,
      tradingCents: Math.max(0, account.cashAvailableCents),
    };
  }
}
