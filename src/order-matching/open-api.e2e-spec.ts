import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { startTestApp, type TestApp } from '../../test/support';
import { REASONS } from './core/reasons';

const SOURCES = join(__dirname, '..');
const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** What a right family says at order entry, read from its source: the codes are written there and nowhere else. */
const familyCodes = ['carbon-credits', 'emission-permits', 'water-rights'].flatMap((family) => {
  const source = readFileSync(join(SOURCES, family, 'core/order-eligibility.ts'), 'utf8');
  return [...source.matchAll(/code: '([a-z.-]+)'/g)].map(([, code = '']) => code);
});

describe('the OpenAPI document', () => {
  let app: TestApp;
  let document: OpenAPIObject;
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = item[method];
        return operation ? [{ name: `${method} ${path}`, operation }] : [];
      }),
    );
  const codesOf = (path: string, method: 'post' | 'delete', status: number): string =>
    JSON.stringify(
      document.paths[`/api/v1/sessions/{sessionId}/${path}`]?.[method]?.responses[status] ?? null,
    );

  beforeAll(async () => {
    app = await startTestApp();
    document = (await (await fetch(`${app.url}/docs-json`)).json()) as OpenAPIObject;
  }, 60_000);
  afterAll(() => app?.close());

  it('names every code that the venue gives to a caller', () => {
    const text = JSON.stringify(document);
    // a session's own set-up, which no caller's order or transfer can meet
    const internal = [
      'venue.too-many-instruments',
      'venue.terms-not-possible',
      'venue.bad-date',
      'venue.date-goes-back',
      'venue.bad-limit',
    ];
    const missing = Object.keys(REASONS).filter((code) => !text.includes(code) && !internal.includes(code));
    expect(missing).toEqual([]);
    for (const code of ['order.market-closed', 'order.limit-reached', 'order.unknown-instrument'])
      expect(codesOf('orders', 'post', 422)).toContain(`"${code}"`);
    expect(codesOf('orders/{orderId}', 'delete', 409)).toContain('"order.not-open"');
    expect(text).not.toContain('order.price-outside-band');
  });

  it('names every refusal of the right families at the route that gives it', () => {
    expect(familyCodes.length).toBeGreaterThan(10);
    for (const code of familyCodes) expect(codesOf('orders', 'post', 422)).toContain(`"${code}"`);
    expect(codesOf('orders', 'post', 404)).toContain('"instrument.unknown"');
  });

  it('tells of every route what any route may answer, with an example of the problem', () => {
    for (const { name, operation } of operations()) {
      const statuses = Object.keys(operation.responses);
      expect([name, statuses.includes('429')]).toEqual([name, true]);
      expect([name, statuses.includes('401')]).toEqual([
        name,
        operation.security !== undefined || /login|join/.test(name),
      ]);
      if (operation.requestBody) expect([name, statuses.includes('413')]).toEqual([name, true]);
    }
    const busy = document.paths['/api/v1/auth/me']?.get?.responses['429'];
    expect(busy).toMatchObject({
      headers: { 'Retry-After': {} },
      content: {
        'application/problem+json': {
          examples: { 'http.too-many-requests': { value: { status: 429, code: 'http.too-many-requests' } } },
        },
      },
    });
  });

  it('shows an example of every body that is sent', () => {
    const schemas = (document.components?.schemas ?? {}) as Record<string, { example?: unknown }>;
    for (const { name, operation } of operations()) {
      const body = operation.requestBody;
      if (!body || '$ref' in body) continue;
      for (const { schema } of Object.values(body.content)) {
        const shown = schema && '$ref' in schema ? schemas[schema.$ref.split('/').at(-1) ?? ''] : schema;
        expect([name, shown?.example !== undefined]).toEqual([name, true]);
      }
    }
  });
});
