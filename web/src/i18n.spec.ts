import en from './locales/en.json';
import zh from './locales/zh.json';

type Tree = { readonly [key: string]: string | Tree };

function sentences(tree: Tree, at = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = at === '' ? key : `${at}.${key}`;
    if (typeof value === 'string') found.set(path, value);
    else for (const [inner, text] of sentences(value, path)) found.set(inner, text);
  }
  return found;
}
const placeholders = (text: string): string[] =>
  [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name ?? '').sort();

describe('the two languages of the page', () => {
  const english = sentences(en);
  const chinese = sentences(zh);

  it('have the same keys', () => {
    expect([...chinese.keys()]).toEqual([...english.keys()]);
  });

  it('say the same things: same values put in, nothing left empty', () => {
    for (const [key, text] of english) {
      const other = chinese.get(key) ?? '';
      expect({ key, values: placeholders(other) }).toEqual({ key, values: placeholders(text) });
      expect({ key, empty: text.trim() === '' || other.trim() === '' }).toEqual({ key, empty: false });
    }
  });
});
