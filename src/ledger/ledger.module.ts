import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Ledger } from './ledger.contract';
import { LedgerService } from './ledger.service';
import { LedgerAccountEntity } from './persistence/ledger-account.entity';
import { LedgerBalanceEntity } from './persistence/ledger-balance.entity';
import { LedgerPostingEntity } from './persistence/ledger-posting.entity';
import { LedgerPostingSetEntity } from './persistence/ledger-posting-set.entity';

@Global()
@Module({
  imports: [
    TypeOrmModule.forFeature([
      LedgerAccountEntity,
      LedgerBalanceEntity,
      LedgerPostingSetEntity,
      LedgerPostingEntity,
    ]),
  ],
  providers: [{ provide: Ledger, useClass: LedgerService }],
  exports: [Ledger],
})
export class LedgerModule {}
