import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger';
import { VenueAudit } from './venue-audit.contract';
import { VenueAuditService } from './venue-audit.service';

/** Apart from the exchange, so that a venue can be looked at by a program that does not run it. */
@Module({
  imports: [LedgerModule],
  providers: [{ provide: VenueAudit, useClass: VenueAuditService }],
  exports: [VenueAudit],
})
export class VenueAuditModule {}
