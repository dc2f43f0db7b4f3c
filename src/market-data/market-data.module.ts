import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger';
import { FeedGateway } from './feed.gateway';
import { Feed } from './feed.service';
import { FeedAnnouncements, SessionFeed } from './feed-announcements.service';
import { MarketDataController } from './market-data.controller';
import { MarketData } from './market-data.service';
import { MarketFeed } from './market-feed.service';
import { Measures } from './measures.service';
import { PrivateFeed } from './private-feed.service';

@Module({
  imports: [LedgerModule],
  controllers: [MarketDataController],
  providers: [
    Feed,
    FeedGateway,
    MarketData,
    MarketFeed,
    Measures,
    PrivateFeed,
    SessionFeed,
    { provide: FeedAnnouncements, useExisting: SessionFeed },
  ],
  exports: [FeedAnnouncements],
})
export class MarketDataModule {}
