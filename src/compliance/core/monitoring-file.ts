import type { FieldProblem, LocalizedText } from '../../kernel';
import { fileProblem, parseTable } from '../../registry/core';

export interface MeasuredRow {
  readonly participantCode: string;
  /** decimal string in the family's unit */
  readonly measuredQuantity: string;
}

export interface MonitoringFileQuestion {
  readonly csv: string;
  readonly family: string;
  readonly participants: ReadonlyMap<string, { readonly family: string }>;
  /** what is wrong with a quantity in the family's eyes; null = nothing */
  readonly judgeQuantity: (participantCode: string, quantity: string) => LocalizedText | null;
}

const COLUMNS = [
  { name: 'participant_code', required: true },
  { name: 'quantity', required: true },
];

/** Reads a monitoring file and finds everything that is wrong with it: form, participants, quantities, doubles. */
export function readMonitoringFile(question: MonitoringFileQuestion): {
  readonly rows: readonly MeasuredRow[];
  readonly problems: readonly FieldProblem[];
} {
  const table = parseTable(question.csv, COLUMNS);
  const problems: FieldProblem[] = [...table.problems];
  const rows: MeasuredRow[] = [];
  if (!table.headerIsSound) return { rows, problems };
  const firstLines = new Map<string, number>();
  for (const { line, cells } of table.rows) {
    const participantCode = cells['participant_code'] ?? '';
    const measuredQuantity = cells['quantity'] ?? '';
    const note = (column: string, rule: string, message: LocalizedText): void => {
      problems.push(fileProblem(line, column, rule, message));
    };
    const unlisted = participantProblem(question, participantCode);
    const earlier = firstLines.get(participantCode);
    firstLines.set(participantCode, earlier ?? line);
    if (unlisted) note('participant_code', unlisted.rule, unlisted.message);
    else if (earlier !== undefined)
      note('participant_code', 'cell.duplicate', {
        en: `"${participantCode}" already stands in line ${earlier}; each participant reports once`,
        zh: `“${participantCode}”已在第 ${earlier} 行出现，每个参与方只报告一次`,
      });
    const unfit = /^\d{1,15}(\.\d{1,9})?$/.test(measuredQuantity)
      ? unlisted === null && question.judgeQuantity(participantCode, measuredQuantity)
      : {
          en: `"${measuredQuantity}" is not a measured quantity from 0 up, such as 1200.5`,
          zh: `“${measuredQuantity}”不是不小于 0 的计量数（例如 1200.5）`,
        };
    if (unfit) note('quantity', 'cell.not-a-quantity', unfit);
    rows.push({ participantCode, measuredQuantity });
  }
  return { rows, problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

function participantProblem(
  { participants, family }: MonitoringFileQuestion,
  code: string,
): { readonly rule: string; readonly message: LocalizedText } | null {
  const participant = participants.get(code);
  if (!participant)
    return {
      rule: 'participant.unknown',
      message: {
        en: `participant "${code}" is not in the register; register it first or correct the code`,
        zh: `登记簿中没有参与方“${code}”；请先登记或更正代码`,
      },
    };
  if (participant.family === family) return null;
  return {
    rule: 'participant.other-family',
    message: {
      en: `participant "${code}" belongs to ${participant.family}; this file is for ${family}`,
      zh: `参与方“${code}”属于 ${participant.family}，本文件用于 ${family}`,
    },
  };
}
