import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ComplianceModule } from '../compliance';
import { SessionDirectory } from '../identity';
import { LedgerModule } from '../ledger';
import { MarketDataModule } from '../market-data';
import { SessionCalendar } from '../right-family';
import { SettlementModule } from '../settlement';
import { BotDesks } from './bot-desks.service';
import { BotMarkets } from './bot-markets.service';
import { BotRunner } from './bot-runner.service';
import { BotSurrender } from './bot-surrender.service';
import { ExampleFiles } from './example-files.service';
import { InitialAllocation } from './initial-allocation.service';
import { Invariants } from './invariants.service';
import { TrainingSessionEntity } from './persistence/training-session.entity';
import { TrainingSessionsRepository } from './persistence/training-sessions.repository';
import { SessionBuilder } from './session-builder.service';
import { StoredSessionCalendar } from './session-calendar.service';
import { SessionClock } from './session-clock.service';
import { SessionScheduler, TimerScheduler } from './session-scheduler';
import { SessionStages } from './session-stages.service';
import { Sessions } from './sessions.service';
import { Training } from './training.contract';
import { TrainingController } from './training.controller';
import { TrainingService } from './training.service';

/** Sessions, their clock and their robots. Global: floors below ask the port SessionCalendar what day it is. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forFeature([TrainingSessionEntity]),
    ComplianceModule,
    LedgerModule,
    MarketDataModule,
    SettlementModule,
  ],
  controllers: [TrainingController],
  providers: [
    BotDesks,
    BotMarkets,
    BotRunner,
    BotSurrender,
    ExampleFiles,
    InitialAllocation,
    Invariants,
    SessionBuilder,
    SessionClock,
    SessionStages,
    Sessions,
    TrainingSessionsRepository,
    { provide: SessionCalendar, useClass: StoredSessionCalendar },
    { provide: SessionDirectory, useExisting: SessionCalendar },
    { provide: SessionScheduler, useClass: TimerScheduler },
    { provide: Training, useClass: TrainingService },
  ],
  exports: [SessionCalendar, SessionClock, SessionDirectory, Training],
})
export class TrainingModule {}
