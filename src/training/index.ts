export { SessionClock } from './session-clock.service';
export { SessionScheduler } from './session-scheduler';
export * from './training.contract';
export { TrainingModule } from './training.module';
