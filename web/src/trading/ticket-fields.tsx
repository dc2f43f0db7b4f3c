import { Checkbox, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderType, TimeInForce } from '../api/types';
import { stepped } from '../numbers/decimal';
import { grouped } from '../numbers/written';
import { useStore } from '../state/store';
import type { TicketProblem } from './ticket-check';
import { canWait, ticket } from './ticket-state';

export function SideChoice() {
  const { t } = useTranslation();
  const side = useStore(ticket, (state) => state.side);
  return (
    <div className="sides" role="radiogroup" aria-label={t('ticket.side')}>
      {(['buy', 'sell'] as const).map((choice) => (
        <label key={choice} className={`side side-${choice}`} data-chosen={side === choice}>
          <input
            type="radio"
            name="side"
            checked={side === choice}
            onChange={() => ticket.set({ side: choice })}
          />
          {t(`ticket.${choice}`)} <kbd>{choice === 'buy' ? 'B' : 'S'}</kbd>
        </label>
      ))}
    </div>
  );
}

export function OrderTypeChoice() {
  const { t } = useTranslation();
  const orderType = useStore(ticket, (state) => state.orderType);
  return (
    <SegmentedControl
      fullWidth
      aria-label={t('ticket.type')}
      value={orderType}
      onChange={(value) => ticket.set({ orderType: value as OrderType })}
      data={[
        { value: 'limit', label: t('ticket.limit') },
        { value: 'market', label: t('ticket.market') },
      ]}
    />
  );
}

export function TimeInForceChoice() {
  const { t } = useTranslation();
  const timeInForce = useStore(ticket, (state) => state.timeInForce);
  const orderType = useStore(ticket, (state) => state.orderType);
  // a market order never rests in the book
  const choices: readonly TimeInForce[] =
    orderType === 'market' ? ['IOC', 'FOK'] : ['GTC', 'DAY', 'IOC', 'FOK'];
  return (
    <NativeSelect
      label={t('ticket.timeInForce')}
      value={orderType === 'market' && timeInForce !== 'FOK' ? 'IOC' : timeInForce}
      onChange={(event) => ticket.set({ timeInForce: event.currentTarget.value as TimeInForce })}
      data={choices.map((value) => ({ value, label: `${value} · ${t(`ticket.${value}`)}` }))}
    />
  );
}

/** Offered for orders that can wait; others cannot promise not to trade. */
export function PostOnlyChoice() {
  const { t } = useTranslation();
  const fields = useStore(ticket, (state) => state);
  if (!canWait(fields)) return null;
  return (
    <Checkbox
      size="xs"
      label={t('ticket.postOnly')}
      checked={fields.postOnly}
      onChange={(event) => ticket.set({ postOnly: event.currentTarget.checked })}
    />
  );
}

/** The sentence for a problem, in the reader's language. */
function useProblemText(): (problem: TicketProblem) => string {
  const { t } = useTranslation();
  return ({ field, rule, values }) => {
    const put = (name: string): string => grouped(values[name] ?? '');
    switch (rule) {
      case 'missing':
        return t(`ticket.problem.${field}.missing`);
      case 'malformed':
        return t(`ticket.problem.${field}.malformed`, { example: put('example') });
      case 'offStep':
        return t(`ticket.problem.${field}.offStep`, { step: put('step') });
      case 'zero':
        return t('ticket.problem.quantity.zero');
      case 'band':
        return t('ticket.problem.price.band', { low: put('low'), high: put('high') });
      default:
        return rule satisfies never;
    }
  };
}

interface StepFieldProps {
  readonly name: 'price' | 'quantity';
  readonly label: string;
  readonly unit: string;
  readonly step: string;
  /** where the first step from an empty field leads */
  readonly start: string;
  /** shown once the reader has tried to send, or has typed something that is wrong */
  readonly problem: TicketProblem | null;
}

/** A number typed by hand or moved by the arrow keys, one tick or lot at a time; B and S choose the side. */
export function StepField({ name, label, unit, step, start, problem }: StepFieldProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const value = useStore(ticket, (state) => state[name]);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const direction = event.key === 'ArrowUp' ? 1 : -1;
    ticket.set({ [name]: stepped(ticket.get()[name], step, direction, start) });
  };
  const error = problem && (
    <>
      {problemText(problem)}{' '}
      {problem.nearby.map((nearby) => (
        <button key={nearby} type="button" className="link" onClick={() => ticket.set({ [name]: nearby })}>
          {t('ticket.use', { value: grouped(nearby) })}
        </button>
      ))}
    </>
  );
  return (
    <TextInput
      className="step-field"
      label={
        <>
          {label} <span className="quiet">{unit}</span>
        </>
      }
      inputMode="decimal"
      autoComplete="off"
      name={name}
      value={value}
      error={error}
      onChange={(event) =>
        ticket.set({ [name]: event.currentTarget.value.normalize('NFKC').replace(/[,\s]/g, '') })
      }
      onKeyDown={onKeyDown}
    />
  );
}
