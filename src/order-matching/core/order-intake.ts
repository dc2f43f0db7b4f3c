import type { Eligibility, OrderCommand } from './commands';
import type { MatchingEngine } from './engine/matching-engine';
import { blankTicket, type OrderTicket } from './engine/order-ticket';
import { type EventCollector, reportFrom } from './event-collector';
import { explainRefusal } from './explanations';
import { type Reason, type ReasonCode, type reasonOf } from './reasons';
import type { ListedInstrument, OrderWording, VenueNames } from './venue-names';

export type Numbered<T> = T & { readonly sequence: number };

/** Price and quantity as they were sent, for the report of a refusal. */
interface Sent {
  readonly priceTicks: number | null;
  readonly quantityLots: number;
}

const NO_CONDITIONS = {
  postOnly: false,
  displayLots: null,
  minimumLots: null,
  isStop: false,
  expiresOn: null,
  protectionTicks: null,
} as const;

/** How every order comes in, whichever command brings it: its wording, its ticket, and what becomes of a refusal. */
export class OrderIntake {
  constructor(
    private readonly engine: MatchingEngine,
    private readonly names: VenueNames,
    private readonly collector: EventCollector,
  ) {}

  /** A plain limit order of this command, with what is its own. */
  wordingOf(
    command: Numbered<OrderCommand>,
    instrumentCode: string,
    side: OrderWording['side'],
    own: Partial<OrderWording>,
  ): OrderWording {
    return {
      // the command's number is the order's number: no second counter that could drift
      orderNumber: command.sequence,
      clientOrderId: command.clientOrderId,
      participantCode: command.participantCode,
      actorKind: command.actorKind,
      instrumentCode,
      side,
      orderType: 'limit',
      timeInForce: 'GTC',
      selfTradePrevention: 'cancel-aggressor',
      placedOn: this.collector.date,
      ...NO_CONDITIONS,
      ...own,
    };
  }

  /** A ticket with owner, quantity and limit of the command. */
  plainTicket(command: Numbered<OrderCommand>, quantityLots: number): OrderTicket {
    const { ample } = this.engine.tables;
    const account = ample
      ? this.names.openAccount(command.participantCode)
      : this.names.accountOf(command.participantCode);
    const { eligibility } = command;
    const limitLots = eligibility.allowed ? eligibility.limitLots : null;
    const ticket = blankTicket();
    ticket.orderNumber = command.sequence;
    ticket.account = account;
    ticket.quantityLots = quantityLots;
    ticket.limitLots = limitLots ?? Number.POSITIVE_INFINITY;
    return ticket;
  }

  /** Hands a ticket to the engine; a refusal becomes a rejected order. @returns whether it was accepted */
  submit(
    wording: OrderWording,
    sent: Sent & { readonly eligibility: Eligibility },
    listed: ListedInstrument,
    ticket: OrderTicket,
    send: () => ReasonCode | null,
    values: Parameters<typeof reasonOf>[1] = {},
  ): boolean {
    const { eligibility } = sent;
    this.names.wordings.set(wording.orderNumber, wording);
    const code = send();
    if (code === null) return true;
    this.names.wordings.delete(wording.orderNumber);
    const family = eligibility.allowed ? eligibility.limitReason : null;
    const reason =
      code === 'order.limit-reached' && family
        ? family
        : explainRefusal(this.engine.tables, listed, ticket, code, 0, values);
    this.reject(wording, sent, reason);
    return false;
  }

  reject(wording: OrderWording, sent: Sent & { readonly stopTicks?: number | null }, reason: Reason): void {
    this.collector.record({
      type: 'order',
      order: reportFrom(wording, {
        priceTicks: sent.priceTicks,
        quantityLots: sent.quantityLots,
        cumulativeLots: 0,
        leavesLots: 0,
        cancelledLots: sent.quantityLots,
        status: 'rejected',
        reason,
        stopTicks: sent.stopTicks ?? null,
      }),
    });
  }
}

export const refusalOf = (eligibility: Eligibility): Reason | null =>
  eligibility.allowed ? null : eligibility.reason;
