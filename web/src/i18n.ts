import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { speak } from './api/http';
import type { LocalizedText } from './api/types';
import en from './locales/en.json';
import zh from './locales/zh.json';
import { type Language, preferences } from './state/preferences';
import { useStore } from './state/store';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

const i18n = createInstance();

/** Follows the reader's language: the sentences, the document and what the server is asked for. */
export async function startLanguages(): Promise<void> {
  const follow = (language: Language): void => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    speak(language === 'zh' ? 'zh-CN' : 'en');
  };
  const { language } = preferences.get();
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, zh: { translation: zh } },
    interpolation: { escapeValue: false },
  });
  follow(language);
  preferences.subscribe(() => {
    const next = preferences.get().language;
    if (next === i18n.language) return;
    follow(next);
    void i18n.changeLanguage(next);
  });
}

/** Picks the reader's half of a text that the server sends in both languages. */
export function useLocalized(): (text: LocalizedText | null | undefined) => string {
  const language = useStore(preferences, (state) => state.language);
  return (text) => text?.[language] ?? text?.en ?? '';
}
export const useLanguage = (): Language => useStore(preferences, (state) => state.language);
