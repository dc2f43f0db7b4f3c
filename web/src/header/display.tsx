import {
  ActionIcon,
  Button,
  NativeSelect,
  Popover,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api/http';
import { useLanguage, useLocalized } from '../i18n';
import { MoonIcon, SettingsIcon, SunIcon } from '../icons';
import { openSession } from '../state/opening';
import { type PriceColours, preferences, redIsUp, setLanguage, setPriceColours } from '../state/preferences';
import { liveSession, sessionState } from '../state/session';
import { useStore } from '../state/store';

export function LanguageSwitch() {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      aria-label={t('display.switchLanguage')}
      onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
    >
      {t('display.otherLanguage')}
    </Button>
  );
}

export function ThemeSwitch() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return (
    <ActionIcon
      variant="subtle"
      aria-label={t('display.switchTheme')}
      onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
    >
      {scheme === 'dark' ? <SunIcon /> : <MoonIcon />}
    </ActionIcon>
  );
}

/** Puts the colour of rising prices on the document, where the style sheet finds it. */
export function usePriceColours(): void {
  const redUp = useStore(preferences, redIsUp);
  useEffect(() => {
    document.documentElement.dataset['up'] = redUp ? 'red' : 'green';
  }, [redUp]);
}

async function show(sessionId: string): Promise<void> {
  const session = sessionState.get().sessions.find((candidate) => candidate.sessionId === sessionId);
  if (!session) return;
  try {
    await openSession(session);
  } catch (error) {
    if (problemOf(error).status === 0) sessionState.set({ phase: 'unreachable' });
  }
}

/** The session on show is over and another one runs: the way there. */
export function NewerSession() {
  const { t } = useTranslation();
  const session = useStore(sessionState, (state) => state.session);
  const live = liveSession(useStore(sessionState, (state) => state.sessions));
  if (session?.stage !== 'debrief' || !live || live.stage === 'debrief') return null;
  return (
    <p className="note newer" role="status">
      {t('app.newer')}{' '}
      <button type="button" className="link" onClick={() => void show(live.sessionId)}>
        {t('app.showNewer')}
      </button>
    </p>
  );
}

function SessionChoice() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const sessions = useStore(sessionState, (state) => state.sessions);
  const shown = useStore(sessionState, (state) => state.session?.sessionId);
  if (sessions.length < 2) return null;
  return (
    <NativeSelect
      label={t('display.session')}
      value={shown ?? ''}
      onChange={(event) => void show(event.currentTarget.value)}
      data={sessions.map(({ sessionId, titles, stage }) => ({
        value: sessionId,
        label: `${localized(titles)} · ${t(`stage.${stage}`)} · ${sessionId}`,
      }))}
    />
  );
}

export function DisplaySettings() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const colours = useStore(preferences, (state) => state.priceColours);
  return (
    <Popover position="bottom-end" withArrow trapFocus shadow="md">
      <Popover.Target>
        <ActionIcon variant="subtle" aria-label={t('display.settings')}>
          <SettingsIcon />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="form">
          <NativeSelect
            label={t('display.priceColours')}
            value={colours}
            onChange={(event) => setPriceColours(event.currentTarget.value as PriceColours)}
            data={[
              { value: 'by-language', label: t('display.byLanguage') },
              { value: 'red-up', label: t('display.redUp') },
              { value: 'green-up', label: t('display.greenUp') },
            ]}
          />
          <NativeSelect
            label={t('display.theme')}
            value={colorScheme}
            onChange={(event) => setColorScheme(event.currentTarget.value as typeof colorScheme)}
            data={(['auto', 'light', 'dark'] as const).map((value) => ({
              value,
              label: t(`display.${value}`),
            }))}
          />
          <SessionChoice />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
