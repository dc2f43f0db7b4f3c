import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Module, Param } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { createTestDatabase, type TestDatabase } from '../../test/support';
import {
  Clock,
  type Configuration,
  configureHttp,
  httpAdapter,
  PlatformModule,
  readConfiguration,
} from '../platform';
import { type Actor, CurrentActor, Identity, IdentityModule, Roles } from '.';

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
}
@Module({ controllers: [ProbeController] })
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
});
