import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../platform';
import {
  auctionsQuery,
  auctionView,
  candleView,
  depthView,
  levelsQuery,
  marketView,
  tradesQuery,
  tradeView,
} from './market-data.dto';
import { MarketData } from './market-data.service';

@ApiTags('market data')
@ApiBearerAuth()
@ApiProblem(404, 'instrument.unknown', 'venue.unknown', 'venue.unknown-instrument')
@Controller('sessions/:sessionId/markets')
export class MarketDataController {
  constructor(private readonly marketData: MarketData) {}

  @Get()
  @ApiOperation({
    summary: 'The markets of the session: which rights are traded, at which last and reference price',
  })
  @ApiOkResponse({ standardSchema: marketView, isArray: true })
  markets(@Param('sessionId') sessionId: string) {
    return this.marketData.markets(sessionId);
  }

  @Get(':instrumentCode/depth')
  @ApiOperation({ summary: 'The best price levels of the order book, with the reference price and its band' })
  @ApiOkResponse({ standardSchema: depthView })
  depth(
    @Param('sessionId') sessionId: string,
    @Param('instrumentCode') instrumentCode: string,
    @Query('levels', { schema: levelsQuery }) levels: number,
  ) {
    return this.marketData.depth(sessionId, instrumentCode, levels);
  }

  @Get(':instrumentCode/trades')
  @ApiOperation({ summary: 'The newest trades first; the book is anonymous, so without counterparties' })
  @ApiOkResponse({ standardSchema: tradeView, isArray: true })
  trades(
    @Param('sessionId') sessionId: string,
    @Param('instrumentCode') instrumentCode: string,
    @Query('limit', { schema: tradesQuery }) limit: number,
  ) {
    return this.marketData.trades(sessionId, instrumentCode, limit);
  }

  @Get(':instrumentCode/auctions')
  @ApiOperation({
    summary: 'The newest call auctions first: price, volume, surplus, and why',
    description: 'The steps are the tie rules in their order; each tells the prices that it left.',
  })
  @ApiOkResponse({ standardSchema: auctionView, isArray: true })
  auctions(
    @Param('sessionId') sessionId: string,
    @Param('instrumentCode') instrumentCode: string,
    @Query('limit', { schema: auctionsQuery }) limit: number,
  ) {
    return this.marketData.auctions(sessionId, instrumentCode, limit);
  }

  @Get(':instrumentCode/candles')
  @ApiOperation({ summary: 'Open, high, low, close and average of every simulated day with trades' })
  @ApiOkResponse({ standardSchema: candleView, isArray: true })
  candles(@Param('sessionId') sessionId: string, @Param('instrumentCode') instrumentCode: string) {
    return this.marketData.candles(sessionId, instrumentCode);
  }
}
