import { AccountTable, AVAILABLE, CASH, RESERVED, UNSETTLED_IN } from './account-table';

describe('the table of accounts', () => {
  it('gives every account a row of cash and a row for each instrument that it needs', () => {
    const table = new AccountTable(1_000, 256);
    const accounts = Array.from({ length: 300 }, () => table.open());
    expect(accounts).toEqual(Array.from({ length: 300 }, (_, place) => place + 1));
    for (const account of accounts)
      for (const market of [1, 7, account % 256 || 1])
        table.setCell(table.row(account, market), AVAILABLE, account * 1_000 + market);
    const rows = new Set<number>();
    for (const account of accounts) {
      const cash = table.rowOf(account, CASH);
      expect(table.accountOfRow(cash)).toBe(account);
      rows.add(cash);
      for (const market of [1, 7, account % 256 || 1]) {
        const row = table.row(account, market);
        rows.add(row);
        expect(row).toBe(table.rowOf(account, market));
        expect([table.accountOfRow(row), table.marketOfRow(row), table.cashRowOfRow(row)]).toEqual([
          account,
          market,
          cash,
        ]);
        expect(table.cell(row, AVAILABLE)).toBe(account * 1_000 + market);
      }
    }
    expect(rows.size).toBe(table.rowCount);
  });

  it('has no row where nothing was needed, and none for nobody', () => {
    const table = new AccountTable(10, 256);
    const account = table.open();
    expect([table.rowOf(account, 3), table.rowOf(account, 200), table.rowOf(0, 1)]).toEqual([0, 0, 0]);
    expect(() => table.row(0, 1)).toThrow('a position belongs to an account');
    expect(() => table.row(2, 1)).toThrow('a position belongs to an account');
    expect(table.row(1, 1)).toBe(2);
  });

  it('stays within its maxima', () => {
    const table = new AccountTable(2, 4);
    table.open();
    expect(table.isFull).toBe(false);
    table.open();
    expect(table.isFull).toBe(true);
    expect(() => table.open()).toThrow('stays within its maximum');
    expect(table.row(1, 4)).toBeGreaterThan(0);
    expect(() => table.row(1, 16)).toThrow('stays within its maximum');
  });

  it('adds up what a participant will own', () => {
    const table = new AccountTable(2, 4);
    const row = table.row(table.open(), 1);
    for (const [word, lots] of [
      [AVAILABLE, 1],
      [RESERVED, 20],
      [UNSETTLED_IN, 300],
      [3, 4_000],
    ] as const)
      table.setCell(row, word, lots);
    expect(table.positionLots(row)).toBe(321);
  });
});
