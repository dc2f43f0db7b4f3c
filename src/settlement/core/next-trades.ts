/**
 * The trades that directly continue the record after `lastSequence`. Trade sequences have no gap; should the venue show
 * one, settlement stops in front of it instead of leaving a trade behind forever.
 */
export function nextTrades<Trade extends { readonly tradeSequence: number }>(
  lastSequence: number,
  trades: readonly Trade[],
): readonly Trade[] {
  const firstOutOfLine = trades.findIndex((trade, index) => trade.tradeSequence !== lastSequence + 1 + index);
  return firstOutOfLine === -1 ? trades : trades.slice(0, firstOutOfLine);
}
