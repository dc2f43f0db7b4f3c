/** Kinds of operation: a limit order whose rest stays in the book, a cancel, a limit order whose rest is dropped. */
export const LIMIT = 0;
export const CANCEL = 1;
export const IMMEDIATE = 2;

export const BUY = 0;
export const SELL = 1;

/** One typed array per column; a row is one operation. The 4-byte columns come first, so that all are aligned. */
const COLUMNS = [
  ['id', Uint32Array],
  ['price', Int32Array],
  ['qty', Uint32Array],
  ['account', Uint16Array],
  ['kind', Uint8Array],
  ['side', Uint8Array],
];

const ROW_BYTES = COLUMNS.reduce((sum, [, Type]) => sum + Type.BYTES_PER_ELEMENT, 0);

/** Facts of a flow beside its columns, all whole numbers. */
const FACTS = ['prefill', 'seed', 'minPrice', 'maxPrice', 'maxOrderId', 'orderCount'];
const HEADER_BYTES = 64;

/**
 * A flow as the engine adapters take it (`create({ flow })`, `prepare(flow)`): `n` operations, of which the first
 * `prefill` only build the starting book, the price range, the largest order id, and the columns.
 * @param bytes where they lie; without it they are made empty
 */
export function flowOver(n, bytes = new ArrayBuffer(HEADER_BYTES + n * ROW_BYTES)) {
  const flow = { n };
  const facts = new Float64Array(bytes, 0, HEADER_BYTES / 8);
  FACTS.forEach((fact, place) => {
    flow[fact] = facts[place + 1];
  });
  let offset = HEADER_BYTES;
  for (const [column, Type] of COLUMNS) {
    flow[column] = new Type(bytes, offset, n);
    offset += n * Type.BYTES_PER_ELEMENT;
  }
  return flow;
}

/** The flow as one block of bytes, to hand it to another process. */
export function flowBytes(flow) {
  const bytes = new ArrayBuffer(HEADER_BYTES + flow.n * ROW_BYTES);
  const facts = new Float64Array(bytes, 0, HEADER_BYTES / 8);
  facts[0] = flow.n;
  FACTS.forEach((fact, place) => {
    facts[place + 1] = flow[fact];
  });
  const copy = flowOver(flow.n, bytes);
  for (const [column] of COLUMNS) copy[column].set(flow[column].subarray(0, flow.n));
  return new Uint8Array(bytes);
}

/** @param bytes an ArrayBuffer with what `flowBytes` made */
export const flowFrom = (bytes) => flowOver(new Float64Array(bytes, 0, 1)[0], bytes);

/** The starting book alone, as a flow of its own. */
export function fillingOf(flow) {
  const filling = { ...flow, n: flow.prefill, maxOrderId: flow.prefill, orderCount: flow.prefill };
  for (const [column] of COLUMNS) filling[column] = flow[column].subarray(0, flow.prefill);
  return filling;
}
