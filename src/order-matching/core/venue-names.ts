import { assert } from '../../kernel';
import type { Side } from './book/order-book';
import type { Market } from './engine/market';
import type { MatchingEngine } from './engine/matching-engine';
import type { InstrumentTerms, OrderType, SelfTradePrevention, TimeInForce } from './order-terms';

/** What the engine need not know of an order: whose name it bears and how it was worded. */
export interface OrderWording {
  readonly orderNumber: number;
  readonly clientOrderId: string;
  readonly participantCode: string;
  readonly actorKind: 'person' | 'bot';
  readonly instrumentCode: string;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly timeInForce: TimeInForce;
  readonly selfTradePrevention: SelfTradePrevention;
  readonly placedOn: string;
  readonly postOnly: boolean;
  readonly displayLots: number | null;
  readonly minimumLots: number | null;
  readonly isStop: boolean;
  readonly expiresOn: string | null;
  /** a market order has no limit of its own; what the owner gave is its protection */
  readonly protectionTicks: number | null;
}

export interface ListedInstrument {
  readonly terms: InstrumentTerms;
  readonly market: Market;
}

/** Names outside, handles inside: participants, instruments, and the wording of open orders. */
export class VenueNames {
  readonly #handles = new Map<string, number>();
  readonly #participants: string[] = [''];
  readonly instruments = new Map<string, ListedInstrument>();
  readonly #byHandle: (ListedInstrument | undefined)[] = [undefined];
  /** of open orders and of the order that is being worked on */
  readonly wordings = new Map<number, OrderWording>();

  constructor(private readonly engine: MatchingEngine) {}

  /** 0 when the participant has no account here. */
  accountOf(participantCode: string): number {
    return this.#handles.get(participantCode) ?? 0;
  }

  /** The account of a participant, opened when it is not there; 0 when the venue is full. */
  openAccount(participantCode: string): number {
    const known = this.accountOf(participantCode);
    const { accounts } = this.engine.tables;
    if (known !== 0 || accounts.isFull) return known;
    const account = accounts.open();
    this.#handles.set(participantCode, account);
    this.#participants[account] = participantCode;
    return account;
  }

  participantCode(account: number): string {
    const code = this.#participants[account];
    assert(code, 'an account has its participant');
    return code;
  }

  /** Codes of all participants with an account, sorted. */
  participantCodes(): readonly string[] {
    return [...this.#handles.keys()].sort();
  }

  add(terms: InstrumentTerms, market: Market): void {
    this.instruments.set(terms.instrumentCode, { terms, market });
    this.#byHandle[market.handle] = { terms, market };
  }

  instrument(instrumentCode: string): ListedInstrument {
    const listed = this.instruments.get(instrumentCode);
    assert(listed, `${instrumentCode} is listed`);
    return listed;
  }

  listed(handle: number): ListedInstrument {
    const listed = this.#byHandle[handle];
    assert(listed, 'a handle has its instrument');
    return listed;
  }

  /** Codes of the instruments, sorted. */
  instrumentCodes(): readonly string[] {
    return [...this.instruments.keys()].sort();
  }

  wording(orderNumber: number): OrderWording {
    const wording = this.wordings.get(orderNumber);
    assert(wording, 'an open order has its wording');
    return wording;
  }
}
