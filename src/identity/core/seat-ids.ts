export interface WantedSeat {
  readonly role: 'regulator' | 'trader';
  readonly participantCode: string | null;
}

/**
 * Names seats by what they are for and a running number (`regulator-1`, `regulator-2`, `P07-1`), so that asking for
 * the same seats again names the same seats.
 */
export function seatIds(
  wanted: readonly WantedSeat[],
): readonly (WantedSeat & { readonly seatId: string })[] {
  const counts = new Map<string, number>();
  return wanted.map((seat) => {
    const stem = seat.participantCode ?? seat.role;
    const number = (counts.get(stem) ?? 0) + 1;
    counts.set(stem, number);
    return { ...seat, seatId: `${stem}-${number}` };
  });
}
