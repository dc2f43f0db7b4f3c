export { readTable } from './core';
export * from './registry.contract';
export { RegistryModule } from './registry.module';
