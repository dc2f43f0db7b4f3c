import { readMonitoringFile } from './monitoring-file';

const participants = new Map([
  ['P01', { family: 'carbon-credits' }],
  ['P02', { family: 'carbon-credits' }],
  ['W01', { family: 'water-rights' }],
]);
const read = (csv: string) =>
  readMonitoringFile({
    csv,
    family: 'carbon-credits',
    participants,
    judgeQuantity: (_, quantity) => (quantity === '13' ? { en: 'unlucky', zh: '不吉利' } : null),
  });

describe('a monitoring file', () => {
  it('gives its rows', () => {
    expect(read('\uFEFFparticipant_code,quantity\r\nP01,812345.5\r\n"P02",0\r\n')).toEqual({
      rows: [
        { participantCode: 'P01', measuredQuantity: '812345.5' },
        { participantCode: 'P02', measuredQuantity: '0' },
      ],
      problems: [],
    });
  });

  it('reports every bad cell at once, with line, column and rule', () => {
    const { problems } = read(
      ['participant_code,quantity', 'P01,-5', 'P09,1e5', 'W01,7', 'P01,6', 'P02,13', ',4', 'P02,1,2'].join(
        '\n',
      ),
    );
    expect(problems.map(({ line, column, rule }) => [line, column ?? null, rule])).toEqual([
      [2, 'quantity', 'cell.not-a-quantity'],
      [3, 'participant_code', 'participant.unknown'],
      [3, 'quantity', 'cell.not-a-quantity'],
      [4, 'participant_code', 'participant.other-family'],
      [5, 'participant_code', 'cell.duplicate'],
      [6, 'quantity', 'cell.not-a-quantity'],
      [7, 'participant_code', 'cell.empty'],
      [8, null, 'row.too-long'],
    ]);
    expect(problems.every(({ message }) => message.en !== '' && message.zh !== '')).toBe(true);
  });

  it('names missing and unknown columns', () => {
    expect(read('participant_code,amount\nP01,5\n').problems.map(({ rule }) => rule)).toEqual([
      'column.unknown',
      'column.missing',
    ]);
    expect(read('').problems).toHaveLength(1);
  });
});
