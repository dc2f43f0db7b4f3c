import { useTranslation } from 'react-i18next';
import type { Instrument } from '../api/types';
import { useLocalized } from '../i18n';
import { grouped, signedPercent } from '../numbers/written';
import { Empty, Panel } from '../panel';
import { useMarket } from '../state/market';
import { sessionState } from '../state/session';
import { useStore } from '../state/store';
import { byFamily, changeOf, directionOf } from './figures';

function MarketRow({
  instrument,
  selected,
}: {
  readonly instrument: Instrument;
  readonly selected: boolean;
}) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const market = useMarket(instrument.code);
  const change = changeOf(market);
  const unit = localized(instrument.unit);
  const hint = market.reference ? t('markets.changeAgainst', { reference: grouped(market.reference) }) : '';
  return (
    <button
      type="button"
      className="market-row"
      aria-pressed={selected}
      title={`${localized(instrument.names)} · ${hint}`}
      onClick={() => sessionState.set({ selected: instrument.code })}
    >
      <span className="market-code">{instrument.code}</span>
      <span className="market-price figure">
        {market.last ? grouped(market.last) : <span className="visually-hidden">{t('markets.noPrice')}</span>}
      </span>
      <span className="market-name">{localized(instrument.names)}</span>
      {change === null ? (
        <span className="market-change quiet" title={t('markets.noPrice')}>
          –
        </span>
      ) : (
        <span className={`market-change figure ${directionOf(change)}`}>{signedPercent(change)}</span>
      )}
      <span className="visually-hidden">
        {t('words.perUnit', { unit })} {hint}
      </span>
    </button>
  );
}

/** Every market of the session, grouped by right family; the pressed one is on show. */
export function MarketList() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const markets = useStore(sessionState, (state) => state.markets);
  const instruments = useStore(sessionState, (state) => state.instruments).filter(({ code }) =>
    markets.includes(code),
  );
  const families = useStore(sessionState, (state) => state.families);
  const selected = useStore(sessionState, (state) => state.selected);
  return (
    <Panel title={t('markets.title')} name="markets">
      {instruments.length === 0 && <Empty>{t('markets.empty')}</Empty>}
      <div className="market-groups">
        {byFamily(instruments).map(([family, members]) => (
          <fieldset key={family} className="market-group" data-family={family}>
            <legend>{localized(families.find(({ code }) => code === family)?.names) || family}</legend>
            {members.map((instrument) => (
              <MarketRow
                key={instrument.code}
                instrument={instrument}
                selected={instrument.code === selected}
              />
            ))}
          </fieldset>
        ))}
      </div>
    </Panel>
  );
}
