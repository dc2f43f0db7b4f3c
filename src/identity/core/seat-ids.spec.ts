import { seatIds } from './seat-ids';

describe('seatIds', () => {
  it('names the same seats the same way, and counts seats of a kind', () => {
    const wanted = [
      { role: 'regulator', participantCode: null },
      { role: 'trader', participantCode: 'P07' },
      { role: 'regulator', participantCode: null },
    ] as const;
    expect(seatIds(wanted).map((seat) => seat.seatId)).toEqual(['regulator-1', 'P07-1', 'regulator-2']);
    expect(seatIds(wanted)).toEqual(seatIds(wanted));
  });
});
