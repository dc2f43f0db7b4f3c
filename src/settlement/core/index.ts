export * from './instruction-states';
export * from './next-trades';
export * from './retry-delay';
