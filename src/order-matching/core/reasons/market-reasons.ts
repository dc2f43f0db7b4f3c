import { template } from './template';

/** What the market or the venue cannot take now. */
export const MARKET_REASONS = {
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
    'try again later',
    '请稍后再试',
  ),
  'order.market-suspended': template(
    'trading in {instrument} is suspended',
    '{instrument} 已停牌',
    'send the order again when trading resumes',
    '请在复牌后重新委托',
  ),
  'order.not-while-collecting': template(
    'orders are being collected for a call auction: only limit orders that can wait are taken',
    '集合竞价期间只接受可挂单的限价委托',
    'use a limit order with GTC, DAY or GTD, or wait for continuous trading',
    '请使用 GTC、DAY 或 GTD 限价委托，或等待连续竞价',
  ),
  'order.cancel-barred': template(
    'orders of {instrument} cannot be cancelled or amended in this part of the trading day',
    '当前时段 {instrument} 不接受撤单和改单',
    'wait for the next part of the trading day',
    '请等待下一交易时段',
  ),
  'order.too-many-levels': template(
    'the book holds its maximum of {limit} price levels',
    '委托簿的价位数已达上限 {limit}',
    'enter a price at which orders stand already, or try again later',
    '请使用已有委托的价位，或稍后再试',
  ),
  'order.amend-not-possible': template(
    'a block proposal or a bid cannot be amended',
    '大宗协议申报和竞买申报不能修改',
    'cancel it and send a new one',
    '请撤销后重新申报',
  ),
} as const;
