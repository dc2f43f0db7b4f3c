import { type ParseArgsConfig, parseArgs } from 'node:util';
import { InputError } from './input-error';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options and the one file of a command. */
export interface Arguments {
  readonly file: string | undefined;
  /** the text of an option; undefined when it was not given */
  option(name: string): string | undefined;
}

/** @param options names of the options that take a value. @throws InputError */
export function readArguments(args: readonly string[], options: readonly string[]): Arguments {
  const known: Options = Object.fromEntries(options.map((name) => [name, { type: 'string' }]));
  const { values, positionals } = parsed(args, known);
  const [file, ...tooMany] = positionals;
  if (tooMany.length > 0) throw new InputError(`one file at most; ${tooMany.join(' ')} is too much`);
  return {
    file,
    option: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
  };
}

function parsed(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // what Node adds after the first sentence is about its own syntax
    const [sentence = ''] = error.message.split(/\.\s|\n/);
    throw new InputError(
      `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}; options: ${listed(options)}`,
    );
  }
}

const listed = (options: Options): string =>
  [...Object.keys(options), 'help'].map((name) => `--${name}`).join(', ');

/** @throws InputError */
export function oneOf<Choice extends string>(
  option: string,
  value: string | undefined,
  choices: readonly Choice[],
  fallback: Choice,
): Choice {
  if (value === undefined) return fallback;
  const chosen = choices.find((choice) => choice === value);
  if (chosen === undefined)
    throw new InputError(`--${option}: "${value}" is not one of ${choices.join(', ')}`);
  return chosen;
}
