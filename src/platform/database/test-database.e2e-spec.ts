import { createTestDatabase, type TestDatabase } from '../../../test/support';

describe('a test database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('is migrated, and runs in UTC', async () => {
    expect(await database.dataSource.query('show timezone')).toEqual([{ TimeZone: 'UTC' }]);
    expect(await database.dataSource.showMigrations()).toBe(false);
  });
});
