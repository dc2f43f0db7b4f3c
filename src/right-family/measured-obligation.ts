import { Decimal } from 'decimal.js';
import { DomainError, lots } from '../kernel';
import type { AllocationMethod, RightFamily } from './contract';

/**
 * A measured quantity in the family's unit as lots, rounded up: part of a lot is owed as a whole lot.
 * @throws DomainError `obligation.bad-quantity` when it is not a decimal number from 0 up
 */
export function owedLots(measuredQuantity: string, lotSize: string): number {
  if (!/^\d{1,15}(\.\d{1,9})?$/.test(measuredQuantity))
    throw new DomainError(
      'obligation.bad-quantity',
      {
        en: `"${measuredQuantity}" is not a measured quantity from 0 up, such as 1200.5`,
        zh: `“${measuredQuantity}”不是不小于 0 的计量数（例如 1200.5）`,
      },
      { value: measuredQuantity },
    );
  return lots(new Decimal(measuredQuantity).div(lotSize).ceil().toNumber());
}

/** The method of that code. @throws DomainError `family.unknown-method` */
export function methodOf(
  family: Pick<RightFamily, 'code' | 'allocationMethods'>,
  code: string,
): AllocationMethod {
  const method = family.allocationMethods.find((candidate) => candidate.code === code);
  if (method) return method;
  const known = family.allocationMethods.map((candidate) => candidate.code).join(', ');
  throw new DomainError(
    'family.unknown-method',
    {
      en: `${family.code} has no allocation method "${code}"`,
      zh: `${family.code} 没有名为“${code}”的分配方法`,
    },
    { code },
    { kind: 'not-found', remedy: { en: `use one of: ${known}`, zh: `可用的方法：${known}` } },
  );
}
