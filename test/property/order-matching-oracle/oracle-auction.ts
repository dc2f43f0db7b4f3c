import { afterFill, trade } from './oracle-matching';
import { type OracleMarket, type OracleOrder, type OracleState, queueOf, sum } from './oracle-state';
import { isCollecting, priceOfToday } from './oracle-terms';

interface AuctionPrice {
  readonly price: number;
  readonly lots: number;
  /** wanted minus offered at the price */
  readonly surplus: number;
}

const keepLeast = (prices: readonly number[], measure: (price: number) => number): number[] => {
  const least = Math.min(...prices.map(measure));
  return prices.filter((price) => measure(price) === least);
};

/** The one price of a call auction, by counting orders at every price that could be one (domain.md §2.10). */
function findPrice(state: OracleState, market: OracleMarket): AuctionPrice | null {
  const code = market.terms.instrumentCode;
  const rule = market.terms.auctionRule ?? 'sse';
  const buys = queueOf(state, code, 'buy');
  const sells = queueOf(state, code, 'sell');
  const [bid, ask] = [buys[0]?.limit, sells[0]?.limit];
  if (bid === undefined || ask === undefined || bid < ask) return null;
  const lotsOf = (orders: readonly OracleOrder[]): number => sum(orders.map(({ leaves }) => leaves));
  const wanted = (price: number): number => lotsOf(buys.filter(({ limit }) => limit >= price));
  const offered = (price: number): number => lotsOf(sells.filter(({ limit }) => limit <= price));
  const surplus = (price: number): number => wanted(price) - offered(price);
  const volume = (price: number): number => Math.min(wanted(price), offered(price));

  // Shanghai and NSE speak of the prices of orders, Shenzhen and ASX of every price
  const declared = [...buys, ...sells].map(({ limit }) => limit);
  const possible =
    rule === 'sse' || rule === 'nse'
      ? [...new Set(declared)].filter((price) => price >= ask && price <= bid)
      : Array.from({ length: bid - ask + 1 }, (_, place) => ask + place);
  let left = keepLeast(possible, (price) => -volume(price));
  if (rule === 'sse' || rule === 'szse')
    left = left.filter((price) => wanted(price + 1) <= volume(price) && offered(price - 1) <= volume(price));
  left = keepLeast(left, (price) => Math.abs(surplus(price)));
  if (rule === 'asx' && left.every((price) => surplus(price) > 0)) left = [Math.max(...left)];
  if (rule === 'asx' && left.every((price) => surplus(price) < 0)) left = [Math.min(...left)];
  const reference = priceOfToday(state, market);
  if (rule !== 'sse') left = keepLeast(left, (price) => Math.abs(price - reference));
  const price = Math.ceil((Math.min(...left) + Math.max(...left)) / 2);
  return { price, lots: volume(price), surplus: surplus(price) };
}

/** All trades at the one price: better prices first, then time; an iceberg with all its lots, shown part by shown part. */
export function uncross(state: OracleState, market: OracleMarket): void {
  const code = market.terms.instrumentCode;
  const found = findPrice(state, market);
  if (!found) return;
  const { price, surplus } = found;
  const side = surplus > 0 ? 'buy' : 'sell';
  state.facts.push({
    type: 'auction',
    auction: {
      instrumentCode: code,
      rule: market.terms.auctionRule ?? 'sse',
      referencePriceTicks: priceOfToday(state, market) || null,
      priceTicks: price,
      quantityLots: found.lots,
      surplusLots: Math.abs(surplus),
      surplusSide: surplus === 0 ? null : side,
      date: state.date,
    },
  });
  for (let missing = found.lots; missing > 0; ) {
    const [buy] = queueOf(state, code, 'buy');
    const [sell] = queueOf(state, code, 'sell');
    if (!buy || !sell) throw new Error('the volume of an auction is not there');
    const lots = Math.min(missing, buy.shown, sell.shown);
    trade(state, buy, sell, price, lots, 'auction', buy.number > sell.number ? 'buy' : 'sell');
    afterFill(state, buy, lots);
    afterFill(state, sell, lots);
    missing -= lots;
  }
}

/** While orders are collected, everybody is told what they would trade at, whenever that changes. */
export function publishIndicative(state: OracleState, market: OracleMarket): void {
  if (!isCollecting(market.phase)) return;
  const found = findPrice(state, market);
  const { price, lots, surplus } = found ?? { price: null, lots: 0, surplus: 0 };
  const { told } = market;
  if (told.price === price && told.lots === lots && told.surplus === surplus) return;
  market.told = { price, lots, surplus };
  const side = surplus > 0 ? 'buy' : 'sell';
  state.facts.push({
    type: 'indicative',
    instrumentCode: market.terms.instrumentCode,
    priceTicks: price,
    quantityLots: lots,
    surplusLots: Math.abs(surplus),
    surplusSide: surplus === 0 ? null : side,
  });
}
