export * from './compliance.contract';
export { ComplianceModule } from './compliance.module';
