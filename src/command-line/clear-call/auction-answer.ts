import type { LocalizedText } from '../../kernel';
import {
  type AuctionLevel,
  type AuctionStep,
  allocateFills,
  type CallAuctionResult,
  clearCallAuction,
  ListedLevels,
  type PriceRange,
  TIE_CHAINS,
} from '../core';
import type { AuctionInput, CollectedLevel, CollectedOrder } from './auction-input';

/** Best first; what was given earlier stands before what was given later at the same price. */
const inPriceOrder = <Level extends CollectedLevel>(levels: readonly Level[], direction: 1 | -1): Level[] =>
  levels.toSorted((one, other) => direction * (one.priceTicks - other.priceTicks));

/** @param sorted best first */
function lotsByPrice(sorted: readonly CollectedLevel[]): AuctionLevel[] {
  const levels: [number, number][] = [];
  for (const { priceTicks, quantityLots } of sorted) {
    const last = levels.at(-1);
    if (last && last[0] === priceTicks) last[1] += quantityLots;
    else levels.push([priceTicks, quantityLots]);
  }
  return levels;
}

/** Finds the price of the auction. @returns the answer as JSON text, with the reasons and who gets how much */
export function answerAuction(input: AuctionInput): string {
  const { rule, candidates, referenceTicks, band, tick, lot } = input;
  const bids = inPriceOrder(input.bids, -1);
  const asks = inPriceOrder(input.asks, 1);
  const result = clearCallAuction(
    {
      rule,
      referenceTicks,
      levels: new ListedLevels(lotsByPrice(bids), lotsByPrice(asks)),
      ...(candidates && { candidates }),
      ...(band && { band }),
    },
    { price: (ticks) => tick.text(ticks), quantity: (lots) => lot.text(lots) },
  );
  const fields = [
    field('rule', JSON.stringify(rule)),
    field('candidates', JSON.stringify(candidates ?? TIE_CHAINS[rule].candidates)),
    field('price', result.priceTicks === null ? 'null' : tick.write(result.priceTicks)),
    field('volume', lot.write(result.volumeLots)),
    field('surplus', lot.write(result.surplusLots)),
    field('surplusSide', JSON.stringify(result.surplusSide)),
    field('summary', bilingual(result.summary, FIRST)),
    field(
      'steps',
      block(
        '[',
        ']',
        result.steps.map((step) => stepText(step, input)),
        FIRST,
      ),
    ),
  ];
  if (input.orders)
    fields.push(field('fills', block('[', ']', fillTexts(input, input.orders, result), FIRST)));
  return `${block('{', '}', fields, '')}\n`;
}

const FIRST = '  ';

const field = (name: string, json: string): string => `${JSON.stringify(name)}: ${json}`;

/** Its parts on lines of their own, further in than the block itself. */
const block = (open: string, close: string, parts: readonly string[], indent: string): string =>
  parts.length === 0
    ? `${open}${close}`
    : `${open}\n${parts.map((part) => `${indent}  ${part}`).join(',\n')}\n${indent}${close}`;

const inline = (fields: readonly string[]): string => `{ ${fields.join(', ')} }`;

const bilingual = ({ en, zh }: LocalizedText, indent: string): string =>
  block('{', '}', [field('en', JSON.stringify(en)), field('zh', JSON.stringify(zh))], indent);

function stepText(step: AuctionStep, { tick, lot }: AuctionInput): string {
  const range = ({ lowTicks, highTicks, prices }: PriceRange): string =>
    inline([
      field('low', tick.write(lowTicks)),
      field('high', tick.write(highTicks)),
      field('prices', String(prices)),
    ]);
  const { criterion, before, after, value, unit, side, text } = step;
  const measure = unit === 'lots' ? lot : tick;
  const indent = `${FIRST}  `;
  return block(
    '{',
    '}',
    [
      field('criterion', JSON.stringify(criterion)),
      field('before', range(before)),
      field('after', range(after)),
      field('value', value === null ? JSON.stringify(side) : measure.write(value)),
      field('text', bilingual(text, `${indent}  `)),
    ],
    indent,
  );
}

/** In the order of the input. */
function fillTexts(
  { tick, lot }: AuctionInput,
  orders: readonly CollectedOrder[],
  result: CallAuctionResult,
): string[] {
  const buys = inPriceOrder(
    orders.filter(({ side }) => side === 'buy'),
    -1,
  );
  const sells = inPriceOrder(
    orders.filter(({ side }) => side === 'sell'),
    1,
  );
  const fills = allocateFills(buys, sells, result);
  const filled = new Map<CollectedOrder, number>();
  for (const [place, order] of buys.entries()) filled.set(order, fills.buys[place] ?? 0);
  for (const [place, order] of sells.entries()) filled.set(order, fills.sells[place] ?? 0);
  return orders.map((order) => {
    const lots = filled.get(order) ?? 0;
    return inline([
      field('id', order.id.json),
      field('side', JSON.stringify(order.side)),
      field('price', tick.write(order.priceTicks)),
      field('qty', lot.write(order.quantityLots)),
      field('filled', lot.write(lots)),
      field('left', lot.write(order.quantityLots - lots)),
    ]);
  });
}
