import { startTestApp, type TestApp } from './support';

describe('the platform over HTTP', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  }, 30_000);
  afterAll(() => app?.close());

  it('is live and ready without a token', async () => {
    expect(await (await fetch(`${app.url}/health/live`)).json()).toEqual({ status: 'ok' });
    const ready = await fetch(`${app.url}/health/ready`);
    expect(await ready.json()).toEqual({ status: 'ok', checks: { database: 'up', queue: 'up' } });
  });

  it('documents itself', async () => {
    const response = await fetch(`${app.url}/docs-json`);
    const document = (await response.json()) as { components: { schemas: object } };
    expect(document.components.schemas).toHaveProperty('ProblemDetails');
    expect((await fetch(`${app.url}/docs`)).headers.get('content-type')).toContain('text/html');
  });

  it('answers an unknown address with a problem in the language of the caller', async () => {
    const response = await fetch(`${app.url}/api/v1/nowhere?x=1`, {
      headers: { 'accept-language': 'zh-CN,en;q=0.5' },
    });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({
      type: 'urn:ecobourse:problem:http.unknown-route',
      code: 'http.unknown-route',
      title: '未找到',
      instance: '/api/v1/nowhere',
    });
  });

  const post = (body: string, type = 'application/json') =>
    fetch(`${app.url}/api/v1/auth/login`, { method: 'POST', body, headers: { 'content-type': type } });

  it('names every field that is wrong at once', async () => {
    const response = await post(JSON.stringify({ username: 5, extra: true }));
    expect(response.status).toBe(400);
    const problem = (await response.json()) as { code: string; errors: { field: string; rule: string }[] };
    expect(problem.code).toBe('request.invalid');
    expect(problem.errors.map(({ field, rule }) => `${field} ${rule}`).sort()).toEqual([
      'extra unknown-field',
      'password required',
      'username invalid-type',
    ]);
  });

  it('refuses broken JSON, a foreign content type, a body that is too large and a file that is not UTF-8', async () => {
    const codes = [];
    for (const response of [
      await post('{"username":'),
      await post('<x/>', 'application/xml'),
      await post(JSON.stringify({ username: 'x'.repeat(5 * 1024 * 1024) })),
      await fetch(`${app.url}/api/v1/auth/login`, {
        method: 'POST',
        body: new Uint8Array([0xb5, 0xe7, 0xb3, 0xa7]),
        headers: { 'content-type': 'text/csv' },
      }),
    ])
      codes.push([response.status, ((await response.json()) as { code: string }).code]);
    expect(codes).toEqual([
      [400, 'http.malformed-request'],
      [415, 'http.unsupported-media-type'],
      [413, 'http.body-too-large'],
      [400, 'http.not-utf-8'],
    ]);
  });

  it('needs a token for what is not public', async () => {
    const response = await fetch(`${app.url}/api/v1/auth/me`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('sends a content security policy that lets the page open its WebSocket', async () => {
    const policy = (await fetch(`${app.url}/health/live`)).headers.get('content-security-policy');
    expect(policy).toContain("connect-src 'self' ws: wss:");
    expect(policy).not.toContain('upgrade-insecure-requests');
  });
});

describe('the platform under too many requests', () => {
  it('answers 429 with the seconds to wait, and never to the supervisor', async () => {
    const app = await startTestApp({ configuration: { throttlePerMinute: 3 } });
    try {
      const ask = (path: string) => fetch(`${app.url}${path}`);
      for (let i = 0; i < 3; i += 1) expect((await ask('/api/v1/auth/me')).status).toBe(401);
      const refused = await ask('/api/v1/auth/me');
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await refused.json()).toMatchObject({ code: 'http.too-many-requests' });
      for (let i = 0; i < 5; i += 1) expect((await ask('/health/live')).status).toBe(200);
    } finally {
      await app.close();
    }
  }, 30_000);
});
