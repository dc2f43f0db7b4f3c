export { breachesIn } from './breaches';
export { type RunningProgram, startProgram } from './program';
export { describeOnEachQueue, startTestApp, type TestApp, TRAINER_PASSWORD } from './test-app';
export { createEmptyDatabase, createTestDatabase, type TestDatabase } from './test-database';
