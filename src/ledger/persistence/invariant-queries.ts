/**
 * One query per invariant: its rows are breaches (session_id, detail), none means that it holds.
 * An operator finds the same text in docs/invariants.sql; a test compares the two.
 */
export const LEDGER_INVARIANTS: Readonly<Record<'I1' | 'I2' | 'I3' | 'I4', string>> = {
  I1: `
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
WHERE issued <> held + surrendered + retired + cancelled`,
  I2: `
SELECT session_id, asset || ': all accounts together hold ' || sum(amount) || ' instead of 0' AS detail
FROM ledger_balances WHERE asset = 'CNY' GROUP BY session_id, asset HAVING sum(amount) <> 0`,
  I3: `
SELECT session_id, account || ' ' || asset || ': ' || amount AS detail
FROM ledger_balances
WHERE amount < 0 AND account NOT IN ('system:issuance', 'system:clearing-bank')`,
  I4: `
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
) AS breach`,
};
