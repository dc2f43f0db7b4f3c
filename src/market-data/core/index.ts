export * from './feed-channel';
export * from './market-book';
export * from './market-messages';
