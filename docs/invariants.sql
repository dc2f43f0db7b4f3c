-- Invariants as queries: every row is a breach, no row means that it holds. Reading only; safe on a running system:
--   psql "$DATABASE_URL" -f docs/invariants.sql
-- Add WHERE session_id = '…' behind "AS breach" to look at one session. Sums run over whole sessions: on a large
-- database prefer a replica or a quiet hour. All statements see the same instant.
BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;

-- I1  Rights are conserved, per instrument: what was ever issued is held, surrendered, retired or cancelled.
--     Issuance shows minus what it gave out. What the venue has reserved is part of what is held.
SELECT 'I1' AS invariant, breach.* FROM (
SELECT session_id,
       asset || ': issued ' || issued || ', held ' || held || ', surrendered ' || surrendered
             || ', retired ' || retired || ', cancelled ' || cancelled AS detail
FROM (
  SELECT session_id, asset,
         coalesce(-sum(amount) FILTER (WHERE account = 'system:issuance'), 0) AS issued,
         coalesce(sum(amount) FILTER (WHERE account NOT IN ('system:issuance', 'system:surrendered',
                                                            'system:retired', 'system:cancelled')), 0) AS held,
         coalesce(sum(amount) FILTER (WHERE account = 'system:surrendered'), 0) AS surrendered,
         coalesce(sum(amount) FILTER (WHERE account = 'system:retired'), 0) AS retired,
         coalesce(sum(amount) FILTER (WHERE account = 'system:cancelled'), 0) AS cancelled
  FROM ledger_balances WHERE asset <> 'CNY' GROUP BY session_id, asset
) AS rights
WHERE issued <> held + surrendered + retired + cancelled
) AS breach;

-- I2  Cash is conserved, fees, charges and penalties included: the clearing bank shows minus what was paid in.
SELECT 'I2' AS invariant, breach.* FROM (
SELECT session_id, asset || ': all accounts together hold ' || sum(amount) || ' instead of 0' AS detail
FROM ledger_balances WHERE asset = 'CNY' GROUP BY session_id, asset HAVING sum(amount) <> 0
) AS breach;

-- I3  No balance is below zero, except the two accounts on the other side of the world. (A CHECK constraint refuses it
--     as well; this query would find a constraint that was dropped.)
SELECT 'I3' AS invariant, breach.* FROM (
SELECT session_id, account || ' ' || asset || ': ' || amount AS detail
FROM ledger_balances
WHERE amount < 0 AND account NOT IN ('system:issuance', 'system:clearing-bank')
) AS breach;

-- I3  Nothing is promised twice: open sell orders and undelivered sales are covered by the rights in the trading
--     account, open buy orders and unpaid purchases by its cash. (Exact when the program rests; orders and transfers of
--     one moment may be written one after the other.)
SELECT 'I3' AS invariant, breach.* FROM (
WITH owed AS (
  SELECT session_id, participant_code, instrument_code AS asset, leaves_lots::numeric AS amount
  FROM venue_orders WHERE leaves_lots > 0 AND side = 'sell'
  UNION ALL
  SELECT session_id, participant_code, 'CNY', leaves_lots::numeric * price_ticks * cents_per_tick_lot
  FROM venue_orders JOIN venue_instruments USING (session_id, instrument_code)
  WHERE leaves_lots > 0 AND side = 'buy'
  UNION ALL
  SELECT trade.session_id, leg.participant_code, leg.asset, leg.amount
  FROM venue_trades AS trade
  CROSS JOIN LATERAL (VALUES (trade.seller_code, trade.instrument_code, trade.quantity_lots),
                             (trade.buyer_code, 'CNY', trade.amount_cents)) AS leg (participant_code, asset, amount)
  WHERE NOT trade.confirmed
    AND NOT EXISTS (SELECT FROM ledger_posting_sets AS posting_set
                    WHERE posting_set.session_id = trade.session_id
                      AND posting_set.reference = 'trade:T' || trade.trade_sequence)
)
SELECT owed.session_id, participant_code || ' ' || owed.asset || ': owes ' || sum(owed.amount)
                        || ', holds ' || coalesce(max(balance.amount), 0) AS detail
FROM owed
LEFT JOIN ledger_balances AS balance
  ON balance.session_id = owed.session_id AND balance.account = owed.participant_code || ':trading'
 AND balance.asset = owed.asset
GROUP BY owed.session_id, participant_code, owed.asset
HAVING sum(owed.amount) > coalesce(max(balance.amount), 0)
) AS breach;

-- I4  Every posting set sums to zero (a posting is a debit and an equal credit), none is empty, and every balance equals
--     the sum of its postings.
SELECT 'I4' AS invariant, breach.* FROM (
SELECT session_id, detail
FROM (
  SELECT session_id, reference || ': a posting set without postings' AS detail
  FROM ledger_posting_sets AS posting_set
  WHERE NOT EXISTS (SELECT FROM ledger_postings AS posting
                    WHERE posting.session_id = posting_set.session_id AND posting.reference = posting_set.reference)
  UNION ALL
  SELECT session_id, reference || ': posting ' || position || ' is not a debit and an equal credit'
  FROM ledger_postings WHERE amount <= 0 OR from_account = to_account
  UNION ALL
  SELECT session_id, account || ' ' || asset || ': balance ' || coalesce(balance.amount, 0)
                             || ', sum of postings ' || coalesce(posted.amount, 0)
  FROM ledger_balances AS balance
  FULL JOIN (
    SELECT session_id, account, asset, sum(change) AS amount
    FROM ledger_postings
    CROSS JOIN LATERAL (VALUES (from_account, -amount), (to_account, amount)) AS leg (account, change)
    GROUP BY session_id, account, asset
  ) AS posted USING (session_id, account, asset)
  WHERE coalesce(balance.amount, 0) <> coalesce(posted.amount, 0)
) AS breach
) AS breach;

-- I5  A trade settles exactly once: a settled instruction has its posting set, a trade in the ledger its instruction.
--     (One instruction per trade and one set per reference are unique constraints.)
SELECT 'I5' AS invariant, breach.* FROM (
SELECT session_id, detail
FROM (
  SELECT instruction.session_id, instruction.trade_id || ': settled without a posting set' AS detail
  FROM settlement_instructions AS instruction
  WHERE instruction.state = 'settled'
    AND NOT EXISTS (SELECT FROM ledger_posting_sets AS posting_set
                    WHERE posting_set.session_id = instruction.session_id
                      AND posting_set.reference = 'trade:' || instruction.trade_id)
  UNION ALL
  SELECT posting_set.session_id, posting_set.reference || ': a trade in the ledger without an instruction'
  FROM ledger_posting_sets AS posting_set
  WHERE posting_set.kind = 'trade'
    AND NOT EXISTS (SELECT FROM settlement_instructions AS instruction
                    WHERE instruction.session_id = posting_set.session_id
                      AND 'trade:' || instruction.trade_id = posting_set.reference)
) AS breach
) AS breach;

-- I5  The venue's record and the instructions agree: every trade that settlement has followed has an instruction with the
--     same terms, every instruction a trade, and the venue was told of no delivery that did not happen.
SELECT 'I5' AS invariant, breach.* FROM (
SELECT coalesce(trade.session_id, instruction.session_id) AS session_id,
       coalesce(instruction.trade_id, 'T' || trade.trade_sequence)
       || CASE WHEN instruction.trade_id IS NULL THEN ': without an instruction'
               WHEN trade.trade_sequence IS NULL THEN ': an instruction without a trade'
               WHEN trade.confirmed AND instruction.state <> 'settled' THEN ': confirmed, but ' || instruction.state
               ELSE ': other terms than the trade' END AS detail
FROM (SELECT venue_trades.* FROM venue_trades JOIN settlement_cursors USING (session_id)
      WHERE trade_sequence <= last_trade_sequence) AS trade
FULL JOIN settlement_instructions AS instruction
  ON instruction.session_id = trade.session_id AND instruction.trade_sequence = trade.trade_sequence
WHERE instruction.trade_id IS NULL OR trade.trade_sequence IS NULL
   OR (instruction.instrument_code, instruction.quantity_lots, instruction.amount_cents,
       instruction.buyer_code, instruction.seller_code)
      IS DISTINCT FROM
      (trade.instrument_code, trade.quantity_lots, trade.amount_cents, trade.buyer_code, trade.seller_code)
   -- the venue may learn of a delivery from the ledger itself, a moment before the instruction is marked
   OR (trade.confirmed AND instruction.state <> 'settled'
       AND NOT EXISTS (SELECT FROM ledger_posting_sets AS posting_set
                       WHERE posting_set.session_id = instruction.session_id
                         AND posting_set.reference = 'trade:' || instruction.trade_id))
) AS breach;

-- I6  Both legs of a delivery or neither: a trade's posting set is one payment and one delivery with the trade's terms.
SELECT 'I6' AS invariant, breach.* FROM (
SELECT session_id, detail
FROM (
  SELECT instruction.session_id, instruction.trade_id || ': ' || count(posting.position) || ' postings, '
         || count(*) FILTER (WHERE posting.asset = 'CNY' AND posting.amount = instruction.amount_cents
                               AND posting.from_account = instruction.buyer_code || ':trading'
                               AND posting.to_account = instruction.seller_code || ':trading') || ' payment, '
         || count(*) FILTER (WHERE posting.asset = instruction.instrument_code
                               AND posting.amount = instruction.quantity_lots
                               AND posting.from_account = instruction.seller_code || ':trading'
                               AND posting.to_account = instruction.buyer_code || ':trading') || ' delivery' AS detail
  FROM settlement_instructions AS instruction
  JOIN ledger_posting_sets AS posting_set
    ON posting_set.session_id = instruction.session_id
   AND posting_set.reference = 'trade:' || instruction.trade_id
  LEFT JOIN ledger_postings AS posting
    ON posting.session_id = posting_set.session_id AND posting.reference = posting_set.reference
  GROUP BY instruction.session_id, instruction.trade_id
) AS legs
WHERE detail NOT LIKE '%: 2 postings, 1 payment, 1 delivery'
) AS breach;

-- I20 What was surrendered, retired or cancelled never moves again. (A CHECK constraint refuses it as well.)
SELECT 'I20' AS invariant, breach.* FROM (
SELECT session_id, reference || ': ' || amount || ' ' || asset || ' left ' || from_account AS detail
FROM ledger_postings
WHERE from_account IN ('system:surrendered', 'system:retired', 'system:cancelled')
) AS breach;

COMMIT;
