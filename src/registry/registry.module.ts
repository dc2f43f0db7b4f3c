import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LedgerModule } from '../ledger';
import { HolderDirectory, RightFamilyModule } from '../right-family';
import { FileImportService } from './file-import.service';
import { PeriodService } from './period.service';
import { CapEntity } from './persistence/cap.entity';
import { CapRepository } from './persistence/cap.repository';
import { InstrumentEntity } from './persistence/instrument.entity';
import { ParticipantEntity } from './persistence/participant.entity';
import { PlanEntity } from './persistence/plan.entity';
import { PlanRepository } from './persistence/plan.repository';
import { PlanEntryEntity } from './persistence/plan-entry.entity';
import { RegisterEntity } from './persistence/register.entity';
import { RegisterRepository } from './persistence/register.repository';
import { SavingEntity } from './persistence/saving.entity';
import { ZoneEntity } from './persistence/zone.entity';
import { PlanController } from './plan.controller';
import { PlanService } from './plan.service';
import { PlanIssueService } from './plan-issue.service';
import { RegisterDirectory } from './register-directory';
import { Registry } from './registry.contract';
import { RegistryController } from './registry.controller';
import { RegistryService } from './registry.service';

/** The register, caps and plans. Global: the exchange asks it through the port HolderDirectory, not by import. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forFeature([
      ZoneEntity,
      ParticipantEntity,
      InstrumentEntity,
      CapEntity,
      SavingEntity,
      PlanEntity,
      PlanEntryEntity,
      RegisterEntity,
    ]),
    LedgerModule,
    RightFamilyModule,
  ],
  controllers: [RegistryController, PlanController],
  providers: [
    CapRepository,
    PlanRepository,
    RegisterRepository,
    FileImportService,
    PeriodService,
    PlanService,
    PlanIssueService,
    RegisterDirectory,
    RegistryService,
    { provide: Registry, useExisting: RegistryService },
    { provide: HolderDirectory, useExisting: RegistryService },
  ],
  exports: [Registry, HolderDirectory],
})
export class RegistryModule {}
