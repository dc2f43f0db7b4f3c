import { template } from './template';

/** What is wrong with the order itself. */
export const ORDER_REASONS = {
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
  'order.outside-band': template(
    'price {price} is outside the price band {low} to {high} of {instrument}',
    '价格 {price} 超出 {instrument} 的涨跌幅范围 {low} 至 {high}',
    'enter a price from {low} to {high}',
    '请输入 {low} 至 {high} 之间的价格',
  ),
  'order.notional-too-large': template(
    'the venue cannot count the value of {quantity} at {price}: at this price it counts up to {limit}',
    '{quantity}、价格 {price} 的委托金额超出系统可计算的范围：该价格下最多为 {limit}',
    'enter at most {limit}, or a lower price',
    '数量最多为 {limit}，或降低价格',
  ),
  'order.fok-not-fillable': template(
    'fill-or-kill: the whole quantity {quantity} cannot be traded at once with other participants',
    '全部成交否则撤销：无法与其他参与者立即成交全部数量 {quantity}',
    'enter a smaller quantity, a better price, or use IOC or GTC',
    '请减少数量、改善价格，或改用 IOC、GTC',
  ),
  'order.price-too-high': template(
    'the price is above {limit} ticks, the highest that a book can hold',
    '价格超过 {limit} 个最小变动价位的上限',
    'enter a lower price',
    '请降低价格',
  ),
  'order.display-not-possible': template(
    'an iceberg cannot show {display}: it shows from {least} to its whole quantity, {quantity}, and is a limit order that can wait',
    '冰山委托不能显示 {display}：显示数量须在 {least} 与委托总量 {quantity} 之间，且须为可挂单的限价委托',
    'show from {least} to {quantity} of a limit order with GTC, DAY or GTD',
    '请显示 {least} 至 {quantity}，并使用 GTC、DAY 或 GTD 限价委托',
  ),
  'order.minimum-not-possible': template(
    'the minimum quantity {minimum} is not from {least} to the whole quantity, {quantity}',
    '最小成交数量 {minimum} 不在 {least} 与委托总量 {quantity} 之间',
    'enter a minimum from {least} to {quantity}',
    '请输入 {least} 至 {quantity} 的最小成交数量',
  ),
  'order.minimum-not-fillable': template(
    'fewer than the minimum quantity {minimum} can be traded at once with other participants',
    '无法与其他参与者立即成交最小数量 {minimum}',
    'enter a smaller minimum or a better price',
    '请减小最小成交数量或改善价格',
  ),
  'order.post-only-terms': template(
    'a post-only order waits in the book: it is a limit order with GTC, DAY or GTD, without trigger and without minimum quantity',
    '只挂单委托须为 GTC、DAY 或 GTD 限价委托，不带触发价和最小成交数量',
    'leave post-only out, or use GTC, DAY or GTD',
    '请取消只挂单，或使用 GTC、DAY、GTD',
  ),
  'order.post-only-would-trade': template(
    'post-only: at {price} the order would trade at once with {opposite}',
    '只挂单：价格 {price} 将与对手价 {opposite} 立即成交',
    'enter a price that does not reach {opposite}, or leave post-only out',
    '请输入不触及 {opposite} 的价格，或取消只挂单',
  ),
  'order.stop-terms': template(
    'a stop order has a positive trigger price, no minimum quantity, and is not fill-or-kill; only a waiting stop order has a trigger to change',
    '止损委托须有正的触发价，不带最小成交数量，且不能为 FOK；只有等待触发的止损委托可改触发价',
    'enter a trigger price and use GTC, DAY, GTD or IOC',
    '请输入触发价，并使用 GTC、DAY、GTD 或 IOC',
  ),
  'order.stop-protection-missing': template(
    '{instrument} has no price band: a stop order without a limit needs a protection price',
    '{instrument} 没有涨跌幅限制：市价止损委托必须有保护价',
    'enter the worst price at which it may trade, or send a stop-limit order',
    '请输入可接受的最差价格，或改用限价止损委托',
  ),
  'order.expiry-missing': template(
    'a good-till-date order needs its last day',
    'GTD 委托须有最后有效日',
    'enter the last day, or use GTC or DAY',
    '请输入最后有效日，或使用 GTC、DAY',
  ),
  'order.expiry-passed': template(
    'the last day {date} is before the present trading day {present}',
    '最后有效日 {date} 早于当前交易日 {present}',
    'enter {present} or a later day',
    '请输入 {present} 或之后的日期',
  ),
  'order.side-full': template(
    'with this order the {side} quantity of {instrument} would be more than the venue can count',
    '加上该委托后 {instrument} 的{side}总量将超出系统可计算的范围',
    'enter a smaller quantity',
    '请减少数量',
  ),
} as const;
