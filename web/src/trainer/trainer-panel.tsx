import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, problemOf } from '../api/http';
import type { SessionSummary } from '../api/types';
import { Refusal } from '../refusal';
import { access, call } from '../state/access';
import { logIn } from '../state/opening';
import { sessionPath, sessionState } from '../state/session';
import { useStore } from '../state/store';
import { Invariants } from './invariants';
import { Seats } from './seats';

function LogIn() {
  const { t } = useTranslation();
  const [username, setUsername] = useState('trainer');
  const [password, setPassword] = useState('');
  const [outcome, setOutcome] = useState<Problem | 'busy' | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setOutcome('busy');
    try {
      await logIn(username.trim(), password);
    } catch (error) {
      setOutcome(problemOf(error));
    }
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <p className="quiet">{t('trainer.note')}</p>
      <TextInput
        label={t('trainer.username')}
        autoComplete="username"
        value={username}
        onChange={(event) => setUsername(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('trainer.password')}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" fullWidth loading={outcome === 'busy'} disabled={password === ''}>
        {t('trainer.logIn')}
      </Button>
      {outcome instanceof Error && (
        <Refusal refused={{ problem: outcome }} onDismiss={() => setOutcome(null)} />
      )}
    </form>
  );
}

type Command = 'pause' | 'resume' | 'next-stage';

function Controls({ session }: { readonly session: SessionSummary }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState<Command | null>(null);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const command = async (name: Command): Promise<void> => {
    setBusy(name);
    setAsking(false);
    try {
      sessionState.set({
        session: await call<SessionSummary>({ method: 'POST', path: `${sessionPath()}/${name}` }),
      });
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(null);
  };
  const clock: Command = session.paused ? 'resume' : 'pause';
  return (
    <section className="form" aria-label={t('trainer.controls')}>
      <div className="form-actions">
        <Button variant="default" loading={busy === clock} onClick={() => void command(clock)}>
          {t(`trainer.${clock}`)}
        </Button>
        <Button
          variant="default"
          loading={busy === 'next-stage'}
          disabled={session.stage === 'debrief'}
          onClick={() => setAsking(true)}
        >
          {t('trainer.nextStage')}
        </Button>
        <span className="quiet">{t('stage.now', { stage: t(`stage.${session.stage}`) })}</span>
      </div>
      {asking && (
        <div className="form-actions" role="alert">
          <span>{t('trainer.confirmNextStage', { stage: t(`stage.${session.stage}`) })}</span>
          <Button size="compact-xs" onClick={() => void command('next-stage')}>
            {t('words.yes')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setAsking(false)}>
            {t('words.no')}
          </Button>
        </div>
      )}
      {problem && <Refusal refused={{ problem }} onDismiss={() => setProblem(null)} />}
    </section>
  );
}

/** Log in, then run the session: clock, seats, and a look at what must always hold. */
export function TrainerPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const isTrainer = useStore(access, (state) => state.actor?.role === 'trainer');
  const session = useStore(sessionState, (state) => state.session);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('trainer.title')}
      size={isTrainer ? 'xl' : 'sm'}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      {!isTrainer && <LogIn />}
      {isTrainer && session && (
        <div className="trainer">
          <Controls session={session} />
          <Seats />
          <Invariants />
        </div>
      )}
    </Modal>
  );
}
