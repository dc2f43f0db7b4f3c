import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ClosingService } from './closing.service';
import { Compliance } from './compliance.contract';
import { ComplianceService } from './compliance.service';
import { HoldingsService } from './holdings.service';
import { MonitoringController } from './monitoring.controller';
import { MonitoringService } from './monitoring.service';
import { ObligationEntity } from './persistence/obligation.entity';
import { ObligationsRepository } from './persistence/obligations.repository';
import { ReportEntity } from './persistence/report.entity';
import { ReportsRepository } from './persistence/reports.repository';
import { SurrenderEntity, SurrenderPartEntity } from './persistence/surrender.entity';
import { ResultsService } from './results.service';
import { SurrenderController } from './surrender.controller';
import { SurrenderService } from './surrender.service';

/** Registry, Ledger, OrderMatching and the families are global; so is SessionCalendar, which training provides. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([ReportEntity, ObligationEntity, SurrenderEntity, SurrenderPartEntity])],
  controllers: [MonitoringController, SurrenderController],
  providers: [
    ClosingService,
    HoldingsService,
    MonitoringService,
    ObligationsRepository,
    ReportsRepository,
    ResultsService,
    SurrenderService,
    { provide: Compliance, useClass: ComplianceService },
  ],
  exports: [Compliance],
})
export class ComplianceModule {}
