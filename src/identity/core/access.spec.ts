import { bearerToken, requireAccess } from './access';

const code = (run: () => void): string | null => {
  try {
    run();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('requireAccess', () => {
  const seat = { role: 'trader', sessionId: 's1' };
  const account = { role: 'regulator', sessionId: null };

  it('keeps a seat in its own session', () => {
    expect(code(() => requireAccess(seat, { roles: null, sessionId: 's1' }))).toBeNull();
    expect(code(() => requireAccess(seat, { roles: ['trader'], sessionId: 's2' }))).toBe(
      'auth.other-session',
    );
  });

  it('lets an account holder into any session', () => {
    expect(code(() => requireAccess(account, { roles: null, sessionId: 's2' }))).toBeNull();
  });

  it('asks for one of the named roles', () => {
    expect(code(() => requireAccess(seat, { roles: ['trainer', 'regulator'], sessionId: 's1' }))).toBe(
      'auth.wrong-role',
    );
    expect(
      code(() => requireAccess(account, { roles: ['trainer', 'regulator'], sessionId: null })),
    ).toBeNull();
  });
});

describe('bearerToken', () => {
  it('reads the token and nothing else', () => {
    expect(bearerToken('Bearer a.b-c_d')).toBe('a.b-c_d');
    expect(bearerToken('bearer abc')).toBe('abc');
    for (const header of [undefined, '', 'Bearer', 'Bearer ', 'Basic abc', 'Bearer a b', 'xBearer abc'])
      expect(bearerToken(header)).toBeNull();
  });
});
