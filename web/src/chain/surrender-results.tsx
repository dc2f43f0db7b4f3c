import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComplianceResult, Instrument } from '../api/types';
import { useLocalized } from '../i18n';
import { ChevronIcon } from '../icons';
import { add } from '../numbers/decimal';
import { grouped, money } from '../numbers/written';
import { Empty } from '../panel';
import { access } from '../state/access';
import { chain } from '../state/chain';
import { sessionState } from '../state/session';
import { useStore } from '../state/store';
import { Explanation } from './explanation';

/** How much of what was surrendered was offsets (CCER), which may be a limited share only. */
const offsetPart = (result: ComplianceResult, instruments: readonly Instrument[]): string =>
  (result.surrenderedParts ?? [])
    .filter(
      ({ instrumentCode }) => instruments.find(({ code }) => code === instrumentCode)?.purpose === 'offset',
    )
    .reduce((sum, { quantity }) => add(sum, quantity), '0');

/** What is not public before the deadline. */
function NotYetPublic() {
  const { t } = useTranslation();
  return (
    <td className="figure quiet" title={t('surrender.notYetPublic')}>
      …
    </td>
  );
}

function Amount({ value, warn = false }: { readonly value: string | null; readonly warn?: boolean }) {
  if (value === null) return <NotYetPublic />;
  const zero = Number(value) === 0;
  return <td className={`figure ${zero ? 'quiet' : warn ? 'bad' : ''}`}>{zero ? '–' : grouped(value)}</td>;
}

function Surrendered({ result }: { readonly result: ComplianceResult }) {
  const { t } = useTranslation();
  const offsets = offsetPart(
    result,
    useStore(sessionState, (state) => state.instruments),
  );
  if (result.surrendered === null) return <NotYetPublic />;
  if (Number(result.surrendered) === 0) return <td className="figure quiet">–</td>;
  return (
    <td className="figure">
      {grouped(result.surrendered)}
      {Number(offsets) > 0 && (
        <div className="quiet">{t('surrender.offsetPart', { quantity: grouped(offsets) })}</div>
      )}
    </td>
  );
}

function Penalty({ result }: { readonly result: ComplianceResult }) {
  const { t } = useTranslation();
  const cut = Number(result.nextPeriodDeduction) > 0;
  if (Number(result.penalty) === 0 && !cut) return <td className="figure quiet">–</td>;
  return (
    <td className="figure">
      <span className="bad">{money(result.penalty)}</span>
      {Number(result.penalty) > 0 && result.penaltyCollected !== null && (
        <div className="quiet">{t('surrender.collected', { amount: money(result.penaltyCollected) })}</div>
      )}
      {cut && (
        <div className="quiet">
          {t('surrender.deduction', { quantity: grouped(result.nextPeriodDeduction) })}
        </div>
      )}
    </td>
  );
}

function ResultRow({ result, isOwn }: { readonly result: ComplianceResult; readonly isOwn: boolean }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const [open, setOpen] = useState(isOwn);
  const name = localized(result.names) || result.participantCode;
  return (
    <Fragment>
      <tr className={isOwn ? 'own' : ''}>
        <th scope="row">
          <button
            type="button"
            className="disclosure"
            aria-expanded={open}
            aria-label={t('surrender.show', { participant: name })}
            onClick={() => setOpen(!open)}
          >
            <ChevronIcon /> <span className="code">{result.participantCode}</span> {name}
          </button>
        </th>
        <Amount value={result.obligation} />
        <Surrendered result={result} />
        <Amount value={result.shortfall} warn />
        <Amount value={result.surplus} />
        <Penalty result={result} />
        <td>
          <span className={`badge badge-${result.status}`}>{t(`surrender.statuses.${result.status}`)}</span>
        </td>
      </tr>
      {open && (
        <tr className="details">
          <td colSpan={7}>
            <Explanation steps={result.explanation} />
            {result.surplusNote && <p className="note">{localized(result.surplusNote)}</p>}
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function Columns() {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <th scope="col">{t('surrender.participant')}</th>
        <th scope="col">{t('surrender.obligation')}</th>
        <th scope="col">{t('surrender.surrendered')}</th>
        <th scope="col">{t('surrender.shortfall')}</th>
        <th scope="col">{t('surrender.surplus')}</th>
        <th scope="col">{t('surrender.penalty')}</th>
        <th scope="col" className="left">
          {t('surrender.status')}
        </th>
      </tr>
    </thead>
  );
}

/** Public, as surrender lists are: who owed what, what was paid with, what follows. */
export function SurrenderResults() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const results = useStore(chain, (state) => state.results);
  const families = useStore(sessionState, (state) => state.families);
  const ownCode = useStore(access, (state) => state.actor?.participantCode);
  if (!results || results.length === 0) return <Empty>{t('surrender.empty')}</Empty>;
  const codes = [...new Set(results.map(({ family }) => family))];
  return (
    <div className="scroll-x">
      <table className="table results">
        <caption>{t('surrender.title')}</caption>
        <Columns />
        {codes.map((family) => {
          const rows = results.filter((result) => result.family === family);
          return (
            <tbody key={family}>
              <tr className="group">
                <th colSpan={7} scope="rowgroup">
                  {localized(families.find(({ code }) => code === family)?.names) || family}{' '}
                  <span className="quiet">{t('surrender.unit', { unit: localized(rows[0]?.unit) })}</span>
                </th>
              </tr>
              {rows.map((result) => (
                <ResultRow
                  key={`${result.participantCode}|${result.period}`}
                  result={result}
                  isOwn={result.participantCode === ownCode}
                />
              ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}
