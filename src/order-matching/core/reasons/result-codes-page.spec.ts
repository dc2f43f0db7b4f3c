import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REASON_GROUPS } from '../reasons';

const PAGE = join(__dirname, '../../../../docs/result-codes.md');

/** Headings in the order of the page. */
const HEADINGS: Readonly<Record<keyof typeof REASON_GROUPS, string>> = {
  order: 'What is wrong with the order itself · 委托本身的问题',
  market: 'What the market or the venue cannot take now · 市场当前不能接受',
  cover: 'What the participant lacks or may not exceed · 资金、持仓与限额',
  model: 'Listing, block trades, one-way bidding · 挂牌协议、大宗协议、单向竞价',
  ending: 'Why an accepted order ended, or what happened to it · 委托为何结束',
  command: 'What is wrong with other commands · 其他指令的问题',
};

const INTRODUCTION = `# Result codes

Every rejection, cancellation and refusal of the matching core bears one of these codes, a sentence and a remedy, in English
and Chinese; \`{…}\` is filled with the numbers of the case. A rejected order is an event with status \`rejected\`; an order that
ends later bears its code in the report that ends it; a command that changes nothing answers with a refusal. A right family
adds codes of its own at order entry. What the rules are: [markets.md](markets.md).

This page is checked by \`src/order-matching/core/reasons/result-codes-page.spec.ts\`, which writes it with \`UPDATE_DOCS=1\`; each
code is provoked by a case in \`src/order-matching/core/result-codes.spec.ts\`.
`;

function pageOf(): string {
  const sections = (Object.keys(HEADINGS) as (keyof typeof REASON_GROUPS)[]).map((group) => {
    const rows = Object.entries(REASON_GROUPS[group]).map(
      ([code, { text, remedy }]) =>
        `| \`${code}\` | ${text.en}<br>${text.zh} | ${remedy.en}<br>${remedy.zh} |`,
    );
    return [`## ${HEADINGS[group]}`, '', '| code | sentence | remedy |', '|---|---|---|', ...rows].join('\n');
  });
  return `${[INTRODUCTION.trimEnd(), ...sections].join('\n\n')}\n`;
}

describe('docs/result-codes.md', () => {
  it('names every code with its sentence and remedy', () => {
    const page = pageOf();
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});
