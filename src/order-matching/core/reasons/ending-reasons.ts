import { template } from './template';

/** Why an accepted order ended, or what happened to it. */
export const ENDING_REASONS = {
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
  'order.self-trade-cancel-barred': template(
    'the order would have traded with an order of the same participant, which cannot be cancelled in this part of the trading day',
    '该委托将与同一参与者的委托成交，而当前时段不接受撤单，已被阻止',
    'enter a price that does not reach the own order, or wait for the next part of the trading day',
    '请改用不触及自己挂单的价格，或等待下一交易时段',
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
    'cancelled, because its {kind} {price} is outside the new price band {low} to {high}',
    '因{kind} {price} 超出新的涨跌幅范围 {low} 至 {high}，该委托已撤销',
    'place it again with a {kind} from {low} to {high}',
    '请以 {low} 至 {high} 之间的{kind}重新委托',
  ),
  'order.market-halted': template(
    'what was left was cancelled, because the price left the dynamic band and trading was halted for a call auction',
    '因价格超出动态价格区间、市场转入集合竞价，剩余部分已撤销',
    'send a limit order for the auction',
    '请提交限价委托参加集合竞价',
  ),
  'order.self-trade-decremented': template(
    'reduced by the quantity that would have traded with an order of the same participant',
    '因将与同一参与者的委托成交，双方数量已相应减少',
    'nothing needs to be done; choose another prevention mode if this was not wanted',
    '无需处理；如不需要，请选择其他自成交防范方式',
  ),
  'order.stop-triggered': template(
    'the trigger price was reached: the order is in the market now',
    '已达触发价，委托进入市场',
    'nothing needs to be done',
    '无需处理',
  ),
  'order.expired': template(
    'its time is over',
    '委托已到期',
    'place it again if it is still wanted',
    '如仍需要，请重新委托',
  ),
  'order.bidding-not-won': template(
    'the bid did not win',
    '竞买未中标',
    'bid a higher price next time',
    '下次请提高报价',
  ),
  'order.bidding-not-sold': template(
    'this part of the lot found no bidder',
    '该部分标的无人竞买',
    'offer it again, or at a lower floor',
    '可重新申报，或降低底价',
  ),
  'order.bidding-withdrawn': template(
    'the lot of this bidding is not offered any more',
    '该竞价的标的已撤回',
    'look at the open biddings',
    '请查看进行中的竞价',
  ),
  'order.bidding-day-over': template(
    'the trading day ended before the bidding was closed',
    '交易日已结束，竞价未截止，现予终止',
    'offer the lot again, or bid again, on the new day',
    '请在新的交易日重新申报',
  ),
} as const;
