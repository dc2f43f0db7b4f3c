import { AVAILABLE, CASH, RESERVED, UNSETTLED_IN, UNSETTLED_OUT } from './engine/account-table';
import type { VenueTables } from './engine/venue-tables';
import type { AccountPicture } from './events';
import type { VenueNames } from './venue-names';

/** An account with every position it ever had, sorted by instrument. */
export function pictureOf(tables: VenueTables, names: VenueNames, account: number): AccountPicture {
  const { accounts } = tables;
  const cash = accounts.rowOf(account, CASH);
  return {
    participantCode: names.participantCode(account),
    cashAvailableCents: accounts.cell(cash, AVAILABLE),
    cashReservedCents: accounts.cell(cash, RESERVED),
    cashUnsettledInCents: accounts.cell(cash, UNSETTLED_IN),
    cashUnsettledOutCents: accounts.cell(cash, UNSETTLED_OUT),
    rights: names.instrumentCodes().flatMap((instrumentCode) => {
      const row = accounts.rowOf(account, names.instrument(instrumentCode).market.handle);
      if (row === 0) return [];
      return [
        {
          instrumentCode,
          availableLots: accounts.cell(row, AVAILABLE),
          reservedLots: accounts.cell(row, RESERVED),
          unsettledInLots: accounts.cell(row, UNSETTLED_IN),
          unsettledOutLots: accounts.cell(row, UNSETTLED_OUT),
        },
      ];
    }),
  };
}
