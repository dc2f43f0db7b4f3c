import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Roles } from '../identity';
import { formatCents, formatQuantity, parseCents, parseQuantity } from '../kernel';
import { CASH } from '../ledger';
import { ApiProblem } from '../platform';
import { AccountOverviewService } from './account-overview.service';
import { TRANSFER_REFUSALS, VENUE_AWAY } from './documented-codes';
import { InstrumentCatalogue } from './instrument-catalogue';
import { OrderMatching } from './order-matching.contract';
import {
  type AccountResponse,
  accountResponse,
  type TransferRequest,
  transferRequest,
} from './order-matching.dto';
import { participantOf } from './trader-actor';

@ApiTags('order matching')
@ApiBearerAuth()
@Roles('trader')
@Controller('sessions/:sessionId/account')
export class AccountController {
  constructor(
    private readonly venue: OrderMatching,
    private readonly accounts: AccountOverviewService,
    private readonly catalogue: InstrumentCatalogue,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Own account: cash and rights, free, reserved, unsettled, and kept elsewhere' })
  @ApiOkResponse({ standardSchema: accountResponse })
  @ApiProblem(404, 'venue.unknown')
  async own(@Param('sessionId') sessionId: string, @CurrentActor() actor: Actor): Promise<AccountResponse> {
    const { account, bankCents, rights } = await this.accounts.overview(sessionId, participantOf(actor));
    return {
      participantCode: account.participantCode,
      cash: {
        available: formatCents(account.cashAvailableCents),
        reserved: formatCents(account.cashReservedCents),
        unsettledIn: formatCents(account.cashUnsettledInCents),
        unsettledOut: formatCents(account.cashUnsettledOutCents),
        bank: formatCents(bankCents),
      },
      rights: await Promise.all(
        rights.map(async ({ instrumentCode, ...held }) => {
          const measures = await this.catalogue.instrument(sessionId, instrumentCode);
          return {
            instrumentCode,
            available: formatQuantity(held.availableLots, measures),
            reserved: formatQuantity(held.reservedLots, measures),
            unsettledIn: formatQuantity(held.unsettledInLots, measures),
            unsettledOut: formatQuantity(held.unsettledOutLots, measures),
            registered: formatQuantity(held.registeredLots, measures),
          };
        }),
      ),
    };
  }

  @Post('transfers')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Move cash between bank and trading account, or rights between registration and trading account',
  })
  @ApiOkResponse({ standardSchema: accountResponse })
  @ApiProblem(400, 'transfer.amount-not-positive', 'transfer.bad-reference', 'quantity.off-step')
  @ApiProblem(404, 'instrument.unknown', 'venue.unknown')
  @ApiProblem(409, 'ledger.reference-reused')
  @ApiProblem(422, 'ledger.insufficient-balance', 'ledger.unknown-account', ...TRANSFER_REFUSALS)
  @ApiProblem(503, ...VENUE_AWAY)
  async transfer(
    @Param('sessionId') sessionId: string,
    @Body({ schema: transferRequest }) body: TransferRequest,
    @CurrentActor() actor: Actor,
  ): Promise<AccountResponse> {
    const participantCode = participantOf(actor);
    const move = {
      sessionId,
      participantCode,
      asset: body.asset,
      amount:
        body.asset === CASH
          ? parseCents(body.amount)
          : parseQuantity(body.amount, await this.catalogue.instrument(sessionId, body.asset)),
      // a client's reference counts for its own participant only
      reference: `${participantCode}:${body.reference ?? randomUUID()}`,
    };
    await (body.direction === 'to-trading'
      ? this.venue.moveToTrading(move)
      : this.venue.moveFromTrading(move));
    return this.own(sessionId, actor);
  }
}
