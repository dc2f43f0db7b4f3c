import { createStore } from './store';

export type Language = 'en' | 'zh';
/** In China red means up, elsewhere green does; the reader may decide otherwise. */
export type PriceColours = 'by-language' | 'red-up' | 'green-up';
export interface Preferences {
  readonly language: Language;
  readonly priceColours: PriceColours;
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(`ecobourse.${name}`);
  } catch {
    return null;
  }
}
function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`ecobourse.${name}`, value);
  } catch {
    // a browser that stores nothing still shows the page
  }
}

function firstLanguage(): Language {
  const language = stored('language') ?? navigator.language;
  return language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
function firstColours(): PriceColours {
  const colours = stored('price-colours');
  return colours === 'red-up' || colours === 'green-up' ? colours : 'by-language';
}

export const preferences = createStore<Preferences>(
  { language: firstLanguage(), priceColours: firstColours() },
  'at-once',
);

export function setLanguage(language: Language): void {
  keep('language', language);
  preferences.set({ language });
}
export function setPriceColours(priceColours: PriceColours): void {
  keep('price-colours', priceColours);
  preferences.set({ priceColours });
}
export const redIsUp = ({ language, priceColours }: Preferences): boolean =>
  priceColours === 'by-language' ? language === 'zh' : priceColours === 'red-up';
