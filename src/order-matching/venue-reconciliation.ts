import { CASH, type LedgerSnapshot } from '../ledger';
import { owedTrades, type VenueCore, type VenueFinding } from './core';
import { tradeReference } from './venue-messages';

const TRADING_SUFFIX = ':trading';
const SHOWN = 5;

/**
 * The venue's accounts against the ledger: available + reserved + owed is what the ledger shows, except that a trade
 * may be delivered there before its confirmation has arrived here.
 */
export function reconcile(core: VenueCore, snapshot: LedgerSnapshot): VenueFinding {
  const differences = new Map<string, number>();
  const add = (participantCode: string, asset: string, amount: number) => {
    const key = `${participantCode} ${asset}`;
    differences.set(key, (differences.get(key) ?? 0) + amount);
  };
  for (const { account, asset, amount } of snapshot.balances)
    if (account.endsWith(TRADING_SUFFIX)) add(account.slice(0, -TRADING_SUFFIX.length), asset, amount);
  for (const account of core.accountPictures()) {
    const owner = account.participantCode;
    add(
      owner,
      CASH,
      -(account.cashAvailableCents + account.cashReservedCents + account.cashUnsettledOutCents),
    );
    for (const held of account.rights)
      add(owner, held.instrumentCode, -(held.availableLots + held.reservedLots + held.unsettledOutLots));
  }
  const posted = new Set(snapshot.postedReferences);
  for (const trade of owedTrades(core)) {
    if (!posted.has(tradeReference(trade.tradeSequence))) continue;
    add(trade.buyerCode, CASH, trade.amountCents);
    add(trade.sellerCode, CASH, -trade.amountCents);
    add(trade.buyerCode, trade.instrumentCode, -trade.quantityLots);
    add(trade.sellerCode, trade.instrumentCode, trade.quantityLots);
  }
  const wrong = [...differences].filter(([, amount]) => amount !== 0);
  const detail = wrong.slice(0, SHOWN).map(([key, amount]) => `${key}: the ledger has ${amount} more`);
  return {
    invariant: 'venue-against-ledger',
    holds: wrong.length === 0,
    detail: wrong.length === 0 ? `${differences.size} holdings agree` : detail.join('; '),
  };
}
