export * from './canonical-json';
export * from './decimal-string';
export * from './errors';
export * from './instrument';
export * from './integers';
