import { Alert, Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, problemOf } from '../api/http';
import { Refusal } from '../refusal';
import { access } from '../state/access';
import { takeSeat } from '../state/opening';
import { useStore } from '../state/store';

/** Says once, clearly, that a token has expired. */
export function ExpiredNotice() {
  const { t } = useTranslation();
  const notice = useStore(access, (state) => state.notice);
  if (notice !== 'expired') return null;
  return (
    <Alert
      color="orange"
      className="notice"
      role="alert"
      withCloseButton
      closeButtonLabel={t('ticket.dismiss')}
      onClose={() => access.set({ notice: null })}
    >
      {t('seat.expired')}
    </Alert>
  );
}

/** Join code and name: enough to trade. */
export function SeatForm({ onSeated }: { readonly onSeated?: () => void }) {
  const { t } = useTranslation();
  const [joinCode, setJoinCode] = useState('');
  const [name, setName] = useState('');
  const [outcome, setOutcome] = useState<Problem | 'busy' | null>(null);
  const join = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setOutcome('busy');
    try {
      await takeSeat(joinCode.trim(), name.trim());
      setOutcome(null);
      onSeated?.();
    } catch (error) {
      setOutcome(problemOf(error));
    }
  };
  return (
    <form className="form" onSubmit={(event) => void join(event)}>
      <TextInput
        label={t('seat.joinCode')}
        className="code-field"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        placeholder="K7QX-M2RD"
        required
        withAsterisk={false}
        value={joinCode}
        onChange={(event) => setJoinCode(event.currentTarget.value)}
      />
      <TextInput
        label={t('seat.displayName')}
        autoComplete="nickname"
        required
        withAsterisk={false}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" fullWidth loading={outcome === 'busy'}>
        {t('seat.takeNow')}
      </Button>
      {outcome instanceof Error && (
        <Refusal refused={{ problem: outcome }} onDismiss={() => setOutcome(null)} />
      )}
    </form>
  );
}

export function SeatDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('seat.take')}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <p className="quiet">{t('seat.invitation')}</p>
      <SeatForm onSeated={onClose} />
    </Modal>
  );
}
