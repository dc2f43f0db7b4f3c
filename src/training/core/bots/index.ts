export * from './desk';
export * from './forecast';
export * from './random';
export * from './stale-orders';
export * from './trader';
export * from './value-path';
export { replenish } from './zero-intelligence';
