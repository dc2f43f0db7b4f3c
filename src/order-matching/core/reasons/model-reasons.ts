import { template } from './template';

/** Listing mode, block trades, one-way bidding. */
export const MODEL_REASONS = {
  'order.listing-too-large': template(
    'a listing, and what is taken of one, is smaller than {limit}',
    '挂牌及摘牌数量须小于 {limit}',
    'enter a smaller quantity or use a block trade',
    '请减少数量，或采用大宗协议',
  ),
  'order.not-in-listing-mode': template(
    '{instrument} is traded by listing: only plain limit listings are taken, and takers pick one',
    '{instrument} 采用挂牌协议：只接受普通限价挂牌，由对手方摘牌',
    'use a limit order with GTC, DAY or GTD, or take a listing',
    '请使用限价挂牌，或选择挂牌摘牌',
  ),
  'order.listing-crosses': template(
    'an opposite listing at {opposite} is at least as good as this price {price}',
    '对手方已有不劣于 {price} 的挂牌（{opposite}）',
    'take that listing, or list at another price',
    '请摘牌，或改用其他价格挂牌',
  ),
  'listing.not-open': template(
    'the listing is not open any more',
    '该挂牌已不存在',
    'look at the listings again',
    '请重新查看挂牌行情',
  ),
  'listing.own': template(
    'a participant does not take its own listing',
    '参与者不能摘自己的挂牌',
    'choose the listing of somebody else',
    '请选择其他参与者的挂牌',
  ),
  'listing.quantity-not-there': template(
    'the listing has {available} left',
    '该挂牌剩余 {available}',
    'take at most {available}',
    '最多可摘 {available}',
  ),
  'listing.not-among-best': template(
    'only listings at the best {levels} price levels can be taken',
    '只能摘最优 {levels} 个价位内的挂牌',
    'choose a better price',
    '请选择更优价位',
  ),
  'order.no-large-lots': template(
    '{instrument} has neither block trades nor one-way bidding',
    '{instrument} 不设大宗协议和单向竞价',
    'use the ordinary market',
    '请使用普通交易',
  ),
  'block.counterparty': template(
    'a block trade names another participant of the venue as its counterparty',
    '大宗协议须指定本场所的另一参与者为对手方',
    'name the participant that agreed to the trade',
    '请填写已达成协议的参与者',
  ),
  'block.too-small': template(
    'a block trade is at least {limit}',
    '大宗协议的数量不小于 {limit}',
    'use the ordinary market for smaller quantities',
    '较小数量请使用普通交易',
  ),
  'block.outside-band': template(
    'price {price} is outside {low} to {high}, the band of block trades of {instrument}',
    '价格 {price} 超出 {instrument} 大宗协议的范围 {low} 至 {high}',
    'agree on a price from {low} to {high}',
    '请在 {low} 至 {high} 之间协商价格',
  ),
  'block.outside-hours': template(
    'block trades of {instrument} are made from {from} to {to}; it is {present} now',
    '{instrument} 大宗协议的交易时间为 {from} 至 {to}，当前时间为 {present}',
    'send it between {from} and {to}',
    '请在 {from} 至 {to} 之间提交',
  ),
  'block.not-offered': template(
    'this block trade is not offered to the participant, or not open any more',
    '该大宗协议未向本参与者提出，或已失效',
    'ask the counterparty for a new proposal',
    '请对手方重新提出',
  ),
  'bidding.too-small': template(
    'a lot for one-way bidding is at least {limit}',
    '单向竞价的标的不小于 {limit}',
    'offer a larger lot, or sell in the ordinary market',
    '请增加标的数量，或在普通市场卖出',
  ),
  'bidding.range': template(
    'a bidding from {floor} to {cap} is not possible: the floor is not above the cap, and both are inside the price band {low} to {high}',
    '竞价范围 {floor} 至 {cap} 无效：底价不得高于上限价，且均须在涨跌幅范围 {low} 至 {high} 之内',
    'enter a floor and a cap from {low} to {high}',
    '请输入 {low} 至 {high} 之间的底价和上限价',
  ),
  'bidding.prescribed-range': template(
    'the floor of a bidding for {instrument} is the previous close {close} or {lowest}, its cap {highest}; {floor} and {cap} were given',
    '{instrument} 竞价底价须为前收盘价 {close} 或 {lowest}，上限价须为 {highest}；所填为 {floor} 和 {cap}',
    'enter {close} or {lowest} as the floor and {highest} as the cap',
    '请以 {close} 或 {lowest} 为底价，以 {highest} 为上限价',
  ),
  'bidding.outside-range': template(
    'price {price} is outside the range of the bidding, {low} to {high}',
    '报价 {price} 超出竞价范围 {low} 至 {high}',
    'bid from {low} to {high}',
    '请在 {low} 至 {high} 之间报价',
  ),
  'bidding.not-open': template(
    'the bidding is not open',
    '该竞价未开放',
    'look at the open biddings',
    '请查看进行中的竞价',
  ),
  'bidding.own': template(
    'the seller does not bid for its own lot',
    '出让方不能竞买自己的标的',
    'leave the bidding to others',
    '请由其他参与者竞买',
  ),
} as const;
