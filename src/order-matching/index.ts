export * from './order-matching.contract';
export { OrderMatchingModule } from './order-matching.module';
export * from './order-requests';
export * from './venue-views';
