import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CarbonCreditsModule } from '../../src/carbon-credits';
import { EmissionPermitsModule } from '../../src/emission-permits';
import { Ledger, LedgerModule } from '../../src/ledger';
import { Clock, SystemClock } from '../../src/platform';
import { databaseOptions } from '../../src/platform/database/database-options';
import { Registry, RegistryModule } from '../../src/registry';
import {
  HolderDirectory,
  RightFamilyDirectory,
  RightFamilyModule,
  SessionCalendar,
} from '../../src/right-family';
import { WaterRightsModule } from '../../src/water-rights';
import { createEmptyDatabase } from '../support';
import { ToyFamily } from './toy-family';

export interface RegistryBench {
  readonly registry: Registry;
  readonly ledger: Ledger;
  readonly holders: HolderDirectory;
  readonly families: RightFamilyDirectory;
  readonly dataSource: DataSource;
  readonly close: () => Promise<void>;
}

/** Registry and ledger on a database: the fresh one of the first, shared by a second "process" on the same url. */
export async function openRegistry(url: string): Promise<RegistryBench> {
  @Global()
  @Module({
    providers: [
      { provide: Clock, useClass: SystemClock },
      { provide: SessionCalendar, useValue: { today: () => Promise.resolve('2024-01-05') } },
    ],
    exports: [Clock, SessionCalendar],
  })
  class Surroundings {}

  const testing = await Test.createTestingModule({
    imports: [
      TypeOrmModule.forRoot({ ...databaseOptions(url), autoLoadEntities: true, migrationsRun: true }),
      Surroundings,
      RightFamilyModule,
      CarbonCreditsModule,
      EmissionPermitsModule,
      WaterRightsModule,
      LedgerModule,
      RegistryModule,
    ],
  }).compile();
  testing.useLogger(false);
  testing.get(RightFamilyDirectory, { strict: false }).register(new ToyFamily());
  await testing.init();
  return {
    registry: testing.get(Registry, { strict: false }),
    ledger: testing.get(Ledger, { strict: false }),
    holders: testing.get(HolderDirectory, { strict: false }),
    families: testing.get(RightFamilyDirectory, { strict: false }),
    dataSource: testing.get(DataSource, { strict: false }),
    close: () => testing.close(),
  };
}

export const emptyDatabase = createEmptyDatabase;

export const ZONES = `code,parent_code,kind,name_zh,name_en,attains_quality_target
CN,,country,中国,China,
CN-NX,CN,province,宁夏,Ningxia,
RIVER,CN,basin,河,River,
LAKE,RIVER,watershed,湖,Lake,no
`;
export const PARTICIPANTS = `code,name_zh,name_en,kind,family,zone_code,opening_cash_cny
R1,区域,Authority,region-authority,toy,RIVER,
A,甲,Anna,plant,toy,LAKE,100.00
B,乙,Ben,plant,toy,CN-NX,50.00
C,丙,Carl,plant,toy,CN,
`;
export const CAPS =
  'family,commodity,region_code,period,cap\ntoy,TOY,CN,2024,100.0\ntoy,TOY,RIVER,2024,30.0\n';
