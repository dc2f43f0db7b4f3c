export * from './settlement.contract';
export { SettlementModule } from './settlement.module';
