import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LedgerModule } from '../ledger';
import { AccountController } from './account.controller';
import { AccountOverviewService } from './account-overview.service';
import { InstrumentCatalogue } from './instrument-catalogue';
import { OrderEligibility } from './order-eligibility';
import { OrderMatching, VenueEvents } from './order-matching.contract';
import { OrderMatchingService } from './order-matching.service';
import { OrdersController } from './orders.controller';
import { VenueInstrumentEntity } from './persistence/venue-instrument.entity';
import { VenueOrderEntity } from './persistence/venue-order.entity';
import { VenueSessionEntity } from './persistence/venue-session.entity';
import { VenueTradeEntity } from './persistence/venue-trade.entity';
import { VenueEventsService } from './venue-events.service';
import { VenueRecovery } from './venue-recovery';
import { VenueTransfers } from './venue-transfers';

/** Needs HolderDirectory and RightFamilyDirectory from global modules: the register and the families stand beside it. */
@Module({
  imports: [
    LedgerModule,
    TypeOrmModule.forFeature([VenueSessionEntity, VenueInstrumentEntity, VenueOrderEntity, VenueTradeEntity]),
  ],
  controllers: [OrdersController, AccountController],
  providers: [
    AccountOverviewService,
    InstrumentCatalogue,
    OrderEligibility,
    VenueEventsService,
    VenueRecovery,
    VenueTransfers,
    { provide: OrderMatching, useClass: OrderMatchingService },
    { provide: VenueEvents, useExisting: VenueEventsService },
  ],
  exports: [OrderMatching, VenueEvents],
})
export class OrderMatchingModule {}
