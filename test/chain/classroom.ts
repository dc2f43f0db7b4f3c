import type { TestApp } from '../support';
import { type Client, trainerOf, until } from './client';

export interface Order {
  readonly orderId: string;
  readonly status: string;
  readonly cumulativeQuantity: string;
}
export interface Result {
  readonly participantCode: string;
  readonly obligation: string;
  readonly surrendered: string;
  readonly shortfall: string;
  readonly surplus: string;
  readonly status: string;
  readonly penalty: string;
}

/** One blank session with two officers: the way from the first file to the last surrender, over HTTP alone. */
export class Classroom {
  private constructor(
    readonly trainer: Client,
    readonly registrar: Client,
    readonly approver: Client,
    readonly sessionId: string,
  ) {}

  static async open(test: TestApp): Promise<Classroom> {
    const trainer = await trainerOf(test);
    const { sessionId } = await trainer.call<{ sessionId: string }>('POST', '/sessions', {
      scenario: 'blank',
      bots: false,
      // no day passes by itself: the trainer's stages are the only clock
      dayMilliseconds: 86_400_000,
    });
    const seats = await trainer.call<{ role: string; joinCode: string }[]>(
      'GET',
      `/sessions/${sessionId}/seats`,
    );
    const [first, second] = seats.filter((seat) => seat.role === 'regulator');
    if (!first || !second) throw new Error('a blank session has two seats for regulators');
    return new Classroom(
      trainer,
      await trainer.joined(first.joinCode, 'registrar'),
      await trainer.joined(second.joinCode, 'approver'),
      sessionId,
    );
  }

  path(rest: string): string {
    return `/sessions/${this.sessionId}/${rest}`;
  }

  async file(name: string, csv: string): Promise<void> {
    await this.registrar.call('PUT', this.path(`registry/files/${name}`), csv);
  }

  /** draft → submitted; the four eyes are the test's own business */
  async submitPlan(family: string, method: string, csv: string, parameters = {}): Promise<string> {
    const body = { family, method, period: '2024', parameters, csv };
    const { planId } = await this.registrar.call<{ planId: string }>(
      'POST',
      this.path('registry/plans'),
      body,
    );
    await this.registrar.call('POST', this.path(`registry/plans/${planId}/submit`));
    return planId;
  }

  async approveAndIssue(planId: string): Promise<void> {
    await this.approver.call('POST', this.path(`registry/plans/${planId}/approve`));
    await this.registrar.call('POST', this.path(`registry/plans/${planId}/issue`));
  }

  async allot(family: string, method: string, csv: string, parameters = {}): Promise<void> {
    await this.approveAndIssue(await this.submitPlan(family, method, csv, parameters));
  }

  async nextStage(): Promise<void> {
    await this.trainer.call('POST', this.path('next-stage'));
  }

  async trader(participantCode: string): Promise<Client> {
    const seats = await this.trainer.call<{ participantCode: string; joinCode: string }[]>(
      'GET',
      this.path('seats'),
    );
    const seat = seats.find((candidate) => candidate.participantCode === participantCode);
    if (!seat) throw new Error(`no seat for ${participantCode}`);
    return this.trainer.joined(seat.joinCode, `trader of ${participantCode}`);
  }

  /** Exactly as many clients as codes. */
  async traders<Codes extends string[]>(...codes: Codes): Promise<{ [Index in keyof Codes]: Client }> {
    return (await Promise.all(codes.map((code) => this.trader(code)))) as { [Index in keyof Codes]: Client };
  }

  market(instrumentCode: string): Promise<{ reference: string; bandHigh: string }> {
    return this.trainer.call('GET', this.path(`markets/${instrumentCode}/depth`));
  }

  async settled(count: number): Promise<void> {
    await until(
      () =>
        this.trainer.call<{ lanes: { state: string; count: number }[] }>(
          'GET',
          this.path('settlement/pipeline'),
        ),
      ({ lanes }) => lanes.find(({ state }) => state === 'settled')?.count === count,
    );
  }

  async monitor(family: string, csv: string): Promise<void> {
    await this.registrar.call('PUT', this.path(`compliance/reports/${family}/2024`), csv);
    await this.approver.call('POST', this.path(`compliance/reports/${family}/2024/verify`));
  }

  async results(): Promise<ReadonlyMap<string, Result>> {
    const results = await this.trainer.call<Result[]>('GET', this.path('compliance/results'));
    return new Map(results.map((result) => [result.participantCode, result]));
  }

  async brokenInvariants(): Promise<readonly unknown[]> {
    const rows = await this.trainer.call<{ invariant: string; holds: boolean }[]>(
      'GET',
      this.path('invariants'),
    );
    const named = new Set(rows.map(({ invariant }) => invariant));
    for (const invariant of ['I1', 'I2', 'I3', 'I4', 'I5', 'I6'])
      if (!named.has(invariant)) throw new Error(`${invariant} is not checked`);
    return rows.filter(({ holds }) => !holds);
  }
}

/** An order as a person would type it. */
export function order(side: 'buy' | 'sell', instrumentCode: string, price: string, quantity: string) {
  return { clientOrderId: crypto.randomUUID(), side, instrumentCode, orderType: 'limit', price, quantity };
}
