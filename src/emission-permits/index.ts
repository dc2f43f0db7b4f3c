export { EmissionPermitsModule } from './emission-permits.module';
