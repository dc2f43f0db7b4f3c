import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Roles } from '../identity';
import { AcceptsCsv, ApiProblem } from '../platform';
import { Compliance } from './compliance.contract';
import {
  familyCode,
  monitoringFile,
  period as periodSchema,
  type ReportResponse,
  reportResponse,
  rowCountResponse,
  verifiedResponse,
} from './compliance.dto';

@ApiTags('compliance')
@ApiBearerAuth()
@Controller('sessions/:sessionId/compliance/reports')
export class MonitoringController {
  constructor(private readonly compliance: Compliance) {}

  @Roles('regulator', 'trainer')
  @Put(':family/:period')
  @ApiOperation({ summary: 'Bring in a monitoring file: participant_code, quantity. All or nothing.' })
  @AcceptsCsv()
  @ApiOkResponse({ standardSchema: rowCountResponse })
  @ApiProblem(400, 'report.unknown-period')
  @ApiProblem(409, 'report.already-verified')
  @ApiProblem(422, 'compliance.bad-file')
  import(
    @Param('sessionId') sessionId: string,
    @Param('family', { schema: familyCode }) family: string,
    @Param('period', { schema: periodSchema }) period: string,
    @Body({ schema: monitoringFile }) csv: string,
    @CurrentActor() actor: Actor,
  ): Promise<{ readonly rowCount: number }> {
    return this.compliance.importReports({ sessionId, family, period, csv, actorId: actor.actorId });
  }

  @Roles('regulator', 'trainer')
  @Post(':family/:period/verify')
  @HttpCode(200)
  @ApiOperation({ summary: 'Verify what another person brought in; obligations follow from it' })
  @ApiOkResponse({ standardSchema: verifiedResponse })
  @ApiProblem(400, 'report.unknown-period')
  @ApiProblem(403, 'report.same-person')
  @ApiProblem(404, 'report.none')
  verify(
    @Param('sessionId') sessionId: string,
    @Param('family', { schema: familyCode }) family: string,
    @Param('period', { schema: periodSchema }) period: string,
    @CurrentActor() actor: Actor,
  ): Promise<{ readonly verifiedCount: number }> {
    return this.compliance.verifyReports({ sessionId, family, period, actorId: actor.actorId });
  }

  @Roles('regulator', 'trainer', 'trader')
  @Get()
  @ApiOperation({ summary: 'Monitoring reports; a trader sees its own only' })
  @ApiOkResponse({ standardSchema: reportResponse, isArray: true })
  async list(
    @Param('sessionId') sessionId: string,
    @CurrentActor() actor: Actor,
  ): Promise<readonly ReportResponse[]> {
    const reports = await this.compliance.reports(sessionId);
    return reports
      .filter((row) => actor.role !== 'trader' || row.participantCode === actor.participantCode)
      .map(({ sessionId: _, ...report }) => report);
  }
}
