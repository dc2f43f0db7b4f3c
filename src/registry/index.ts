export * from './registry.contract';
export { RegistryModule } from './registry.module';
