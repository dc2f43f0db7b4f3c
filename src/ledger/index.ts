export * from './ledger.contract';
export { LedgerModule } from './ledger.module';
