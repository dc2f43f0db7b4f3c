// npm run -s bench -- NAME [options]: one benchmark, one table (or one JSON object). Without a name: what there is.
import { benchmarkFiles, load } from './harness/catalogue.mjs';
import { helpText, readOptions } from './harness/command-line.mjs';
import { UsageError, WrongSubjectError } from './harness/failures.mjs';

async function listing(files) {
  const lines = [];
  for (const [name, file] of files) lines.push(`  ${name.padEnd(12)}${(await load(file)).description}`);
  return ['node bench/run.mjs NAME [options]   (NAME --help lists its options)', ...lines, ''].join('\n');
}

async function main([name, ...words]) {
  const files = benchmarkFiles();
  if (name === undefined || name === '--help') return process.stdout.write(await listing(files));
  const file = files.get(name);
  if (!file) throw new UsageError(`no benchmark "${name}"; there is: ${[...files.keys()].join(', ')}`);
  const benchmark = await load(file);
  const values = readOptions(benchmark.options, words);
  if (values.help) return process.stdout.write(helpText(name, benchmark.description, benchmark.options));
  const { rows, text } = await benchmark.run(values, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(values.json ? `${JSON.stringify({ bench: name, rows })}\n` : text);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError || error instanceof WrongSubjectError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
