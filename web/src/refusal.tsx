import { ActionIcon } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Problem } from './api/http';
import type { LocalizedText } from './api/types';
import { useLocalized } from './i18n';
import { CloseIcon } from './icons';

/** A refusal as the server worded it, or (for a kept order) in both languages. */
export interface Refused {
  readonly problem: Problem;
  /** the same in both languages, when an order was kept with its reason */
  readonly reason?: { readonly text: LocalizedText; readonly remedy: LocalizedText } | null;
}

function Fields({ problem }: { readonly problem: Problem }) {
  const { t } = useTranslation();
  // what the sentence above says already needs no line of its own
  const others = problem.errors.filter(({ rule }) => rule !== problem.code);
  if (others.length === 0) return null;
  return (
    <ul>
      {others.slice(0, 12).map(({ field, message, line, column }) => (
        <li key={`${field}${line ?? ''}${column ?? ''}${message}`}>
          {line === undefined ? field : `${t('refusal.line', { line })}${column ? `, ${column}` : ''}`}:{' '}
          {message}
        </li>
      ))}
    </ul>
  );
}

/** Stays until it is dismissed: what was refused, why, by which rule, and what helps. */
export function Refusal(props: {
  readonly refused: Refused;
  readonly onDismiss: () => void;
  /** what to say when the server was not reached */
  readonly unreachable?: string;
}) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { problem, reason } = props.refused;
  const detail = localized(reason?.text) || problem.detail || problem.title;
  const unanswered = problem.code === 'network.unreachable';
  const remedy = localized(reason?.remedy) || problem.remedy;
  return (
    <div className="refusal" role="alert">
      <div className="refusal-head">
        <strong>{t(unanswered ? 'refusal.noAnswer' : 'refusal.title')}</strong>
        <code>{problem.code}</code>
        <ActionIcon
          variant="subtle"
          color="red"
          size="sm"
          onClick={props.onDismiss}
          aria-label={t('ticket.dismiss')}
        >
          <CloseIcon />
        </ActionIcon>
      </div>
      <p>{unanswered ? (props.unreachable ?? t('refusal.unreachableShort')) : detail}</p>
      <Fields problem={problem} />
      {problem.clause && (
        <p>
          <b>{t('ticket.clause')}: </b>
          {problem.clause}
        </p>
      )}
      {remedy && (
        <p>
          <b>{t('ticket.remedy')}: </b>
          {remedy}
        </p>
      )}
    </div>
  );
}
