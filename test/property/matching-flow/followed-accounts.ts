import type { AccountPicture, VenueCommand, VenueTrade } from '../../../src/order-matching/core';
import { type FollowedOrder, must } from './followed-orders';

const CASH = '';
/** free, reserved, expected, owed */
type Holding = readonly [number, number, number, number];

/** I3, I11 and conservation from account events alone, against orders, trades and transfers that were told. */
export class FollowedAccounts {
  readonly pictures = new Map<string, AccountPicture>();
  readonly #transferred = new Map<string, number>();
  readonly #unsettled = new Map<number, VenueTrade>();

  transferred(command: VenueCommand): void {
    if (command.type !== 'credit' && command.type !== 'debit') return;
    const asset = command.instrumentCode ?? CASH;
    const amount = command.type === 'credit' ? command.amount : -command.amount;
    this.#transferred.set(asset, (this.#transferred.get(asset) ?? 0) + amount);
  }

  traded(trade: VenueTrade): void {
    this.#unsettled.set(trade.tradeSequence, trade);
  }

  /** I5 as far as the venue goes: a trade settles once. */
  settled(tradeSequence: number): void {
    must(
      this.#unsettled.delete(tradeSequence),
      () => `trade ${tradeSequence} is settled twice, or never was`,
    );
  }

  check(open: readonly FollowedOrder[], centsPerTickLot: (instrumentCode: string) => number): void {
    for (const picture of this.pictures.values()) {
      const own = open.filter(({ report }) => report.participantCode === picture.participantCode);
      for (const [asset, holding] of holdingsOf(picture)) {
        const name = `${picture.participantCode} ${asset || 'cash'}`;
        must(
          holding.every((amount) => Number.isSafeInteger(amount) && amount >= 0),
          () => `I3: ${name} is ${holding.join(', ')}`,
        );
        checkReserved(name, asset, holding[1], own, centsPerTickLot);
      }
    }
    this.#checkSums();
  }

  #checkSums(): void {
    const assets = new Set([...this.pictures.values()].flatMap((one) => [...holdingsOf(one).keys()]));
    for (const asset of assets) {
      const holdings = [...this.pictures.values()].flatMap((one) => {
        const holding = holdingsOf(one).get(asset);
        return holding ? [holding] : [];
      });
      const total = (cell: (holding: Holding) => number): bigint =>
        holdings.reduce((sum, holding) => sum + BigInt(cell(holding)), 0n);
      const owned = total(([free, reserved, , owed]) => free + reserved + owed);
      const traded = [...this.#unsettled.values()]
        .filter(({ instrumentCode }) => asset === CASH || instrumentCode === asset)
        .reduce((sum, one) => sum + BigInt(asset === CASH ? one.amountCents : one.quantityLots), 0n);
      must(
        owned === BigInt(this.#transferred.get(asset) ?? 0),
        () =>
          `conservation: accounts hold ${owned} of ${asset || 'cash'}, ${this.#transferred.get(asset)} came in`,
      );
      must(
        total(([, , expected]) => expected) === traded && total(([, , , owed]) => owed) === traded,
        () => `conservation: ${asset || 'cash'} of ${traded} in trades is on its way`,
      );
    }
  }
}

/** I11: a buy holds its leaves at its limit, a sell its leaves; what a waiting market order holds was not told. */
function checkReserved(
  name: string,
  asset: string,
  reserved: number,
  own: readonly FollowedOrder[],
  centsPerTickLot: (instrumentCode: string) => number,
): void {
  const holding = own.filter(({ report }) =>
    asset === CASH ? report.side === 'buy' : report.side === 'sell' && report.instrumentCode === asset,
  );
  let needed = 0n;
  let isKnown = true;
  for (const { report } of holding) {
    if (asset === CASH && report.priceTicks === null) isKnown = false;
    const each = asset === CASH ? (report.priceTicks ?? 0) * centsPerTickLot(report.instrumentCode) : 1;
    needed += BigInt(each) * BigInt(report.leavesLots);
  }
  must(
    isKnown ? BigInt(reserved) === needed : BigInt(reserved) > needed,
    () => `I11: ${name}: reserved ${reserved}, open orders need ${needed}`,
  );
}

const holdingsOf = (picture: AccountPicture): Map<string, Holding> =>
  new Map([
    [
      CASH,
      [
        picture.cashAvailableCents,
        picture.cashReservedCents,
        picture.cashUnsettledInCents,
        picture.cashUnsettledOutCents,
      ],
    ],
    ...picture.rights.map((one): [string, Holding] => [
      one.instrumentCode,
      [one.availableLots, one.reservedLots, one.unsettledInLots, one.unsettledOutLots],
    ]),
  ]);
