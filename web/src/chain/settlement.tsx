import { useTranslation } from 'react-i18next';
import type { Instruction, InstructionState, Pipeline } from '../api/types';
import { useLanguage, useLocalized } from '../i18n';
import { compact, grouped, money, timeOfDay } from '../numbers/written';
import { Empty } from '../panel';
import { chain } from '../state/chain';
import { sessionState } from '../state/session';
import { useStore } from '../state/store';

const STATES: readonly InstructionState[] = ['instructed', 'settling', 'settled', 'failed'];
const CARDS_PER_LANE = 8;

function Card({ instruction }: { readonly instruction: Instruction }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { state, failure, buyerCode, sellerCode, nextAttemptAt, attempts } = instruction;
  const unit = useStore(sessionState, (all) => all.instruments).find(
    ({ code }) => code === instruction.instrumentCode,
  )?.unit;
  const number = t('settlement.number', { number: instruction.instructionNumber });
  const title = `${number} · ${timeOfDay(instruction.settledAt ?? instruction.instructedAt)}`;
  return (
    <li className={`instruction instruction-${state}`} title={title}>
      <div className="instruction-line">
        <b>{instruction.instrumentCode}</b>
      </div>
      <div className="instruction-line">
        <span className="figure">
          {grouped(instruction.quantity)} <span className="quiet">{localized(unit)}</span>
        </span>
        <span className="figure">{money(instruction.amount)}</span>
      </div>
      {buyerCode && sellerCode && (
        <div className="quiet">{t('settlement.parties', { buyer: buyerCode, seller: sellerCode })}</div>
      )}
      {failure && (
        <div className="failure">
          {localized(failure.text)} ({t('settlement.attempt', { tries: attempts })}
          {nextAttemptAt && `, ${t('settlement.nextAttempt', { time: timeOfDay(nextAttemptAt) })}`})
        </div>
      )}
    </li>
  );
}

function Lane({ state, pipeline }: { readonly state: InstructionState; readonly pipeline: Pipeline }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const lane = pipeline.lanes.find((candidate) => candidate.state === state);
  const cards = pipeline.latest.filter((instruction) => instruction.state === state).slice(0, CARDS_PER_LANE);
  return (
    <section className={`lane lane-${state}`} aria-label={t(`settlement.${state}`)}>
      <header title={t(`settlement.${state}Hint`)}>
        <h3 className="lane-title">{t(`settlement.${state}`)}</h3>
        <span className="lane-count figure">{grouped(String(lane?.count ?? 0))}</span>
        <span className="lane-amount figure quiet">
          {compact(lane?.amount ?? '0', language)} {t('words.cny')}
        </span>
        <span className="lane-hint quiet">{t(`settlement.${state}Hint`)}</span>
      </header>
      <ol>
        {cards.map((instruction) => (
          <Card key={instruction.instructionNumber} instruction={instruction} />
        ))}
        {cards.length === 0 && <li className="lane-empty quiet">{t('settlement.emptyLane')}</li>}
      </ol>
    </section>
  );
}

/** Every trade on its way: instructed → settling → settled, or failed with its reason and tried again. */
export function SettlementLanes() {
  const { t } = useTranslation();
  const pipeline = useStore(chain, (state) => state.pipeline);
  if (!pipeline) return <Empty>{t('settlement.empty')}</Empty>;
  return (
    <div className="lanes">
      {STATES.map((state) => (
        <Lane key={state} state={state} pipeline={pipeline} />
      ))}
    </div>
  );
}
