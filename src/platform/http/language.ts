export type Language = 'en' | 'zh';

/** The better of our two languages by `Accept-Language` (RFC 9110 §12.5.4); English when it names neither. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = parameters.find((parameter) => parameter.trim().startsWith('q='));
    return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight.trim().slice(2)) || 0 };
  });
  const weightOf = (language: Language): number =>
    Math.max(
      0,
      ...wishes
        .filter(({ tag }) => tag === language || tag.startsWith(`${language}-`))
        .map((wish) => wish.weight),
    );
  return weightOf('zh') > weightOf('en') ? 'zh' : 'en';
}
