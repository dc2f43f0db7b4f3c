/**
 * One query per invariant: its rows are breaches (session_id, detail), none means that it holds. They read the ledger's
 * tables, because exactly-once is a statement about both sides. The same text stands in docs/invariants.sql.
 */
export const SETTLEMENT_INVARIANTS: Readonly<Record<'I5' | 'I6', string>> = {
  I5: `
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
) AS breach`,
  I6: `
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
WHERE detail NOT LIKE '%: 2 postings, 1 payment, 1 delivery'`,
};
