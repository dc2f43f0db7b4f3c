import { useTranslation } from 'react-i18next';
import type { Cap } from '../api/types';
import { useLanguage, useLocalized } from '../i18n';
import { compact, grouped, percent } from '../numbers/written';
import { Empty } from '../panel';
import { sessionState } from '../state/session';
import { useStore } from '../state/store';

const shareIssued = ({ cap, issued }: Cap): number => (Number(cap) > 0 ? Number(issued) / Number(cap) : 0);

function CapBar({ cap }: { readonly cap: Cap }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const language = useLanguage();
  const unit = localized(cap.unit);
  const share = percent(shareIssued(cap));
  const region = localized(cap.regionNames) || cap.regionCode;
  return (
    <li
      className="cap"
      title={t('caps.issued', { issued: grouped(cap.issued), cap: grouped(cap.cap), unit })}
    >
      <div className="cap-head">
        <span>
          {region} <span className="quiet">{cap.commodity}</span>
        </span>
        <span className="figure">{share}</span>
      </div>
      <div
        className="bar"
        role="progressbar"
        aria-label={t('caps.barLabel', { region, commodity: cap.commodity, share })}
        aria-valuenow={Math.round(shareIssued(cap) * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <span style={{ width: `${Math.min(100, shareIssued(cap) * 100)}%` }} />
      </div>
      <div className="cap-figures quiet figure">
        {t('caps.issued', { issued: compact(cap.issued, language), cap: compact(cap.cap, language), unit })}
      </div>
    </li>
  );
}

/** The ceilings by family and region, and how much of each has been issued. */
export function Caps() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const caps = useStore(sessionState, (state) => state.caps);
  const families = useStore(sessionState, (state) => state.families);
  if (caps.length === 0) return <Empty>{t('caps.empty')}</Empty>;
  const codes = [...new Set(caps.map(({ family }) => family))];
  return (
    <div className="caps">
      {codes.map((family) => (
        <div key={family} className="cap-family" data-family={family}>
          <h3 className="cap-title">
            {localized(families.find(({ code }) => code === family)?.names) || family}
          </h3>
          <ul>
            {caps
              .filter((cap) => cap.family === family)
              .map((cap) => (
                <CapBar key={`${cap.commodity}|${cap.regionCode}|${cap.period}`} cap={cap} />
              ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
