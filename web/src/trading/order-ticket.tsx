import { Button } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instrument, Order } from '../api/types';
import { useLocalized } from '../i18n';
import { grouped, money } from '../numbers/written';
import { Panel } from '../panel';
import { Refusal } from '../refusal';
import { own } from '../state/account';
import { type Market, useMarket } from '../state/market';
import { sessionState } from '../state/session';
import { useStore } from '../state/store';
import { type Sending, useSending } from './sending';
import { type Band, checkTicket, shortOf, worstValue } from './ticket-check';
import { OrderTypeChoice, PostOnlyChoice, SideChoice, StepField, TimeInForceChoice } from './ticket-fields';
import { type TicketFields, ticket } from './ticket-state';

const sideOfKey = (key: string): 'buy' | 'sell' | null =>
  key === 'b' || key === 'B' ? 'buy' : key === 's' || key === 'S' ? 'sell' : null;

/** B and S choose the side wherever no text is being typed. */
function useSideKeys(): void {
  useLayoutEffect(() => {
    const choose = (event: globalThis.KeyboardEvent): void => {
      const typing =
        event.target instanceof Element && event.target.closest('input, textarea, select, [role=dialog]');
      const side = sideOfKey(event.key);
      if (side && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) ticket.set({ side });
    };
    document.addEventListener('keydown', choose);
    return () => document.removeEventListener('keydown', choose);
  }, []);
}

function Summary(props: {
  readonly fields: TicketFields;
  readonly instrument: Instrument;
  readonly band: Band;
}) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const account = useStore(own, (state) => state.account);
  const { fields, instrument, band } = props;
  const unit = localized(instrument.unit);
  const value = checkTicket(fields, instrument, band).length > 0 ? null : worstValue(fields, band);
  const right = account?.rights.find(({ instrumentCode }) => instrumentCode === instrument.code);
  const cash = value === null ? '–' : `${money(value)} ${t('words.cny')}`;
  const rights = fields.quantity === '' ? '–' : `${grouped(fields.quantity)} ${unit}`;
  const buying = fields.side === 'buy';
  const available = buying
    ? `${money(account?.cash.available ?? '0')} ${t('words.cny')}`
    : `${grouped(right?.available ?? '0')} ${unit}`;
  return (
    <dl className="ticket-summary">
      <dt>
        {t(
          fields.orderType === 'limit'
            ? 'ticket.value'
            : buying
              ? 'ticket.valueAtMost'
              : 'ticket.valueAtLeast',
        )}
      </dt>
      <dd className="figure">{cash}</dd>
      <dt>{t('ticket.reserves')}</dt>
      <dd className="figure">{buying ? cash : rights}</dd>
      <dt>{t('ticket.available')}</dt>
      <dd className="figure">{account ? available : '–'}</dd>
      <dt>{t('ticket.band')}</dt>
      <dd className="figure">
        {band.low === null || band.high === null ? '–' : `${grouped(band.low)} – ${grouped(band.high)}`}
      </dd>
    </dl>
  );
}

function Accepted({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const instrument = useStore(sessionState, (state) => state.instruments).find(
    ({ code }) => code === order.instrumentCode,
  );
  const text = t('ticket.accepted', {
    side: t(`ticket.${order.side}`),
    quantity: grouped(order.quantity),
    unit: localized(instrument?.unit),
    market: order.instrumentCode,
    status: t(`orders.statuses.${order.status}`),
  });
  const fill = t('ticket.acceptedFill', {
    cumulative: grouped(order.cumulativeQuantity),
    leaves: grouped(order.leavesQuantity),
  });
  return (
    <p className="accepted">
      {text} – {fill}
      {order.reason && ` – ${localized(order.reason.text)}`}
    </p>
  );
}

function StageNote() {
  const { t } = useTranslation();
  const session = useStore(sessionState, (state) => state.session);
  if (!session) return null;
  if (session.stage !== 'trading')
    return <p className="note">{t('ticket.closed', { stage: t(`stage.${session.stage}`) })}</p>;
  return session.paused ? <p className="note">{t('ticket.pausedNote')}</p> : null;
}

function Outcome({ sending }: { readonly sending: Sending }) {
  const { t } = useTranslation();
  return (
    <div className="outcome" aria-live="polite">
      {sending.accepted && <Accepted order={sending.accepted} />}
      {sending.refused && (
        <Refusal
          refused={sending.refused}
          unreachable={t('refusal.unreachable')}
          onDismiss={sending.dismiss}
        />
      )}
    </div>
  );
}

const startPrice = (market: Market, side: TicketFields['side']): string =>
  (side === 'buy' ? market.asks[0]?.[0] : market.bids[0]?.[0]) ?? market.last ?? market.reference ?? '';

/** What the form shows and does: checks as the venue would, then sends. */
function useTicket(instrument: Instrument) {
  const fields = useStore(ticket, (state) => state);
  const account = useStore(own, (state) => state.account);
  const market = useMarket(instrument.code);
  const sending = useSending();
  const [tried, setTried] = useState(false);
  const band = { low: market.bandLow, high: market.bandHigh };
  const problems = checkTicket(fields, instrument, band);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (problems.length > 0 || sending.busy) return;
    if (!(await sending.send(fields, instrument))) return;
    ticket.set({ quantity: '' });
    setTried(false);
  };
  return {
    fields,
    market,
    band,
    sending,
    submit,
    short: shortOf(fields, instrument, band, account),
    // an empty field is not a mistake before the first try
    problemOf: (name: 'price' | 'quantity') =>
      problems.find(({ field, rule }) => field === name && (tried || rule !== 'missing')) ?? null,
  };
}

function chooseSide(event: KeyboardEvent<HTMLFormElement>): void {
  const side = event.target instanceof HTMLInputElement ? sideOfKey(event.key) : null;
  if (!side || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  ticket.set({ side });
}

function SendButton({
  sending,
  side,
  market,
}: {
  sending: Sending;
  side: TicketFields['side'];
  market: string;
}) {
  const { t } = useTranslation();
  const isOpen = useStore(sessionState, ({ session }) => session?.stage === 'trading' && !session.paused);
  return (
    <Button
      type="submit"
      size="sm"
      fullWidth
      disabled={!isOpen}
      aria-busy={sending.busy}
      className={`send send-${side}`}
    >
      {sending.busy
        ? t('ticket.sending')
        : t(side === 'buy' ? 'ticket.placeBuy' : 'ticket.placeSell', { market })}
    </Button>
  );
}

/** The form itself; one per market, so that a price of one market is never sent to another. */
function TicketForm({ instrument }: { readonly instrument: Instrument }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { fields, market, band, sending, submit, short, problemOf } = useTicket(instrument);
  return (
    <form
      className="ticket"
      noValidate
      onKeyDown={chooseSide}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      <StageNote />
      <SideChoice />
      <OrderTypeChoice />
      {fields.orderType === 'limit' && (
        <StepField
          name="price"
          label={t('ticket.price')}
          unit={t('words.cny')}
          step={instrument.tickSize}
          start={startPrice(market, fields.side)}
          problem={problemOf('price')}
        />
      )}
      <StepField
        name="quantity"
        label={t('ticket.quantity')}
        unit={localized(instrument.unit)}
        step={instrument.lotSize}
        start={instrument.lotSize}
        problem={problemOf('quantity')}
      />
      <TimeInForceChoice />
      <PostOnlyChoice />
      <Summary fields={fields} instrument={instrument} band={band} />
      {short && <p className="warning">{t(`ticket.problem.${short}`)}</p>}
      <SendButton sending={sending} side={fields.side} market={instrument.code} />
      <p className="keys">{t('ticket.keys')}</p>
      <Outcome sending={sending} />
    </form>
  );
}

export function OrderTicket({ instrument }: { readonly instrument: Instrument }) {
  const { t } = useTranslation();
  useSideKeys();
  useLayoutEffect(() => {
    // another market, another price: nothing typed for the last one is kept, and nothing typed for this one is lost
    if (instrument.code !== '') ticket.set({ price: '', quantity: '' });
  }, [instrument.code]);
  return (
    <Panel title={t('ticket.title')} name="ticket" aside={<span className="quiet">{instrument.code}</span>}>
      <TicketForm key={instrument.code} instrument={instrument} />
    </Panel>
  );
}
