import { DomainError, type FieldProblem } from '../../kernel';
import type {
  AllocationEntry,
  AllocationMethod,
  HolderFacts,
  RightFamily,
  RightInstrument,
} from '../../right-family';
import { acceptedCodes } from './problems';

/** @throws DomainError `plan.unknown-method` */
export function methodOf(family: RightFamily, code: string): AllocationMethod {
  const method = family.allocationMethods.find((each) => each.code === code);
  if (method) return method;
  const accepted = acceptedCodes(family.allocationMethods.map((each) => each.code));
  throw new DomainError(
    'plan.unknown-method',
    {
      en: `family ${family.code} has no allocation method "${code}"; it has ${accepted}`,
      zh: `类别 ${family.code} 没有分配方法“${code}”；可用：${accepted}`,
    },
    { family: family.code, method: code },
    { kind: 'not-found' },
  );
}

/** Unknown and missing parameters of a method. Their values are judged by the family. */
export function parameterProblems(
  method: AllocationMethod,
  parameters: Readonly<Record<string, string>>,
): FieldProblem[] {
  const declared = new Set(method.parameters.map((each) => each.name));
  const accepted = acceptedCodes(declared);
  const unknown = Object.keys(parameters)
    .filter((name) => !declared.has(name))
    .map((name) => ({
      field: `parameters.${name}`,
      rule: 'parameter.unknown',
      message: {
        en: `method ${method.code} has no parameter "${name}"; it has ${accepted}`,
        zh: `方法 ${method.code} 没有参数“${name}”；可用：${accepted}`,
      },
    }));
  const missing = method.parameters
    .filter((each) => each.required && !parameters[each.name]?.trim())
    .map((each) => ({
      field: `parameters.${each.name}`,
      rule: 'parameter.missing',
      message: {
        en: `"${each.name}" (${each.names.en}) is needed, for example ${each.example}`,
        zh: `需要参数“${each.name}”（${each.names.zh}），例如 ${each.example}`,
      },
    }));
  return [...unknown, ...missing];
}

/** The ledger posts a plan as one set, whole or not at all, and takes this many postings in a set. */
export const MAX_PLAN_POSTINGS = 5_000;

/** What a family answers is checked like any input: it may name only what the registry knows. */
export function entryProblems(
  entries: readonly AllocationEntry[],
  known: {
    readonly holders: ReadonlyMap<string, HolderFacts>;
    readonly instruments: ReadonlyMap<string, RightInstrument>;
  },
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const refuse = (index: number, what: string, rule: string, en: string, zh: string): void => {
    problems.push({ field: `entries[${index}].${what}`, rule, message: { en, zh } });
  };
  entries.forEach((entry, index) => {
    for (const code of [entry.holderCode, entry.drawnFromHolderCode])
      if (code !== null && !known.holders.has(code))
        refuse(
          index,
          'holderCode',
          'participant.unknown',
          `participant "${code}" is not registered`,
          `参与方“${code}”未登记`,
        );
    if (!known.instruments.has(entry.instrumentCode))
      refuse(
        index,
        'instrumentCode',
        'instrument.unknown',
        `instrument "${entry.instrumentCode}" is not registered; open its period first`,
        `标的“${entry.instrumentCode}”未登记；请先开启该履约期`,
      );
    if ((entry.capRegionCode === null) === (entry.drawnFromHolderCode === null))
      refuse(
        index,
        'capRegionCode',
        'entry.uncapped',
        `the entry for "${entry.holderCode}" must either count against a cap or be drawn from an authority`,
        `“${entry.holderCode}”的分配须计入某一总量，或从主管账户划拨`,
      );
    if (entry.drawnFromHolderCode === entry.holderCode)
      refuse(
        index,
        'drawnFromHolderCode',
        'entry.drawn-from-itself',
        `"${entry.holderCode}" cannot draw from its own account`,
        `“${entry.holderCode}”不能从自己的账户划拨`,
      );
    const amounts = [entry.quantityLots, entry.chargeCents];
    if (!amounts.every((amount) => Number.isSafeInteger(amount) && amount >= 0))
      refuse(
        index,
        'quantityLots',
        'number.not-whole',
        `quantity and charge of "${entry.holderCode}" must be whole numbers, not below zero`,
        `“${entry.holderCode}”的数量和价款须为非负整数`,
      );
  });
  return problems;
}
