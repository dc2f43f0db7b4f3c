import { Button, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../api/types';
import { useLocalized } from '../i18n';
import { grouped, money } from '../numbers/written';
import { Empty } from '../panel';
import { own } from '../state/account';
import { sessionState } from '../state/session';
import { useStore } from '../state/store';
import { TransferDialog } from './transfer';

/** A zero is written faintly, so that what is there stands out. */
function Figure({ value, text }: { readonly value: string; readonly text: string }) {
  return <td className={`figure ${Number(value) === 0 ? 'quiet' : ''}`}>{text}</td>;
}

function Rows({ account }: { readonly account: Account }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const instruments = useStore(sessionState, (state) => state.instruments);
  const { cash } = account;
  return (
    <tbody>
      <tr>
        <th scope="row">
          {t('account.cash')} <span className="quiet">{t('words.cny')}</span>
        </th>
        <Figure value={cash.available} text={money(cash.available)} />
        <Figure value={cash.reserved} text={money(cash.reserved)} />
        <Figure value={cash.unsettledIn} text={money(cash.unsettledIn)} />
        <Figure value={cash.unsettledOut} text={money(cash.unsettledOut)} />
        <Figure value={cash.bank} text={money(cash.bank)} />
      </tr>
      {account.rights.map((right) => (
        <tr key={right.instrumentCode}>
          <th scope="row">
            <button
              type="button"
              className="link"
              onClick={() => sessionState.set({ selected: right.instrumentCode })}
            >
              {right.instrumentCode}
            </button>{' '}
            <span className="quiet">
              {localized(instruments.find(({ code }) => code === right.instrumentCode)?.unit)}
            </span>
          </th>
          <Figure value={right.available} text={grouped(right.available)} />
          <Figure value={right.reserved} text={grouped(right.reserved)} />
          <Figure value={right.unsettledIn} text={grouped(right.unsettledIn)} />
          <Figure value={right.unsettledOut} text={grouped(right.unsettledOut)} />
          <Figure value={right.registered} text={grouped(right.registered)} />
        </tr>
      ))}
    </tbody>
  );
}

/** What the seat's participant has, in the trading account and in the register. */
export function Holdings() {
  const { t } = useTranslation();
  const account = useStore(own, (state) => state.account);
  const [moving, setMoving] = useState(false);
  if (!account) return <Empty>{t('account.empty')}</Empty>;
  return (
    <div className="scroll-x">
      <table className="table">
        <caption>
          {t('account.title')}
          <Button variant="default" size="compact-xs" onClick={() => setMoving(true)}>
            {t('account.transfer')}
          </Button>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('account.asset')}</th>
            <th scope="col">{t('account.available')}</th>
            <th scope="col">{t('account.reserved')}</th>
            <th scope="col" title={t('account.unsettledHint')}>
              {t('account.unsettledIn')}
            </th>
            <th scope="col" title={t('account.unsettledHint')}>
              {t('account.unsettledOut')}
            </th>
            <th scope="col">
              <Tooltip label={t('account.registeredHint')}>
                <span>{t('account.registered')}</span>
              </Tooltip>
            </th>
          </tr>
        </thead>
        <Rows account={account} />
      </table>
      {moving && <TransferDialog account={account} onClose={() => setMoving(false)} />}
    </div>
  );
}
