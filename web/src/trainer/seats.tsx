import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Seat } from '../api/types';
import { useLocalized } from '../i18n';
import { Empty } from '../panel';
import { call } from '../state/access';
import { sessionPath, sessionState } from '../state/session';
import { useStore } from '../state/store';

/** The list that a trainer hands out: one join code per seat. */
export function Seats() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const [seats, setSeats] = useState<readonly Seat[] | null>(null);
  const participants = useStore(sessionState, (state) => state.participants);
  useEffect(() => {
    let wanted = true;
    call<readonly Seat[]>({ path: `${sessionPath()}/seats` }).then(
      (all) => wanted && setSeats(all),
      () => wanted && setSeats([]),
    );
    return () => {
      wanted = false;
    };
  }, []);
  const nameOf = ({ participantCode, role }: Seat): string =>
    participantCode === null
      ? t(`role.${role}`)
      : localized(participants.find((one) => one.participantCode === participantCode)?.names);
  return (
    <table className="table">
      <caption>{t('trainer.seats')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('trainer.seatFor')}</th>
          <th scope="col" className="left">
            {t('seat.joinCode')}
          </th>
          <th scope="col" className="left">
            {t('trainer.takenBy')}
          </th>
        </tr>
      </thead>
      <tbody>
        {seats === null && (
          <tr>
            <td colSpan={3}>
              <Empty>{t('words.loading')}</Empty>
            </td>
          </tr>
        )}
        {seats?.map((seat) => (
          <tr key={seat.seatId}>
            <th scope="row">
              <span className="code">{seat.participantCode}</span> {nameOf(seat)}
            </th>
            <td>
              <code className="join-code">{seat.joinCode ?? '–'}</code>
            </td>
            <td className={seat.takenBy ? '' : 'quiet'}>{seat.takenBy ?? t('trainer.free')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
