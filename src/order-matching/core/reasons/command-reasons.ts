import { template } from './template';

/** What is wrong with commands that are no orders. */
export const COMMAND_REASONS = {
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
  'transfer.amount-not-positive': template(
    'an amount that moves is a positive whole number of cents or lots',
    '划转数额须为正整数（分或手）',
    'enter a positive amount',
    '请输入正数',
  ),
  'transfer.too-large': template(
    '{amount} of {asset} is more than the venue can count: {room} can still come in',
    '转入 {asset} {amount} 超出系统可计算的范围，最多还可转入 {room}',
    'move at most {room}',
    '最多转入 {room}',
  ),
  'venue.too-many-instruments': template(
    'a venue lists at most {limit} instruments',
    '每个交易场所最多可有 {limit} 个品种',
    'open another session',
    '请开设另一场次',
  ),
  'venue.no-call-auction': template(
    '{instrument} is traded by listing agreements, which are never collected for one price',
    '{instrument} 采用挂牌协议交易，不进行集中申报撮合',
    'choose closed, continuous or suspended',
    '请选择休市、连续交易或停牌',
  ),
  'venue.terms-not-possible': template(
    '{instrument} is traded by listing agreements and can have neither a dynamic band nor a trading day with call auctions',
    '{instrument} 采用挂牌协议交易，不能设动态价格区间，也不能采用含集合竞价的交易日',
    'leave them out, or trade it in the central book',
    '请去掉这些设置，或改用集中委托簿',
  ),
  'venue.date-goes-back': template(
    'the trading day {date} is before the present one, {present}',
    '交易日 {date} 早于当前交易日 {present}',
    'start a later day',
    '请开始更晚的交易日',
  ),
  'venue.bad-date': template(
    '{date} is not a day of the calendar, written YYYY-MM-DD',
    '{date} 不是有效日期（格式 YYYY-MM-DD）',
    'enter a day from {present} on',
    '请输入 {present} 或之后的日期',
  ),
  'venue.too-many-participants': template(
    'the venue holds its maximum of {limit} trading accounts',
    '本交易场所的交易账户已达上限 {limit}',
    'open another session',
    '请开设另一场次',
  ),
  'venue.unknown-instrument': template(
    '{instrument} is not traded on this venue',
    '本交易场所没有交易品种 {instrument}',
    'choose an instrument of the session',
    '请选择本场次的交易品种',
  ),
  'venue.time-goes-back': template(
    'the time {time} is not between the present one, {present}, and the end of the day',
    '时间 {time} 不在当前时间 {present} 至当日结束之间',
    'choose a later time of the day',
    '请选择当日更晚的时间',
  ),
  'venue.bad-limit': template(
    'a holding limit is a positive whole number of lots',
    '持仓上限须为正整数手',
    'enter a positive limit or remove it',
    '请输入正整数上限，或取消上限',
  ),
} as const;
