import { Badge, Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SESSION_STAGES, type SessionSummary } from '../api/types';
import { useLocalized } from '../i18n';
import { Logo } from '../icons';
import { access, leaveSeat } from '../state/access';
import { sessionState } from '../state/session';
import { useStore } from '../state/store';
import { TrainerPanel } from '../trainer/trainer-panel';
import { DisplaySettings, LanguageSwitch, ThemeSwitch } from './display';

const DAY_MS = 86_400_000;

/** How much of the period's year is over, 0 … 1. */
function shareOfYear({ simulatedDate, period }: Pick<SessionSummary, 'simulatedDate' | 'period'>): number {
  const start = Date.UTC(Number(period), 0, 1);
  const end = Date.UTC(Number(period) + 1, 0, 1);
  const days = (Date.parse(`${simulatedDate}T00:00:00Z`) - start + DAY_MS) / (end - start);
  return Number.isFinite(days) ? Math.min(1, Math.max(0, days)) : 0;
}

function Stages({ session }: { readonly session: SessionSummary }) {
  const { t } = useTranslation();
  const now = SESSION_STAGES.indexOf(session.stage);
  return (
    <ol className="stages" aria-label={t('stage.label')}>
      {SESSION_STAGES.map((stage, index) => (
        <li
          key={stage}
          className={index < now ? 'past' : index === now ? 'now' : 'later'}
          aria-current={index === now ? 'step' : undefined}
        >
          {t(`stage.${stage}`)}
        </li>
      ))}
      {session.paused && (
        <Badge color="orange" variant="filled" size="sm">
          {t('stage.paused')}
        </Badge>
      )}
    </ol>
  );
}

function Year({ session }: { readonly session: SessionSummary }) {
  const { t } = useTranslation();
  const share = shareOfYear(session);
  const label = t('time.year', { year: session.period, share: `${Math.round(share * 100)}%` });
  return (
    <div className="year" title={label}>
      <span className="visually-hidden">{t('time.simulated')}</span>
      <time className="figure" dateTime={session.simulatedDate}>
        {session.simulatedDate}
      </time>
      <div
        className="bar"
        role="progressbar"
        aria-label={label}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <span style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

function Connection() {
  const { t } = useTranslation();
  const phase = useStore(sessionState, (state) => state.phase);
  const feed = useStore(sessionState, (state) => state.feed);
  const shown = phase === 'unreachable' ? 'reconnecting' : feed;
  return (
    <span className={`connection connection-${shown}`} role="status">
      <i aria-hidden="true" />
      {t(`feed.${shown}`)}
    </span>
  );
}

function Who({ onSit }: { readonly onSit: () => void }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const actor = useStore(access, (state) => state.actor);
  const participants = useStore(sessionState, (state) => state.participants);
  const [trainerOpen, setTrainerOpen] = useState(false);
  const participant = participants.find(({ participantCode }) => participantCode === actor?.participantCode);
  return (
    <div className="who">
      {actor && (
        <span className="who-name">
          <b>{actor.displayName}</b>{' '}
          <span className="quiet">
            {participant
              ? t('seat.actsFor', { participant: localized(participant.names) })
              : t(`role.${actor.role}`)}
          </span>
        </span>
      )}
      {!actor && (
        <Button size="compact-sm" onClick={onSit}>
          {t('seat.take')}
        </Button>
      )}
      {(!actor || actor.role === 'trainer') && (
        <Button size="compact-sm" variant="default" onClick={() => setTrainerOpen(true)}>
          {t('trainer.open')}
        </Button>
      )}
      {actor && (
        <Button size="compact-sm" variant="default" onClick={() => void leaveSeat()}>
          {t(actor.sessionId === null ? 'seat.logOut' : 'seat.leave')}
        </Button>
      )}
      {trainerOpen && <TrainerPanel onClose={() => setTrainerOpen(false)} />}
    </div>
  );
}

export function Header({ onSit }: { readonly onSit: () => void }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const session = useStore(sessionState, (state) => state.session);
  return (
    <header className="header">
      <a className="skip" href="#market">
        {t('app.skip')}
      </a>
      <div className="brand">
        <Logo />
        <h1>
          {t('app.name')}
          <span className="quiet">{session ? localized(session.titles) : t('app.subtitle')}</span>
        </h1>
      </div>
      {session && <Stages session={session} />}
      {session && <Year session={session} />}
      <Connection />
      <Who onSit={onSit} />
      <div className="display-controls">
        <LanguageSwitch />
        <ThemeSwitch />
        <DisplaySettings />
      </div>
    </header>
  );
}
