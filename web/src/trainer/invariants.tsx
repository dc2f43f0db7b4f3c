import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, problemOf } from '../api/http';
import type { InvariantRow } from '../api/types';
import { Empty } from '../panel';
import { Refusal } from '../refusal';
import { call } from '../state/access';
import { sessionPath } from '../state/session';

/** What must always hold, checked by the server when asked. */
export function Invariants() {
  const { t } = useTranslation();
  const [rows, setRows] = useState<readonly InvariantRow[] | Problem | null>(null);
  const check = async (): Promise<void> => {
    setRows(null);
    try {
      setRows(await call<readonly InvariantRow[]>({ path: `${sessionPath()}/invariants` }));
    } catch (error) {
      setRows(problemOf(error));
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the panel opens
  useEffect(() => void check(), []);
  if (rows instanceof Error) return <Refusal refused={{ problem: rows }} onDismiss={() => setRows([])} />;
  return (
    <table className="table">
      <caption>
        {t('trainer.invariants')}
        <Button variant="default" size="compact-xs" loading={rows === null} onClick={() => void check()}>
          {t('trainer.checkAgain')}
        </Button>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('trainer.invariant')}</th>
          <th scope="col" className="left">
            {t('trainer.holds')}
          </th>
          <th scope="col" className="left">
            {t('trainer.detail')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows === null && (
          <tr>
            <td>
              <Empty>{t('words.loading')}</Empty>
            </td>
          </tr>
        )}
        {rows?.map(({ invariant, holds, detail }) => (
          <tr key={`${invariant}${detail}`}>
            <th scope="row">{invariant}</th>
            <td>
              <span className={`badge badge-${holds ? 'met' : 'short'}`}>
                {t(holds ? 'trainer.holds' : 'trainer.broken')}
              </span>
            </td>
            <td className="quiet">{detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
