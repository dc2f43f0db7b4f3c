import { useTranslation } from 'react-i18next';
import type { ExplanationStep } from '../api/types';
import { useLocalized } from '../i18n';
import { isDecimal } from '../numbers/decimal';
import { grouped } from '../numbers/written';

/** A calculation that can be followed with a pencil: formula with its numbers, value, rule. */
export function Explanation({ steps }: { readonly steps: readonly ExplanationStep[] }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  return (
    <table className="table explanation">
      <thead>
        <tr>
          <th scope="col">{t('explanation.step')}</th>
          <th scope="col" className="left">
            {t('explanation.formula')}
          </th>
          <th scope="col">{t('explanation.value')}</th>
          <th scope="col" className="left">
            {t('explanation.clause')}
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one calculation never change places
          <tr key={index}>
            <th scope="row">{localized(step.label)}</th>
            <td className="formula">{step.formula}</td>
            <td className="figure">{isDecimal(step.value) ? grouped(step.value) : step.value}</td>
            <td className="quiet clause">{localized(step.clause)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
