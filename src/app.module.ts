import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CarbonCreditsModule } from './carbon-credits';
import { ComplianceModule } from './compliance';
import { EmissionPermitsModule } from './emission-permits';
import { IdentityModule } from './identity';
import { LedgerModule } from './ledger';
import { MarketDataModule } from './market-data';
import { OrderMatchingModule } from './order-matching';
import { type Configuration, PlatformModule } from './platform';
import { RegistryModule } from './registry';
import { RightFamilyModule } from './right-family';
import { SettlementModule } from './settlement';
import { TrainingModule } from './training';
import { WaterRightsModule } from './water-rights';

/** The venue for every module above it, as the register and the ledger are. */
@Global()
@Module({ imports: [OrderMatchingModule], exports: [OrderMatchingModule] })
class Venue {}

/** Wiring only. */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a dynamic module of Nest is a class with static makers
export class AppModule {
  /** @param databaseUrl where the database really is: that of the configuration, or of the embedded server */
  static forConfiguration(configuration: Configuration, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(configuration, databaseUrl),
        IdentityModule,
        LedgerModule,
        RightFamilyModule,
        CarbonCreditsModule,
        EmissionPermitsModule,
        WaterRightsModule,
        RegistryModule,
        Venue,
        SettlementModule,
        ComplianceModule,
        MarketDataModule,
        TrainingModule,
      ],
    };
  }
}
