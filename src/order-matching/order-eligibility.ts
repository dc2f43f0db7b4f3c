import { Injectable } from '@nestjs/common';
import { HolderDirectory, type Refusal, RightFamilyDirectory } from '../right-family';
import type { Eligibility, Reason, Side } from './core';
import { InstrumentCatalogue } from './instrument-catalogue';

/** Asks the instrument's right family whether this participant may trade it; the book itself stays anonymous. */
@Injectable()
export class OrderEligibility {
  constructor(
    private readonly families: RightFamilyDirectory,
    private readonly holders: HolderDirectory,
    private readonly catalogue: InstrumentCatalogue,
  ) {}

  async judge(question: {
    readonly sessionId: string;
    readonly participantCode: string;
    readonly instrumentCode: string;
    readonly side: Side;
    readonly date: string;
  }): Promise<Eligibility> {
    const { sessionId, participantCode, instrumentCode, side, date } = question;
    const [instrument, holder] = await Promise.all([
      this.catalogue.instrument(sessionId, instrumentCode),
      this.holders.holder(sessionId, participantCode),
    ]);
    const verdict = this.families.get(instrument.family).judgeOrder({ side, instrument, holder, date });
    if (!verdict.allowed) return { allowed: false, reason: reasonOfFamily(verdict) };
    const { limitLots, limitRefusal } = verdict;
    return { allowed: true, limitLots, limitReason: limitRefusal && reasonOfFamily(limitRefusal) };
  }
}

/** The clause is part of the answer: a refusal says which rule it follows. */
function reasonOfFamily({ code, text, remedy, clause }: Omit<Refusal, 'allowed'>): Reason {
  return {
    code,
    text: { en: `${text.en} (${clause.en})`, zh: `${text.zh}（${clause.zh}）` },
    remedy,
  };
}
