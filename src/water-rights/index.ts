export { WaterRightsModule } from './water-rights.module';
