import { z } from 'zod';

/** NUL, which PostgreSQL cannot hold, other control characters, and marks that turn the direction of what follows. */
const UNPRINTABLE = /\p{Cc}|[\u2028-\u202E\u2066-\u2069]/u;

export const isPlainText = (text: string): boolean => !UNPRINTABLE.test(text);

export const UNPRINTABLE_TEXT = {
  en: 'Control characters are not accepted here.',
  zh: '此处不接受控制字符。',
} as const;

/** One line of text as people write it: a name, a code, a reference. */
export const plainText = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .refine(isPlainText, { params: { text: UNPRINTABLE_TEXT } });
