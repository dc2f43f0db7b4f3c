import { CASH, type LedgerSnapshot } from '../ledger';
import { owedTrades, type VenueCommandBody, type VenueCore, type VenueFinding } from './core';
import { tradeReference } from './venue-messages';

const TRADING_SUFFIX = ':trading';
const SHOWN = 5;

/** One holding: what the ledger has more of it than the venue. */
interface Difference {
  readonly participantCode: string;
  readonly asset: string;
  readonly amount: number;
}

/**
 * The venue's accounts against the ledger: available + reserved + owed is what the ledger shows, except that a trade
 * may be delivered there before its confirmation has arrived here. One entry for each holding, 0 where they agree.
 */
function compare(core: VenueCore, snapshot: LedgerSnapshot): readonly Difference[] {
  const differences = new Map<string, Difference>();
  const add = (participantCode: string, asset: string, amount: number) => {
    const key = JSON.stringify([participantCode, asset]);
    const before = differences.get(key)?.amount ?? 0;
    differences.set(key, { participantCode, asset, amount: before + amount });
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
  return [...differences.values()];
}

export function reconcile(core: VenueCore, snapshot: LedgerSnapshot): VenueFinding {
  const differences = compare(core, snapshot);
  const wrong = differences.filter(({ amount }) => amount !== 0);
  const detail = wrong
    .slice(0, SHOWN)
    .map(
      ({ participantCode, asset, amount }) => `${participantCode} ${asset}: the ledger has ${amount} more`,
    );
  return {
    invariant: 'venue-against-ledger',
    holds: wrong.length === 0,
    detail: wrong.length === 0 ? `${differences.length} holdings agree` : detail.join('; '),
  };
}

/**
 * The commands that bring a venue up to a ledger that is ahead of it: deliveries of which it was not told, then transfers.
 * The ledger is the authority on what is settled.
 */
export function missedCommands(core: VenueCore, snapshot: LedgerSnapshot): readonly VenueCommandBody[] {
  const posted = new Set(snapshot.postedReferences);
  const tradeSequences = core.unsettledTrades().filter((sequence) => posted.has(tradeReference(sequence)));
  const moves = compare(core, snapshot)
    .filter(({ amount }) => amount !== 0)
    .map(
      ({ participantCode, asset, amount }): VenueCommandBody => ({
        type: amount > 0 ? 'credit' : 'debit',
        participantCode,
        instrumentCode: asset === CASH ? null : asset,
        amount: Math.abs(amount),
      }),
    );
  return tradeSequences.length > 0 ? [{ type: 'confirm-settlement', tradeSequences }, ...moves] : moves;
}
