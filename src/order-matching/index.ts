export * from './order-matching.contract';
export { OrderMatchingModule } from './order-matching.module';
export * from './order-requests';
export { VenueAudit } from './venue-audit.contract';
export { VenueAuditModule } from './venue-audit.module';
export * from './venue-views';
