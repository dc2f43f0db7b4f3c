import { parseArgs } from 'node:util';
import { UsageError } from './failures.mjs';

const COMMON = {
  json: { type: 'boolean', default: false, about: 'one JSON object on stdout and nothing else' },
  help: { type: 'boolean', default: false, about: 'these options' },
};

/**
 * Options of one benchmark, read strictly.
 * @param declared options as of `parseArgs`, each with `about` (a sentence) and, when it takes a value, `value` (its name)
 * @throws UsageError for an option that is not declared, a missing value or a stray word; it lists what exists
 */
export function readOptions(declared, words) {
  const options = { ...declared, ...COMMON };
  const known = Object.keys(options)
    .map((name) => `--${name}`)
    .join(', ');
  try {
    return parseArgs({ args: words, options: withoutTexts(options), strict: true }).values;
  } catch (error) {
    const [what] = error.message.split(/\.\s/);
    throw new UsageError(`${what}; options: ${known}`);
  }
}

function withoutTexts(options) {
  const plain = Object.entries(options).map(([name, { about, value, ...rest }]) => [name, rest]);
  return Object.fromEntries(plain);
}

/** A whole number of at least `least`. @throws UsageError */
export function wholeNumber(values, name, least) {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < least)
    throw new UsageError(`--${name} takes a whole number of at least ${least}, not "${values[name]}"`);
  return number;
}

export function helpText(name, description, declared) {
  const rows = Object.entries({ ...declared, ...COMMON }).map(
    ([option, { value, about, default: normal }]) => {
      const spelled = value ? `--${option} ${value}` : `--${option}`;
      const usual = value && normal !== undefined && normal !== '' ? ` (default ${normal})` : '';
      return `  ${spelled.padEnd(22)}${about}${usual}`;
    },
  );
  return [`${name}: ${description}`, '', `node bench/run.mjs ${name} [options]`, ...rows, ''].join('\n');
}
