export { FeedAnnouncements } from './feed-announcements.service';
export { MarketDataModule } from './market-data.module';
