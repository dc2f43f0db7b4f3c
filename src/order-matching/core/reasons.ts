import { assert, type LocalizedText } from '../../kernel';

/** Why something was rejected, cancelled or refused: stable code, sentence, and what would help. */
export interface Reason {
  readonly code: string;
  readonly text: LocalizedText;
  readonly remedy: LocalizedText;
}

interface ReasonTemplate {
  readonly text: LocalizedText;
  readonly remedy: LocalizedText;
}

const template = (en: string, zh: string, remedyEn: string, remedyZh: string): ReasonTemplate => ({
  text: { en, zh },
  remedy: { en: remedyEn, zh: remedyZh },
});

/** Every code that the venue itself can give, grouped by cause; `{…}` is filled in. Families add their own at order entry. */
export const REASONS = {
  // the order itself
  'order.unknown-instrument': template(
    '{instrument} is not traded on this venue',
    '本交易场所没有交易品种 {instrument}',
    'choose an instrument of the session',
    '请选择本场次的交易品种',
  ),
  'order.quantity-not-positive': template(
    'the quantity is not a positive whole number of lots',
    '数量不是正整数手',
    'enter a quantity of at least one lot',
    '请输入至少一手的数量',
  ),
  'order.price-not-positive': template(
    'the price is not a positive whole number of ticks',
    '价格不是最小变动价位的正整数倍',
    'enter a price of at least one tick',
    '请输入至少一个最小变动价位的价格',
  ),
  'order.price-missing': template(
    'a limit order needs a price',
    '限价委托必须有价格',
    'enter a price or send a market order',
    '请输入价格，或改用市价委托',
  ),
  'order.price-not-allowed': template(
    'a market order has no price',
    '市价委托不带价格',
    'leave the price out or send a limit order',
    '请去掉价格，或改用限价委托',
  ),
  'order.outside-band': template(
    'price {price} is outside the price band {low} to {high} of {instrument}',
    '价格 {price} 超出 {instrument} 的涨跌幅范围 {low} 至 {high}',
    'enter a price from {low} to {high}',
    '请输入 {low} 至 {high} 之间的价格',
  ),
  'order.notional-too-large': template(
    'the value of the order is beyond what the venue can count',
    '委托金额超出系统可计算的范围',
    'enter a smaller quantity',
    '请减少数量',
  ),
  'order.fok-not-fillable': template(
    'fill-or-kill: the whole quantity {quantity} cannot be traded at once with other participants',
    '全部成交否则撤销：无法与其他参与者立即成交全部数量 {quantity}',
    'enter a smaller quantity, a better price, or use IOC or GTC',
    '请减少数量、改善价格，或改用 IOC、GTC',
  ),
  // the market
  'order.market-closed': template(
    'the market is closed',
    '市场已休市',
    'send the order again when the market is open',
    '请在开市后重新委托',
  ),
  'order.too-many-open-orders': template(
    'a participant may have at most {limit} open orders',
    '每个参与者最多可有 {limit} 笔未完成委托',
    'cancel open orders first',
    '请先撤销部分委托',
  ),
  'order.book-full': template(
    'the venue holds its maximum of {limit} open orders',
    '本交易场所的未完成委托已达上限 {limit} 笔',
    'try again later or send an IOC order',
    '请稍后再试，或改用 IOC 委托',
  ),
  // cover and limits
  'order.insufficient-cash': template(
    'this buy order needs {needed} CNY; {available} CNY is available in the trading account',
    '该买入委托需要 {needed} 元；交易账户可用资金为 {available} 元',
    'move cash from the bank account to the trading account, buy less, or cancel open buy orders',
    '请从银行账户入金、减少数量，或撤销未完成的买入委托',
  ),
  'order.insufficient-rights': template(
    'this sell order needs {needed}; {available} of {instrument} is available in the trading account',
    '该卖出委托需要 {needed}；交易账户中 {instrument} 可用数量为 {available}',
    'move rights from the registration account to the trading account, sell less, or cancel open sell orders',
    '请从登记账户划转到交易账户、减少数量，或撤销未完成的卖出委托',
  ),
  'order.limit-reached': template(
    'the limit of {limit} of {instrument} for this participant is reached',
    '该参与者的 {instrument} 已达上限 {limit}',
    'enter a smaller quantity',
    '请减少数量',
  ),
  // why an accepted order ended
  'order.remainder-cancelled': template(
    'what could not be traded at once was cancelled',
    '未能立即成交的部分已撤销',
    'use GTC so that the rest waits in the book',
    '如需让剩余部分留在委托簿中，请使用 GTC',
  ),
  'order.self-trade-prevented': template(
    'the order would have traded with an order of the same participant',
    '该委托将与同一参与者的委托成交，已被阻止',
    'cancel the own resting order first, or choose cancel-resting',
    '请先撤销自己的挂单，或选择撤销挂单方式',
  ),
  'order.self-trade-resting-cancelled': template(
    'cancelled, because a newer order of the same participant would have traded with it',
    '因同一参与者的新委托将与其成交，该挂单已撤销',
    'place it again if it is still wanted',
    '如仍需要，请重新委托',
  ),
  'order.cancelled-by-owner': template(
    'cancelled by the participant',
    '参与者已撤单',
    'place it again if it is still wanted',
    '如仍需要，请重新委托',
  ),
  'order.cancelled-by-venue': template(
    'cancelled by the venue',
    '交易场所已撤单',
    'place it again when the market is open',
    '请在开市后重新委托',
  ),
  'order.outside-new-band': template(
    'cancelled, because its price {price} is outside the new price band {low} to {high}',
    '因价格 {price} 超出新的涨跌幅范围 {low} 至 {high}，该委托已撤销',
    'place it again with a price from {low} to {high}',
    '请以 {low} 至 {high} 之间的价格重新委托',
  ),
  'order.venue-restarted': template(
    'cancelled, because the venue was restarted',
    '因交易系统重新启动，该委托已撤销',
    'place it again',
    '请重新委托',
  ),
  // other commands
  'order.not-open': template(
    'the order is not open any more',
    '该委托已不在委托簿中',
    'look at the list of open orders',
    '请查看未完成委托列表',
  ),
  'transfer.unknown-asset': template(
    '{asset} is neither cash nor an instrument of this venue',
    '{asset} 既不是资金，也不是本交易场所的品种',
    'choose CNY or an instrument of the session',
    '请选择 CNY 或本场次的交易品种',
  ),
  'transfer.insufficient-cash': template(
    '{available} CNY is free in the trading account; the rest is reserved by open orders or not settled yet',
    '交易账户可用资金为 {available} 元；其余已被委托冻结或尚未交收',
    'move less, cancel open orders, or wait for settlement',
    '请减少金额、撤销委托，或等待交收完成',
  ),
  'transfer.insufficient-rights': template(
    '{available} of {instrument} is free in the trading account; the rest is reserved by open orders or not settled yet',
    '交易账户中 {instrument} 可用数量为 {available}；其余已被委托冻结或尚未交收',
    'move less, cancel open orders, or wait for settlement',
    '请减少数量、撤销委托，或等待交收完成',
  ),
  'venue.too-many-instruments': template(
    'a venue lists at most {limit} instruments',
    '每个交易场所最多可有 {limit} 个品种',
    'open another session',
    '请开设另一场次',
  ),
  'venue.date-goes-back': template(
    'the trading day {date} is before the present one, {present}',
    '交易日 {date} 早于当前交易日 {present}',
    'start a later day',
    '请开始更晚的交易日',
  ),
} as const satisfies Record<string, ReasonTemplate>;

export type ReasonCode = keyof typeof REASONS;

/** What stands in a `{…}`: the same in both languages, or one of each. */
type Filling = string | number | LocalizedText;

const fill = (
  sentence: string,
  values: Readonly<Record<string, Filling>>,
  language: keyof LocalizedText,
): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    assert(value !== undefined, `the reason has a value for {${name}}`);
    return typeof value === 'object' ? value[language] : String(value);
  });

/** A reason of the table with its numbers put in. */
export function reasonOf(code: ReasonCode, values: Readonly<Record<string, Filling>> = {}): Reason {
  const { text, remedy } = REASONS[code];
  return {
    code,
    text: { en: fill(text.en, values, 'en'), zh: fill(text.zh, values, 'zh') },
    remedy: { en: fill(remedy.en, values, 'en'), zh: fill(remedy.zh, values, 'zh') },
  };
}
