import { Injectable } from '@nestjs/common';
import { CASH, Ledger, participantAccount } from '../ledger';
import { OrderMatching } from './order-matching.contract';
import type { VenueAccount } from './venue-views';

/** A trading account beside what its owner keeps elsewhere: cash in the bank, rights in the registration account. */
export interface AccountOverview {
  readonly account: VenueAccount;
  readonly bankCents: number;
  /** every instrument of which there is anything here or there */
  readonly rights: readonly (VenueAccount['rights'][number] & { readonly registeredLots: number })[];
}

@Injectable()
export class AccountOverviewService {
  constructor(
    private readonly venue: OrderMatching,
    private readonly ledger: Ledger,
  ) {}

  async overview(sessionId: string, participantCode: string): Promise<AccountOverview> {
    const [account, balances] = await Promise.all([
      this.venue.account(sessionId, participantCode),
      this.ledger.balances(sessionId, { participantCode }),
    ]);
    const bank = participantAccount(participantCode, 'bank');
    const registration = participantAccount(participantCode, 'registration');
    const registered = new Map(
      balances.filter((one) => one.account === registration).map(({ asset, amount }) => [asset, amount]),
    );
    const traded = new Map(account.rights.map((one) => [one.instrumentCode, one]));
    const codes = [...new Set([...traded.keys(), ...registered.keys()])].sort();
    return {
      account,
      bankCents: balances.find((one) => one.account === bank && one.asset === CASH)?.amount ?? 0,
      rights: codes.map((instrumentCode) => ({
        instrumentCode,
        availableLots: 0,
        reservedLots: 0,
        unsettledInLots: 0,
        unsettledOutLots: 0,
        ...traded.get(instrumentCode),
        registeredLots: registered.get(instrumentCode) ?? 0,
      })),
    };
  }
}
