export * from './order-matching.contract';
export { OrderMatchingModule } from './order-matching.module';
