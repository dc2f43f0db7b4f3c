import { createTestDatabase, type TestDatabase } from '../../test/support/test-database';
import { SystemClock } from '../platform';
import { CASH, type Posting, type PostingSet, SYSTEM_ACCOUNTS } from './ledger.contract';
import { LedgerService } from './ledger.service';
import { LedgerAccountEntity } from './persistence/ledger-account.entity';
import { LedgerBalanceEntity } from './persistence/ledger-balance.entity';
import { LedgerPostingEntity } from './persistence/ledger-posting.entity';
import { LedgerPostingSetEntity } from './persistence/ledger-posting-set.entity';

const SESSION = 'S1';
const DATE = '2024-05-17';
const move = (from: string, to: string, asset: string, amount: number): Posting => ({
  from,
  to,
  asset,
  amount,
});
const set = (reference: string, kind: PostingSet['kind'], ...postings: Posting[]): PostingSet => ({
  reference,
  kind,
  date: DATE,
  postings,
});
const issue = (reference: string, to: string, amount: number) =>
  set(reference, 'issue', move(SYSTEM_ACCOUNTS.issuance, to, 'CEA-2024', amount));

describe('the ledger on PostgreSQL', () => {
  let database: TestDatabase;
  let ledger: LedgerService;
  const amountOf = async (account: string, asset: string): Promise<number | undefined> =>
    (await ledger.balances(SESSION)).find((row) => row.account === account && row.asset === asset)?.amount;

  beforeEach(async () => {
    database = await createTestDatabase({
      entities: [LedgerAccountEntity, LedgerBalanceEntity, LedgerPostingSetEntity, LedgerPostingEntity],
    });
    ledger = new LedgerService(database.dataSource, new SystemClock());
    await ledger.openSession(SESSION, ['P01', 'P02', 'P03']);
  });
  afterEach(() => database.drop());
  const expectSound = async (): Promise<void> => {
    const findings = await ledger.checkInvariants(SESSION);
    expect(findings.map(({ invariant }) => invariant)).toEqual(['I1', 'I2', 'I3', 'I4']);
    expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  };

  it('has the tables that its entities describe', async () => {
    const drift = await database.dataSource.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('I1, I2, I4: posts both legs, keeps the books, and says which references it holds', async () => {
    await ledger.openSession(SESSION, ['P01', 'P02', 'P03']);
    const outcomes = await ledger.post(SESSION, [
      issue('issue:1', 'P01:registration', 40),
      set('tt:1', 'to-trading', move('P01:registration', 'P01:trading', 'CEA-2024', 30)),
      set('dep:1', 'deposit', move(SYSTEM_ACCOUNTS.clearingBank, 'P02:trading', CASH, 1_000)),
      set(
        'trade:1',
        'trade',
        move('P02:trading', 'P01:trading', CASH, 600),
        move('P01:trading', 'P02:trading', 'CEA-2024', 10),
      ),
      set('sur:1', 'surrender', move('P01:registration', SYSTEM_ACCOUNTS.surrendered, 'CEA-2024', 4)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['posted', 'posted', 'posted', 'posted', 'posted']);
    expect(await ledger.balances(SESSION, { participantCode: 'P01' })).toEqual([
      { account: 'P01:registration', asset: 'CEA-2024', amount: 6 },
      { account: 'P01:trading', asset: 'CEA-2024', amount: 20 },
      { account: 'P01:trading', asset: 'CNY', amount: 600 },
    ]);
    expect(await amountOf(SYSTEM_ACCOUNTS.issuance, 'CEA-2024')).toBe(-40);
    expect(await ledger.tradingSnapshot(SESSION, ['trade:1', 'trade:2'])).toEqual({
      balances: [
        { account: 'P01:trading', asset: 'CEA-2024', amount: 20 },
        { account: 'P01:trading', asset: 'CNY', amount: 600 },
        { account: 'P02:trading', asset: 'CEA-2024', amount: 10 },
        { account: 'P02:trading', asset: 'CNY', amount: 400 },
      ],
      postedReferences: ['trade:1'],
    });
    await expectSound();
  });

  it('refuses a set whole, goes on behind it, and throws the refusal where one set is asked', async () => {
    const uncovered = set('t', 'trade', move('P01:trading', 'P02:trading', CASH, 1));
    expect(
      await ledger.post(SESSION, [
        uncovered,
        issue('i', 'P09:registration', 1),
        issue('j', 'P03:registration', 2),
      ]),
    ).toEqual([
      {
        reference: 't',
        status: 'refused',
        code: 'ledger.insufficient-balance',
        detail: 'P01:trading CNY: 0 < 1',
      },
      { reference: 'i', status: 'refused', code: 'ledger.unknown-account', detail: 'P09:registration' },
      { reference: 'j', status: 'posted' },
    ]);
    await expect(ledger.postOne(SESSION, uncovered)).rejects.toMatchObject({
      code: 'ledger.insufficient-balance',
      kind: 'refused',
    });
    await expect(
      ledger.postOne(SESSION, set('z', 'issue', move('P01:bank', 'P01:bank', CASH, 1))),
    ).rejects.toMatchObject({ code: 'ledger.malformed-set' });
    await expectSound();
  });

  it('posts a reference once, in other orders, days and sessions too; other postings are refused', async () => {
    const first = issue('r', 'P01:registration', 5);
    await ledger.postOne(SESSION, first);
    expect(await ledger.post(SESSION, [{ ...first, date: '2024-05-20' }])).toEqual([
      { reference: 'r', status: 'already-posted' },
    ]);
    expect(await ledger.post(SESSION, [issue('r', 'P02:registration', 5)])).toEqual([
      { reference: 'r', status: 'refused', code: 'ledger.reference-reused', detail: 'r' },
    ]);
    await ledger.openSession('S2', ['P01']);
    await ledger.postOne('S2', issue('r', 'P01:registration', 7));
    expect(await amountOf('P01:registration', 'CEA-2024')).toBe(5);
    await expectSound();
  });

  it('lets exactly one of 100 concurrent posts move the one unit, in every round', async () => {
    for (let round = 0; round < 5; round += 1) {
      await ledger.postOne(SESSION, issue(`one:${round}`, 'P01:trading', 1));
      const results = await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          ledger.post(SESSION, [
            set(
              `${round}:${i}`,
              'trade',
              move('P01:trading', i % 2 ? 'P02:trading' : 'P03:trading', 'CEA-2024', 1),
            ),
          ]),
        ),
      );
      const statuses = results.flat().map(({ status }) => status);
      expect(statuses.filter((status) => status === 'posted')).toHaveLength(1);
      expect(statuses.filter((status) => status === 'refused')).toHaveLength(99);
    }
    await expectSound();
  });

  it('posts one of 40 concurrent sets with the same reference, whether their postings are equal or not', async () => {
    const equal = await Promise.all(
      Array.from({ length: 40 }, () => ledger.post(SESSION, [issue('same', 'P01:trading', 3)])),
    );
    expect(equal.flat().filter(({ status }) => status === 'posted')).toHaveLength(1);
    expect(equal.flat().filter(({ status }) => status === 'already-posted')).toHaveLength(39);
    // different assets lock different rows: only the unique reference stands between them
    const different = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        ledger.post(SESSION, [
          set('taken', 'issue', move(SYSTEM_ACCOUNTS.issuance, 'P02:trading', `ASSET-${i}`, 1)),
        ]),
      ),
    );
    expect(different.flat().filter(({ status }) => status === 'posted')).toHaveLength(1);
    expect(
      different.flat().filter((outcome) => 'code' in outcome && outcome.code === 'ledger.reference-reused'),
    ).toHaveLength(39);
    await expectSound();
  });

  it('keeps the books under crossing transfers that begin at opposite ends', async () => {
    const people = ['P01', 'P02', 'P03'];
    await ledger.post(
      SESSION,
      people.map((person) => issue(`start:${person}`, `${person}:trading`, 50)),
    );
    await Promise.all(
      Array.from({ length: 60 }, (_, i) => {
        const from = `${people[i % 3]}:trading`;
        const to = `${people[(i + 1 + (i % 2)) % 3]}:trading`;
        const back = i % 2 ? [move(to, from, 'CCER', 1)] : [];
        const outward = move(from, to, 'CEA-2024', 1 + (i % 7));
        return ledger.post(SESSION, [
          set(`x:${i}`, 'trade', outward),
          ...(back.length ? [set(`y:${i}`, 'trade', ...back)] : []),
        ]);
      }),
    );
    const held = await Promise.all(people.map((person) => amountOf(`${person}:trading`, 'CEA-2024')));
    expect(held.reduce<number>((sum, amount) => sum + (amount ?? 0), 0)).toBe(150);
    await expectSound();
  });

  describe('in SQL, against whoever goes round it', () => {
    const sql = (text: string): Promise<unknown> => database.dataSource.query(text);
    beforeEach(() =>
      ledger.post(SESSION, [
        issue('i', 'P01:registration', 5),
        set('s', 'surrender', move('P01:registration', SYSTEM_ACCOUNTS.surrendered, 'CEA-2024', 2)),
        set('d', 'deposit', move(SYSTEM_ACCOUNTS.clearingBank, 'P01:bank', CASH, 9)),
      ]),
    );

    it.each([
      [
        'I3: a negative balance',
        `UPDATE ledger_balances SET amount = -1 WHERE account = 'P01:registration'`,
        'not_negative',
      ],
      [
        'I3: the right to be negative, taken in the row',
        `UPDATE ledger_balances SET may_go_negative = true WHERE account = 'P01:bank'`,
        'ledger_balances_account',
      ],
      [
        'I3: the right to be negative, taken in the account',
        `UPDATE ledger_accounts SET may_go_negative = true WHERE code = 'P02:bank'`,
        'may_go_negative',
      ],
      ['I4: an amount of zero', `UPDATE ledger_postings SET amount = 0`, 'ledger_postings_amount'],
      ['I4: a posting to itself', `UPDATE ledger_postings SET to_account = from_account`, 'two_accounts'],
      [
        'I4: a posting without a set',
        `INSERT INTO ledger_postings SELECT session_id, 'none', position, from_account, to_account, asset, amount FROM ledger_postings WHERE reference = 'i'`,
        'ledger_postings_set',
      ],
      [
        'I20: a surrendered unit that moves',
        `INSERT INTO ledger_postings VALUES ('S1', 'i', 1, 'system:surrendered', 'P01:bank', 'CEA-2024', 1)`,
        'ledger_postings_final',
      ],
      [
        'an amount beyond exact integers',
        `UPDATE ledger_balances SET amount = 9007199254740992 WHERE account = 'P01:bank'`,
        'ledger_balances_exact',
      ],
    ])('refuses %s', async (_what, statement, constraint) => {
      await expect(sql(statement)).rejects.toThrow(constraint);
      await expectSound();
    });

    it.each([
      ['I1', `UPDATE ledger_balances SET amount = amount + 1 WHERE account = 'system:surrendered'`],
      ['I2', `UPDATE ledger_balances SET amount = amount + 1 WHERE account = 'P01:bank'`],
      [
        'I4',
        `UPDATE ledger_balances SET amount = amount + 1 WHERE account IN ('P01:bank', 'system:clearing-bank')`,
      ],
      ['I4', `DELETE FROM ledger_postings WHERE reference = 'd'`],
    ])('%s: finds what the constraints cannot see', async (invariant, statement) => {
      await sql(statement);
      const findings = await ledger.checkInvariants(SESSION);
      expect(findings.find((finding) => finding.invariant === invariant)).toMatchObject({ holds: false });
    });
  });
});
