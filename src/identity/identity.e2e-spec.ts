import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, Global, Module, Param, Put } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { createTestDatabase, type TestDatabase } from '../../test/support';
import {
  AcceptsCsv,
  Clock,
  type Configuration,
  configureHttp,
  httpAdapter,
  PlatformModule,
  readConfiguration,
  StopSequence,
} from '../platform';
import {
  AccessEndings,
  type Actor,
  CurrentActor,
  Identity,
  IdentityModule,
  Roles,
  SessionDirectory,
} from '.';

@Controller('sessions/:sessionId/probe')
class ProbeController {
  @Get()
  anybody(@CurrentActor() actor: Actor, @Param('sessionId') sessionId: string): object {
    return { role: actor.role, sessionId };
  }

  @Roles('regulator', 'trainer')
  @Get('supervision')
  supervision(): object {
    return {};
  }

  @Roles('regulator', 'trainer')
  @AcceptsCsv()
  @Put('file')
  file(@Body() csv: string): object {
    return { characters: csv.length };
  }
}
@Global()
@Module({
  controllers: [ProbeController],
  providers: [
    {
      provide: SessionDirectory,
      useValue: { exists: async (sessionId: string) => sessionId.startsWith('s') },
    },
  ],
  exports: [SessionDirectory],
})
class ProbeModule {}

const PASSWORD = 'correct horse battery';

describe('identity over HTTP', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let identity: Identity;
  let now = new Date();
  const directory = mkdtempSync(join(tmpdir(), 'ecobourse-identity-'));
  const http = () => request(app.getHttpServer());
  const get = (path: string, token: string) =>
    http().get(`/api/v1${path}`).set('authorization', `Bearer ${token}`);
  const post = (path: string, body: object, token?: string) => {
    const sent = http().post(`/api/v1${path}`);
    return (token === undefined ? sent : sent.set('authorization', `Bearer ${token}`)).send(body);
  };
  const trainerToken = async () => (await identity.login('trainer', PASSWORD)).token;

  beforeAll(async () => {
    database = await createTestDatabase();
    const configuration: Configuration = {
      ...readConfiguration({}),
      dataDirectory: directory,
      logLevel: 'silent',
      trainerPassword: PASSWORD,
    };
    const testing = await Test.createTestingModule({
      imports: [PlatformModule.forRoot(configuration, database.url), IdentityModule, ProbeModule],
    })
      .overrideProvider(Clock)
      .useValue({ now: () => now })
      .compile();
    app = testing.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
    await configureHttp(app);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    identity = app.get(Identity);
    await identity.ensureTrainer();
  }, 60_000);

  afterAll(async () => {
    await app?.close();
    await database?.drop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('needs a token wherever it is not said to be public', async () => {
    for (const header of [undefined, 'Bearer nonsense', 'Basic dHJhaW5lcg==']) {
      const sent = http().get('/api/v1/auth/me');
      const answer = await (header === undefined ? sent : sent.set('authorization', header));
      expect(answer.status).toBe(401);
      expect(answer.body).toMatchObject({ code: 'auth.token-required', status: 401 });
    }
    expect((await http().get('/health/live')).status).toBe(200);
  });

  it('makes the trainer once, with the configured password, and keeps the secret to its owner', async () => {
    await expect(identity.ensureTrainer()).resolves.toBeNull();
    expect(statSync(join(directory, 'token-secret')).mode & 0o777).toBe(0o600);
    const answer = await post('/auth/login', { username: 'Trainer', password: PASSWORD });
    expect(answer.status).toBe(200);
    expect(answer.body.actor).toMatchObject({ role: 'trainer', sessionId: null, participantCode: null });
    expect((await get('/auth/me', answer.body.token)).body).toEqual(answer.body.actor);
    const [row] = await database.dataSource.query('select password_hash from identity_people');
    expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('answers an unknown user and a wrong password with the same bytes', async () => {
    const unknown = await post('/auth/login', { username: 'nobody', password: 'x' });
    const wrong = await post('/auth/login', { username: 'trainer', password: 'x' });
    expect([unknown.status, wrong.status]).toEqual([401, 401]);
    expect(unknown.text).toBe(wrong.text);
  });

  it('lets a trainer add a second person, who then enters any session', async () => {
    const trainer = await trainerToken();
    const body = { username: 'Wang', displayName: '王芳', role: 'regulator' };
    const added = await post('/people', body, trainer);
    expect(added.status).toBe(201);
    const { generatedPassword } = added.body;
    const regulator = await identity.login('wang', generatedPassword);
    expect((await get('/sessions/s1/probe/supervision', regulator.token)).status).toBe(200);
    expect((await post('/people', body, trainer)).body.code).toBe('person.username-taken');
    expect((await post('/people', { ...body, username: 'li' }, regulator.token)).body.code).toBe(
      'auth.wrong-role',
    );
    expect((await post('/people', { ...body, isAdmin: true }, trainer)).body.code).toBe('request.invalid');
  });

  it('opens the same seats once, takes them by code, and keeps each in its session', async () => {
    const wanted = [
      { role: 'trader', participantCode: 'P01' },
      { role: 'regulator', participantCode: null },
      { role: 'regulator', participantCode: null },
    ] as const;
    const seats = await identity.openSeats('s1', wanted);
    expect(seats.map(({ seatId }) => seatId)).toEqual(['P01-1', 'regulator-1', 'regulator-2']);
    await expect(identity.openSeats('s1', wanted)).resolves.toEqual(seats);
    const code = seats[0]?.joinCode ?? '';
    const typed = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase();
    const joined = await post('/auth/join', { joinCode: typed, displayName: '李雷' });
    expect(joined.body.actor).toEqual({
      actorId: 'seat:s1:P01-1',
      kind: 'person',
      role: 'trader',
      displayName: '李雷',
      sessionId: 's1',
      participantCode: 'P01',
    });
    const again = await post('/auth/join', { joinCode: code, displayName: '李雷' });
    expect(again.body.actor).toEqual(joined.body.actor);
    expect((await get('/sessions/s1/probe', joined.body.token)).body).toEqual({
      role: 'trader',
      sessionId: 's1',
    });
    expect((await get('/sessions/s2/probe', joined.body.token)).body.code).toBe('auth.other-session');
    expect((await get('/sessions/s1/probe/supervision', joined.body.token)).body.code).toBe(
      'auth.wrong-role',
    );
    const unknown = await post('/auth/join', { joinCode: 'ZZZZZZZZ', displayName: 'x' });
    expect([unknown.status, unknown.body.code]).toEqual([401, 'auth.unknown-join-code']);
  });

  it('shows join codes to trainers only, and a revoked seat is empty at once', async () => {
    const trainer = await trainerToken();
    const [seat] = (await get('/sessions/s1/seats', trainer)).body;
    expect(seat).toMatchObject({
      seatId: 'P01-1',
      takenBy: '李雷',
      joinCode: expect.stringMatching(/^.{8}$/),
    });
    const { token } = await identity.join(seat.joinCode, '李雷');
    expect((await get('/sessions/s1/seats', token)).body[0].joinCode).toBeNull();
    expect((await post('/sessions/s1/seats/P01-1/revoke', {}, token)).body.code).toBe('auth.wrong-role');
    const revoked = await post('/sessions/s1/seats/P01-1/revoke', {}, trainer);
    expect(revoked.body).toMatchObject({ seatId: 'P01-1', takenBy: null });
    expect(revoked.body.joinCode).not.toBe(seat.joinCode);
    expect((await get('/auth/me', token)).status).toBe(401);
    await expect(identity.authenticate(token)).resolves.toBeNull();
    await expect(identity.join(seat.joinCode, '李雷')).rejects.toMatchObject({
      code: 'auth.unknown-join-code',
    });
    const back = await identity.join(revoked.body.joinCode, '李雷');
    expect((await get('/auth/me', back.token)).status).toBe(200);
    expect((await post('/sessions/s1/seats/none/revoke', {}, trainer)).body.code).toBe('seat.unknown');
  });

  it('empties a seat that its owner leaves, and the same code takes it again', async () => {
    const trainer = await trainerToken();
    const [seat] = (await get('/sessions/s1/seats', trainer)).body;
    const { token } = await identity.join(seat.joinCode, '李雷');
    expect((await post('/auth/leave', {}, token)).status).toBe(204);
    expect((await get('/auth/me', token)).status).toBe(401);
    expect((await get('/sessions/s1/seats', trainer)).body[0].takenBy).toBeNull();
    expect((await identity.join(seat.joinCode, '韩梅梅')).actor.displayName).toBe('韩梅梅');
    expect((await post('/auth/leave', {}, trainer)).body.code).toBe('seat.none');
  });

  it('lets anybody watch one session, for an hour', async () => {
    const { body } = await post('/auth/observe', { sessionId: 's1' });
    expect(body.actor).toMatchObject({ role: 'observer', sessionId: 's1' });
    expect((await get('/sessions/s1/probe', body.token)).status).toBe(200);
    expect((await get('/sessions/s2/probe', body.token)).status).toBe(403);
    const started = now;
    now = new Date(started.getTime() + 61 * 60_000);
    expect((await get('/sessions/s1/probe', body.token)).status).toBe(401);
    now = started;
  });

  it('knows no session but those that exist', async () => {
    for (const sessionId of ['nowhere', 'n2'])
      expect((await post('/auth/observe', { sessionId })).body).toMatchObject({
        status: 404,
        code: 'session.unknown',
      });
    expect((await post('/auth/observe', { sessionId: 's\u0000' })).status).toBe(400);
    const trainer = await trainerToken();
    for (const path of ['/sessions/nowhere/seats', '/sessions/nowhere/probe', '/sessions/s1%00/seats'])
      expect((await get(path, trainer)).body).toMatchObject({ status: 404, code: 'session.unknown' });
  });

  it('tells at once whose tokens have ended', async () => {
    const ended: string[] = [];
    const stop = app.get(AccessEndings).subscribe((actorId) => ended.push(actorId));
    const [seat] = await identity.openSeats('s3', [{ role: 'trader', participantCode: 'P09' }]);
    const { token } = await identity.join(seat?.joinCode ?? '', '李雷');
    await post('/auth/leave', {}, token);
    await post('/sessions/s3/seats/P09-1/revoke', {}, await trainerToken());
    stop();
    expect(ended).toEqual(['seat:s3:P09-1', 'seat:s3:P09-1']);
  });

  it('answers control characters in what people type with 400, never with 500', async () => {
    const trainer = await trainerToken();
    const answers = [
      await post('/auth/login', { username: 'tr\u0000ainer', password: 'x' }),
      await post('/auth/join', { joinCode: 'AAAA\u0000AAAA', displayName: 'x' }),
      await post('/auth/join', { joinCode: 'AAAAAAAA', displayName: 'a\u0000b' }),
      await post('/people', { username: 'li', displayName: 'a\u0007b', role: 'regulator' }, trainer),
      await post('/sessions/s1/seats/P%0001/revoke', {}, trainer),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      answers.map(() => [400, 'request.invalid']),
    );
  });

  /** Sends the head of a large file and waits for the answer: what is answered was answered before the body. */
  const answerToHead = (headers: Record<string, string>) =>
    new Promise<{ status: number; body: string; challenge: string | undefined }>((resolve, reject) => {
      const { port } = app.getHttpServer().address() as AddressInfo;
      const path = '/api/v1/sessions/s1/probe/file';
      const head = { 'content-type': 'text/csv', 'content-length': '10000000', ...headers };
      const sent = httpRequest({ port, host: '127.0.0.1', method: 'PUT', path, headers: head }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (part) => {
          body += part;
        });
        answer.on('end', () => {
          sent.destroy();
          resolve({ status: answer.statusCode ?? 0, body, challenge: answer.headers['www-authenticate'] });
        });
      });
      sent.on('error', reject);
      sent.flushHeaders();
    });

  it('asks for token and role before it reads a file', async () => {
    await app.listen(0, '127.0.0.1');
    const watcher = (await identity.observe('s1')).token;
    const stranger = await answerToHead({});
    expect([stranger.status, JSON.parse(stranger.body).code, stranger.challenge]).toEqual([
      401,
      'auth.token-required',
      'Bearer',
    ]);
    const wrongRole = await answerToHead({ authorization: `Bearer ${watcher}` });
    expect([wrongRole.status, JSON.parse(wrongRole.body).code]).toEqual([403, 'auth.wrong-role']);
    const sent = await http()
      .put('/api/v1/sessions/s1/probe/file')
      .set('authorization', `Bearer ${await trainerToken()}`)
      .set('content-type', 'text/csv')
      .send('x'.repeat(5_000_000));
    expect(sent.body).toEqual({ characters: 5_000_000 });
  });

  it('reads no large body where no file is taken', async () => {
    const csv = await http()
      .post('/api/v1/auth/login')
      .set('content-type', 'text/csv')
      .send('x'.repeat(70_000));
    const nowhere = await http()
      .post('/api/v1/nowhere')
      .set('content-type', 'text/csv')
      .send('x'.repeat(70_000));
    const json = await post('/auth/login', { username: 'x'.repeat(70_000), password: 'x' });
    expect([csv, nowhere, json].map(({ status, body }) => [status, body.code])).toEqual(
      [1, 2, 3].map(() => [413, 'http.body-too-large']),
    );
  });

  it('takes a content type without a body for what it is', async () => {
    const { token } = await identity.observe('s1');
    const leave = await http()
      .post('/api/v1/auth/leave')
      .set('authorization', `Bearer ${token}`)
      .set('content-type', 'application/json');
    expect(leave.body.code).toBe('seat.none');
    const login = await http().post('/api/v1/auth/login').set('content-type', 'application/json');
    expect(login.body).toMatchObject({ status: 400, code: 'request.invalid', errors: [{ field: 'body' }] });
  });

  it('refuses a token that chooses its own algorithm or was signed elsewhere', async () => {
    const token = await trainerToken();
    const [, payload = ''] = token.split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    await expect(identity.authenticate(`${none}.${payload}.`)).resolves.toBeNull();
    await expect(identity.authenticate(`${token.slice(0, -4)}AAAA`)).resolves.toBeNull();
  });

  it('throttles guessing of passwords', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1)
      statuses.push(
        (await post('/auth/login', { username: 'trainer', password: `guess ${attempt}` })).status,
      );
    expect(statuses.at(-1)).toBe(429);
  });

  it('stores what the entities say', async () => {
    const drift = await app
      .get((await import('typeorm')).DataSource)
      .driver.createSchemaBuilder()
      .log();
    expect(drift.upQueries.map(({ query }) => query).filter((query) => query.includes('identity_'))).toEqual(
      [],
    );
  });

  it('tells who asks while it stops to come back, as a problem like any other', async () => {
    await app.get(StopSequence).run();
    const answer = await get('/auth/me', 'x');
    expect(answer.body).toMatchObject({ status: 503, code: 'platform.stopping' });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});
