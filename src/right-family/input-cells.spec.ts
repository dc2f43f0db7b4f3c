import type { AllocationMethod, AllocationRequest, HolderFacts } from './contract';
import {
  checkRequest,
  holdersByCode,
  InputProblems,
  numberParameter,
  RowReader,
  UniqueKeys,
} from './input-cells';

const rules = (problems: InputProblems): readonly string[] => problems.found.map(({ rule }) => rule);
const read = (cell: string): { reader: RowReader; problems: InputProblems } => {
  const problems = new InputProblems();
  return { reader: new RowReader({ line: 4, cells: { value: cell } }, problems), problems };
};
const SHARE = { minimum: '0', maximum: '1', decimals: 2 };

describe('cells of an input file', () => {
  it.each([
    ['', 'cell.empty'],
    ['  ', 'cell.empty'],
    ['1,000', 'cell.not-a-number'],
    ['1e3', 'cell.not-a-number'],
    ['0.5 t', 'cell.not-a-number'],
    ['-0.1', 'cell.out-of-range'],
    ['1.01', 'cell.out-of-range'],
    ['0.125', 'cell.too-many-decimals'],
  ])('refuses the number %j with %s', (cell, rule) => {
    const { reader, problems } = read(cell);
    expect(reader.number('value', SHARE)).toBeNull();
    expect(rules(problems)).toEqual([rule]);
  });

  it('reads a number with surrounding blanks and trailing zeros', () => {
    const { reader, problems } = read(' 0.5000 ');
    expect(reader.number('value', SHARE)?.toString()).toBe('0.5');
    expect(problems.found).toEqual([]);
  });

  it('says line, column, reason and what is accepted, in both languages', () => {
    const { reader, problems } = read('V');
    expect(reader.oneOf('value', ['I', 'II'])).toBeNull();
    expect(problems.found).toEqual([
      {
        field: 'line 4, column value',
        line: 4,
        column: 'value',
        rule: 'cell.not-in-list',
        message: { en: '"value" is "V"; accepted: I, II', zh: '“value”为“V”，可接受的值：I、II' },
      },
    ]);
  });

  it.each(['2024-02-30', '2023-02-29', '2024-13-01', '2024-1-1', 'today'])('refuses the date %s', (date) => {
    const { reader, problems } = read(date);
    expect(reader.date('value')).toBeNull();
    expect(rules(problems)).toEqual(['cell.not-a-date']);
  });

  it('knows leap years', () => {
    expect(read('2024-02-29').reader.date('value')).toBe('2024-02-29');
  });

  it('finds a holder of an accepted kind only', () => {
    const facts: HolderFacts = { participantCode: 'P01', kind: 'plant', zones: [], approvedSavingLots: {} };
    const holders = holdersByCode([facts]);
    expect(read('P01').reader.holder('value', holders, ['plant'])).toBe(facts);
    const wrong = read('P01');
    wrong.reader.holder('value', holders, ['water-user']);
    const unknown = read('P02');
    unknown.reader.holder('value', holders, ['plant']);
    expect([...rules(wrong.problems), ...rules(unknown.problems)]).toEqual([
      'holder.wrong-kind',
      'holder.unknown',
    ]);
  });

  it('points a duplicate back to its first line', () => {
    const { reader, problems } = read('x');
    const keys = new UniqueKeys();
    keys.check(reader, 'value', 'x');
    keys.check(reader, 'value', 'x');
    expect(problems.found[0]?.message.en).toContain('line 4');
  });
});

describe('a request', () => {
  const method: AllocationMethod = {
    code: 'm',
    names: { en: 'm', zh: 'm' },
    rulePack: 'p',
    columns: [],
    parameters: [{ name: 'years', names: { en: 'years', zh: '年' }, required: true, example: '5' }],
  };
  const request: AllocationRequest = {
    method: 'm',
    period: '24',
    parameters: { year: '5' },
    rows: [],
    zones: [],
    holders: [],
  };

  it('reports period, rows and parameters at once', () => {
    const problems = new InputProblems();
    checkRequest(request, method, problems);
    numberParameter(request, 'years', { ...SHARE, byDefault: null }, problems);
    expect(rules(problems)).toEqual([
      'period.malformed',
      'table.empty',
      'parameter.unknown',
      'parameter.missing',
    ]);
  });

  it('takes the default of an absent parameter', () => {
    const problems = new InputProblems();
    const years = numberParameter(request, 'years', { ...SHARE, maximum: '5', byDefault: '5' }, problems);
    expect(years?.toNumber()).toBe(5);
  });
});
