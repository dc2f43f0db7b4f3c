import { linesOf, ndjson, runCommand } from './run-command';

export const limit = (id: unknown, side: string, price: unknown, qty: unknown, more: object = {}) => ({
  op: 'limit',
  id,
  side,
  price,
  qty,
  ...more,
});

/** Runs `ecobourse match` on these commands. */
export const match = async (commands: readonly unknown[], args: readonly string[] = []) => {
  const { output, errors, code } = await runCommand(['match', ...args], ndjson(commands));
  return { code, errors, events: linesOf(output) };
};
