import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LedgerModule } from '../ledger';
import { AccountController } from './account.controller';
import { AccountOverviewService } from './account-overview.service';
import { BiddingsController } from './biddings.controller';
import { BlocksController } from './blocks.controller';
import { InstrumentCatalogue } from './instrument-catalogue';
import { ListingsController } from './listings.controller';
import { MarketPhasesController } from './market-phases.controller';
import { OrderAnswers } from './order-answers';
import { OrderEligibility } from './order-eligibility';
import { OrderEntry } from './order-entry.service';
import { OrderMatching, VenueEvents } from './order-matching.contract';
import { OrderMatchingService } from './order-matching.service';
import { OrdersController } from './orders.controller';
import { VenueAuctionEntity } from './persistence/venue-auction.entity';
import { VenueInstrumentEntity } from './persistence/venue-instrument.entity';
import { VenueJournalEntity } from './persistence/venue-journal.entity';
import { VenueOrderEntity } from './persistence/venue-order.entity';
import { VenueSessionEntity } from './persistence/venue-session.entity';
import { VenueSnapshotEntity } from './persistence/venue-snapshot.entity';
import { VenueTradeEntity } from './persistence/venue-trade.entity';
import { VenueEventsService } from './venue-events.service';
import { VenueRecovery } from './venue-recovery';
import { VenueSequencers } from './venue-sequencers.service';
import { VenueTransfers } from './venue-transfers';

/** Needs HolderDirectory and RightFamilyDirectory from global modules: the register and the families stand beside it. */
@Module({
  imports: [
    LedgerModule,
    TypeOrmModule.forFeature([
      VenueSessionEntity,
      VenueInstrumentEntity,
      VenueOrderEntity,
      VenueTradeEntity,
      VenueAuctionEntity,
      VenueJournalEntity,
      VenueSnapshotEntity,
    ]),
  ],
  controllers: [
    OrdersController,
    AccountController,
    ListingsController,
    BlocksController,
    BiddingsController,
    MarketPhasesController,
  ],
  providers: [
    AccountOverviewService,
    InstrumentCatalogue,
    OrderAnswers,
    OrderEligibility,
    OrderEntry,
    VenueEventsService,
    VenueRecovery,
    VenueSequencers,
    VenueTransfers,
    { provide: OrderMatching, useClass: OrderMatchingService },
    { provide: VenueEvents, useExisting: VenueEventsService },
  ],
  exports: [OrderMatching, VenueEvents],
})
export class OrderMatchingModule {}
