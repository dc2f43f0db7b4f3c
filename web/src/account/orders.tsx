import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, problemOf } from '../api/http';
import type { Order } from '../api/types';
import { useLocalized } from '../i18n';
import { grouped } from '../numbers/written';
import { Empty } from '../panel';
import { Refusal } from '../refusal';
import { call } from '../state/access';
import { fetchOwn, isRunning, own, takeOrder } from '../state/account';
import { sessionPath } from '../state/session';
import { useStore } from '../state/store';

function OrderCells({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  return (
    <>
      <td>{order.instrumentCode}</td>
      <td className={order.side === 'buy' ? 'up' : 'down'}>{t(`ticket.${order.side}`)}</td>
      <td className="figure">
        {order.price === null ? t('orders.atMarket') : grouped(order.price)}{' '}
        <span className="quiet">{order.timeInForce}</span>
        {order.stopPrice !== null && (
          <span className="quiet"> {t('orders.trigger', { price: grouped(order.stopPrice) })}</span>
        )}
      </td>
      <td className="figure">{grouped(order.quantity)}</td>
      <td className="figure">{grouped(order.cumulativeQuantity)}</td>
    </>
  );
}

function HeadCells() {
  const { t } = useTranslation();
  return (
    <>
      <th scope="col">{t('orders.market')}</th>
      <th scope="col" className="left">
        {t('orders.side')}
      </th>
      <th scope="col">{t('orders.price')}</th>
      <th scope="col">{t('orders.quantity')}</th>
      <th scope="col">{t('orders.traded')}</th>
    </>
  );
}

function CancelButton(props: { readonly order: Order; readonly onProblem: (problem: Problem) => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const { order, onProblem } = props;
  const cancel = async (): Promise<void> => {
    setBusy(true);
    try {
      const path = `${sessionPath()}/orders/${encodeURIComponent(order.orderId)}`;
      const answer = await call<Order | null>({ method: 'DELETE', path });
      if (answer?.orderId) takeOrder(answer);
      else await fetchOwn();
    } catch (error) {
      onProblem(problemOf(error));
      setBusy(false);
    }
  };
  const label = t('orders.cancelLabel', {
    side: t(`ticket.${order.side}`),
    quantity: grouped(order.leavesQuantity),
    market: order.instrumentCode,
  });
  return (
    <Button
      variant="default"
      size="compact-xs"
      loading={busy}
      aria-label={label}
      onClick={() => void cancel()}
    >
      {t('orders.cancel')}
    </Button>
  );
}

function CancelAll({ onProblem }: { readonly onProblem: (problem: Problem) => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const cancel = async (): Promise<void> => {
    setBusy(true);
    try {
      await call({ method: 'DELETE', path: `${sessionPath()}/orders` });
      await fetchOwn();
    } catch (error) {
      onProblem(problemOf(error));
    }
    setBusy(false);
  };
  return (
    <Button variant="default" size="compact-xs" loading={busy} onClick={() => void cancel()}>
      {t('orders.cancelAll')}
    </Button>
  );
}

/** Own orders that rest in the book. */
export function OpenOrders() {
  const { t } = useTranslation();
  const orders = useStore(own, (state) => state.orders);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = orders?.filter(isRunning) ?? [];
  return (
    <div className="scroll-x">
      {problem && <Refusal refused={{ problem }} onDismiss={() => setProblem(null)} />}
      <table className="table orders">
        <caption>
          {t('orders.open')} {running.length > 0 && <CancelAll onProblem={setProblem} />}
        </caption>
        {running.length > 0 && (
          <thead>
            <tr>
              <HeadCells />
              <th scope="col">{t('orders.leaves')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('orders.cancel')}</span>
              </th>
            </tr>
          </thead>
        )}
        <tbody>
          {running.map((order) => (
            <tr key={order.orderId}>
              <OrderCells order={order} />
              <td className="figure">{grouped(order.leavesQuantity)}</td>
              <td className="figure">
                <CancelButton order={order} onProblem={setProblem} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {running.length === 0 && <Empty>{t('orders.emptyOpen')}</Empty>}
    </div>
  );
}

function Reason({ order }: { readonly order: Order }): ReactNode {
  const { t } = useTranslation();
  const localized = useLocalized();
  // whoever cancels an order knows why
  if (!order.reason || order.reason.code === 'order.cancelled-by-owner') return null;
  return (
    <tr className={`reason reason-${order.status}`}>
      <td colSpan={7}>
        {localized(order.reason.text)}{' '}
        {localized(order.reason.remedy) && (
          <span>
            <b>{t('ticket.remedy')}:</b> {localized(order.reason.remedy)}
          </span>
        )}
      </td>
    </tr>
  );
}

/** Own orders that are done, refusals with their reason included. */
export function OrderHistory() {
  const { t } = useTranslation();
  const orders = useStore(own, (state) => state.orders);
  const done = orders?.filter((order) => !isRunning(order)) ?? [];
  return (
    <div className="scroll-x">
      <table className="table orders">
        <caption>{t('orders.history')}</caption>
        {done.length > 0 && (
          <thead>
            <tr>
              <HeadCells />
              <th scope="col" className="left">
                {t('orders.status')}
              </th>
              <th scope="col">{t('orders.placedOn')}</th>
            </tr>
          </thead>
        )}
        {done.map((order) => (
          <tbody key={order.orderId}>
            <tr>
              <OrderCells order={order} />
              <td>
                <span className={`badge badge-${order.status}`}>{t(`orders.statuses.${order.status}`)}</span>
              </td>
              <td className="figure quiet">{order.placedOn.slice(0, 10)}</td>
            </tr>
            <Reason order={order} />
          </tbody>
        ))}
      </table>
      {done.length === 0 && <Empty>{t('orders.emptyHistory')}</Empty>}
    </div>
  );
}
