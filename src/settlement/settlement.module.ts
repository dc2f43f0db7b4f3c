import { Module, type Provider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { QueueModule } from '../platform';
import { ConfirmationService } from './confirmation.service';
import { DeliveryService } from './delivery.service';
import { InstructionViews } from './instruction-view.service';
import { IntakeService } from './intake.service';
import { CursorRepository } from './persistence/cursor.repository';
import { InstructionRepository } from './persistence/instruction.repository';
import { InvariantRepository } from './persistence/invariant.repository';
import { PipelineRepository } from './persistence/pipeline.repository';
import { SettlementCursorEntity } from './persistence/settlement-cursor.entity';
import { SettlementInstructionEntity } from './persistence/settlement-instruction.entity';
import { RandomSource, SystemRandomSource } from './random-source';
import { Settlement } from './settlement.contract';
import { SettlementController } from './settlement.controller';
import { SettlementProcessor } from './settlement.processor';
import { SettlementService } from './settlement.service';
import { DEFAULT_SETTLEMENT_SETTINGS, SETTLEMENT_SETTINGS } from './settlement.settings';
import { SETTLEMENT_QUEUE } from './settlement-job';
import { SettlementRun } from './settlement-run.service';
import { WakeUpService } from './wake-up.service';

const providers: Provider[] = [
  { provide: Settlement, useClass: SettlementService },
  { provide: SETTLEMENT_SETTINGS, useValue: DEFAULT_SETTLEMENT_SETTINGS },
  { provide: RandomSource, useClass: SystemRandomSource },
  ConfirmationService,
  CursorRepository,
  DeliveryService,
  InstructionRepository,
  InstructionViews,
  IntakeService,
  InvariantRepository,
  PipelineRepository,
  SettlementProcessor,
  SettlementRun,
  WakeUpService,
];

/** Needs, from the floors below: Ledger, OrderMatching, VenueEvents, HolderDirectory. */
@Module({
  imports: [
    TypeOrmModule.forFeature([SettlementCursorEntity, SettlementInstructionEntity]),
    QueueModule.register(SETTLEMENT_QUEUE),
  ],
  controllers: [SettlementController],
  providers,
  exports: [Settlement],
})
export class SettlementModule {}
