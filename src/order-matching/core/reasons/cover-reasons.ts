import { template } from './template';

/** What the participant lacks, or may not exceed. */
export const COVER_REASONS = {
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
  'order.holding-limit': template(
    'with this order the participant could hold {needed} of {instrument}; the holding limit is {limit}',
    '加上该委托后参与者可能持有 {instrument} {needed}，超过持仓上限 {limit}',
    'buy less, or sell or cancel first',
    '请减少数量，或先卖出、撤单',
  ),
  'order.bought-today': template(
    'what was bought today cannot be sold today; {available} of {instrument} may be sold',
    '当日买入的不得当日卖出；{instrument} 可卖数量为 {available}',
    'sell at most {available} today, or wait until tomorrow',
    '今日最多卖出 {available}，其余请等待下一交易日',
  ),
} as const;
