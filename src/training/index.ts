export * from './training.contract';
export { TrainingModule } from './training.module';
