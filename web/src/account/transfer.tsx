import { Button, Modal, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, problemOf } from '../api/http';
import type { Account } from '../api/types';
import { grouped, money } from '../numbers/written';
import { Refusal } from '../refusal';
import { call } from '../state/access';
import { fetchOwn } from '../state/account';
import { sessionPath } from '../state/session';

type Direction = 'to-trading' | 'from-trading';
const CASH = 'CNY';

function movable(account: Account, asset: string, direction: Direction): string {
  const right = account.rights.find(({ instrumentCode }) => instrumentCode === asset);
  if (asset === CASH) return direction === 'to-trading' ? account.cash.bank : account.cash.available;
  return (direction === 'to-trading' ? right?.registered : right?.available) ?? '0';
}

function useTransfer() {
  const [direction, setDirection] = useState<Direction>('to-trading');
  const [asset, setAsset] = useState(CASH);
  const [amount, setAmount] = useState('');
  const [outcome, setOutcome] = useState<Problem | 'moved' | 'busy' | null>(null);
  const move = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setOutcome('busy');
    const body = { direction, asset, amount: amount.replace(/,/g, '').trim() };
    try {
      await call({ method: 'POST', path: `${sessionPath()}/account/transfers`, body });
      await fetchOwn();
      setAmount('');
      setOutcome('moved');
    } catch (error) {
      setOutcome(problemOf(error));
    }
  };
  return { direction, setDirection, asset, setAsset, amount, setAmount, outcome, setOutcome, move };
}

/** 划转 and 出入金: between the registration account (cash: the bank) and the trading account. */
export function TransferDialog({
  account,
  onClose,
}: {
  readonly account: Account;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { direction, setDirection, asset, setAsset, amount, setAmount, outcome, setOutcome, move } =
    useTransfer();
  const most = movable(account, asset, direction);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('account.transferTitle')}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <form className="form" onSubmit={(event) => void move(event)}>
        <SegmentedControl
          value={direction}
          onChange={(value) => setDirection(value as Direction)}
          data={(['to-trading', 'from-trading'] as const).map((value) => ({
            value,
            label: t(value === 'to-trading' ? 'account.toTrading' : 'account.fromTrading'),
          }))}
        />
        <NativeSelect
          label={t('account.asset')}
          value={asset}
          onChange={(event) => setAsset(event.currentTarget.value)}
          data={[
            { value: CASH, label: t('account.cash') },
            ...account.rights.map(({ instrumentCode }) => instrumentCode),
          ]}
        />
        <TextInput
          label={t('account.amount')}
          inputMode="decimal"
          value={amount}
          onChange={(event) => setAmount(event.currentTarget.value.normalize('NFKC'))}
          rightSectionWidth={150}
          rightSection={
            <button type="button" className="link figure" onClick={() => setAmount(most)}>
              ≤ {asset === CASH ? money(most) : grouped(most)}
            </button>
          }
        />
        <Button type="submit" loading={outcome === 'busy'} disabled={amount.trim() === ''}>
          {t('account.transfer')}
        </Button>
        <div aria-live="polite">
          {outcome === 'moved' && <p className="accepted">{t('account.moved')}</p>}
          {outcome instanceof Error && (
            <Refusal refused={{ problem: outcome }} onDismiss={() => setOutcome(null)} />
          )}
        </div>
      </form>
    </Modal>
  );
}
