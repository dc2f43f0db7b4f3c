import { DomainError } from '../kernel';

export const unknownSession = (sessionId: string) =>
  new DomainError(
    'session.unknown',
    { en: `there is no session "${sessionId}"`, zh: `没有名为“${sessionId}”的场次` },
    { sessionId },
    {
      kind: 'not-found',
      remedy: { en: 'choose one of GET /api/v1/sessions', zh: '请从 GET /api/v1/sessions 的列表中选择' },
    },
  );

export const sessionEnded = (sessionId: string) =>
  new DomainError(
    'session.ended',
    {
      en: `session ${sessionId} is over; its results stay on show`,
      zh: `场次 ${sessionId} 已结束，结果继续展示`,
    },
    { sessionId },
    { kind: 'conflict', remedy: { en: 'start a new session', zh: '请新建场次' } },
  );

export const sessionNotReady = (sessionId: string) =>
  new DomainError(
    'session.not-ready',
    { en: `session ${sessionId} is still being set up`, zh: `场次 ${sessionId} 仍在准备中` },
    { sessionId },
    { kind: 'conflict', remedy: { en: 'try again in a moment', zh: '请稍后再试' } },
  );

export const unknownScenario = (scenario: string) =>
  new DomainError(
    'scenario.unknown',
    { en: `there is no scenario "${scenario}"`, zh: `没有名为“${scenario}”的情景` },
    { scenario },
    { kind: 'not-found' },
  );

export const nobodyRegistered = (sessionId: string) =>
  new DomainError(
    'session.nobody-registered',
    {
      en: `nobody who could trade is registered in session ${sessionId}`,
      zh: `场次 ${sessionId} 中还没有登记可以交易的参与者`,
    },
    { sessionId },
    {
      kind: 'conflict',
      remedy: {
        en: 'import zones and participants, allot rights, then open the market',
        zh: '请先导入区域和参与者、完成初始分配，再开市',
      },
    },
  );
