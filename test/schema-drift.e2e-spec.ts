import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from './support';

describe('the migrated schema', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  }, 30_000);
  afterAll(() => app?.close());

  it('is what the entities say, with every name', async () => {
    const log = await app.get(DataSource).driver.createSchemaBuilder().log();
    expect(log.upQueries.map(({ query }) => query)).toEqual([]);
  });
});
