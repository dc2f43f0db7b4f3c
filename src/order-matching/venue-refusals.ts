import { DomainError, type FieldProblem, type LocalizedText } from '../kernel';
import type { Reason } from './core';
import { FIELD_OF_REFUSAL } from './refused-fields';

const REPEAT: LocalizedText = {
  en: 'Send the same request again in a moment; the same clientOrderId never places a second order.',
  zh: '请稍后以相同内容重试；相同的 clientOrderId 不会重复下单。',
};

/** The queue of a venue is at its named maximum. */
export const venueBusy = (): DomainError =>
  new DomainError(
    'venue.busy',
    { en: 'The venue has more requests waiting than it takes.', zh: '交易场所等待处理的请求已达上限。' },
    {},
    { kind: 'unavailable', remedy: REPEAT },
  );

/** The outcome could not be recorded, or is unknown: only a repetition with the same key tells. */
export const venueUnavailable = (): DomainError =>
  new DomainError(
    'venue.unavailable',
    {
      en: 'The venue could not record the request.',
      zh: '交易场所未能记录该请求。',
    },
    {},
    { kind: 'unavailable', remedy: REPEAT },
  );

export const venueStopping = (): DomainError =>
  new DomainError(
    'venue.stopping',
    { en: 'The venue is being stopped.', zh: '交易场所正在停止服务。' },
    {},
    { kind: 'unavailable', remedy: REPEAT },
  );

/** What is recorded of a venue is not one venue: it stays closed until somebody has looked at it. */
export const journalDamaged = (sessionId: string, sequence: number, what: string): DomainError =>
  new DomainError(
    'venue.journal-damaged',
    {
      en: `The journal of session ${sessionId} is damaged at command ${sequence}: ${what}.`,
      zh: `场次 ${sessionId} 的指令日志在第 ${sequence} 条处损坏（${what}）。`,
    },
    { sessionId, sequence },
    {
      kind: 'unavailable',
      remedy: {
        en: 'Nothing was changed. Restore the database from a backup, or start a new session.',
        zh: '未做任何更改。请从备份恢复数据库，或新建场次。',
      },
    },
  );

export const venueTooBusy = (sessionId: string): DomainError =>
  new DomainError(
    'venue.too-busy-to-verify',
    {
      en: `Session ${sessionId} is traded without a pause in which it could be compared with the ledger; stop the trading, then verify.`,
      zh: `场次 ${sessionId} 交易过于频繁，无法与账本核对；请先停止交易再核验。`,
    },
    { sessionId },
    { kind: 'unavailable' },
  );

export const noSuchCommand = (sessionId: string, sequence: number, last: number): DomainError =>
  new DomainError(
    'venue.no-such-command',
    {
      en: `The journal of session ${sessionId} ends with command ${last}; there is no command ${sequence}.`,
      zh: `场次 ${sessionId} 的指令日志止于第 ${last} 条，没有第 ${sequence} 条。`,
    },
    { sessionId, sequence, last },
    { kind: 'not-found' },
  );

export const unknownVenue = (sessionId: string): DomainError =>
  new DomainError(
    'venue.unknown',
    { en: `Session ${sessionId} has no venue.`, zh: `场次 ${sessionId} 没有交易场所。` },
    { sessionId },
    { kind: 'not-found' },
  );

export const unknownInstrument = (instrumentCode: string): DomainError =>
  new DomainError(
    'venue.unknown-instrument',
    {
      en: `${instrumentCode} is not traded on this venue.`,
      zh: `本交易场所没有交易品种 ${instrumentCode}。`,
    },
    { instrumentCode },
    { kind: 'not-found' },
  );

/** One market does not open while the whole venue is closed: the session decides when there is trading at all. */
export const venueClosed = (): DomainError =>
  new DomainError(
    'venue.closed',
    { en: 'The venue as a whole is closed.', zh: '交易场所整体处于休市状态。' },
    {},
    {
      kind: 'conflict',
      remedy: { en: 'Open or resume the trading stage first.', zh: '请先进入或恢复交易阶段。' },
    },
  );

/** Also for somebody else's order: whose it is stays private (I18). */
export const unknownOrder = (orderId: string): DomainError =>
  new DomainError(
    'order.unknown',
    { en: `There is no order ${orderId} of yours.`, zh: `您没有委托 ${orderId}。` },
    { orderId },
    { kind: 'not-found' },
  );

/** The field that a reason speaks of, if it speaks of one. */
export function problemsOf({ code, text }: Reason): readonly FieldProblem[] {
  const field = FIELD_OF_REFUSAL[code];
  return field === undefined ? [] : [{ field, rule: code, message: text }];
}

/** A reason of the core as the error that the caller gets. */
export const refusalOf = (
  reason: Reason,
  kind: 'refused' | 'conflict' | 'not-found' = 'refused',
  params: Readonly<Record<string, string>> = {},
): DomainError =>
  new DomainError(reason.code, reason.text, params, {
    kind,
    remedy: reason.remedy,
    problems: problemsOf(reason),
  });
