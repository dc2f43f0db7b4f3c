export { CarbonCreditsModule } from './carbon-credits.module';
