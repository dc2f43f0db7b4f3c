import { Body, Controller, Get, Header, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Roles } from '../identity';
import { AcceptsCsv, ApiProblem } from '../platform';
import { RightFamilyDirectory, type RightInstrument, type Zone } from '../right-family';
import { methodOf } from './core/plan-input';
import { REGISTRY_FILES, templateOf } from './core/registry-files';
import { Registry, type RegistryFile } from './registry.contract';
import {
  type CapResponse,
  capResponse,
  code,
  familyResponse,
  instrumentResponse,
  type ParticipantResponse,
  participantResponse,
  registryCsv,
  registryFile,
  rowCountResponse,
  zoneResponse,
} from './registry.dto';
import { shownCap, shownParticipant } from './registry-presenter';

const CSV = 'text/csv; charset=utf-8';

@ApiTags('registry')
@ApiBearerAuth()
@Controller('sessions/:sessionId/registry')
export class RegistryController {
  constructor(
    private readonly registry: Registry,
    private readonly families: RightFamilyDirectory,
  ) {}

  @Get('caps')
  @ApiOperation({ summary: 'Caps by family, commodity, region and period, and what is issued under them' })
  @ApiOkResponse({ standardSchema: capResponse, isArray: true })
  async caps(@Param('sessionId') sessionId: string): Promise<readonly CapResponse[]> {
    const zones = new Map((await this.registry.zones(sessionId)).map((zone) => [zone.code, zone]));
    return (await this.registry.caps(sessionId)).map((cap) => shownCap(cap, zones));
  }

  @Get('zones')
  @ApiOperation({ summary: 'Regions, basins, watersheds and irrigation districts, with their parents' })
  @ApiOkResponse({ standardSchema: zoneResponse, isArray: true })
  zones(@Param('sessionId') sessionId: string): Promise<readonly Zone[]> {
    return this.registry.zones(sessionId);
  }

  @Get('participants')
  @ApiOperation({ summary: 'Who is registered; opening cash is shown to officers and to its owner' })
  @ApiOkResponse({ standardSchema: participantResponse, isArray: true })
  async participants(
    @Param('sessionId') sessionId: string,
    @CurrentActor() actor: Actor,
  ): Promise<readonly ParticipantResponse[]> {
    return (await this.registry.participants(sessionId)).map((each) => shownParticipant(each, actor));
  }

  @Get('instruments')
  @ApiOperation({ summary: 'The tradable rights of the session' })
  @ApiOkResponse({ standardSchema: instrumentResponse, isArray: true })
  instruments(@Param('sessionId') sessionId: string): Promise<readonly RightInstrument[]> {
    return this.registry.instruments(sessionId);
  }

  @Get('families')
  @ApiOperation({
    summary: 'The right families: their rule packs with sources, their allocation methods with columns',
  })
  @ApiOkResponse({ standardSchema: familyResponse, isArray: true })
  familyList(): unknown {
    return this.families.all().map(({ code: familyCode, names, rulePacks, allocationMethods }) => ({
      code: familyCode,
      names,
      rulePacks,
      allocationMethods,
    }));
  }

  @Get('families/:family/methods/:method/template.csv')
  @Header('content-type', CSV)
  @ApiOperation({ summary: 'The input file of an allocation method, with one example row' })
  @ApiProduces('text/csv')
  @ApiProblem(404, 'family.unknown', 'plan.unknown-method')
  methodTemplate(
    @Param('family', { schema: code }) family: string,
    @Param('method', { schema: code }) method: string,
  ): string {
    return templateOf(methodOf(this.families.get(family), method).columns);
  }

  @Get('files/:file/template.csv')
  @Header('content-type', CSV)
  @ApiOperation({ summary: 'A registry file to fill in, with one example row' })
  @ApiProduces('text/csv')
  fileTemplate(@Param('file', { schema: registryFile }) file: RegistryFile): string {
    return templateOf(REGISTRY_FILES[file]);
  }

  @Roles('regulator', 'trainer')
  @Put('files/:file')
  @ApiOperation({
    summary: 'Import a file: zones, participants, caps, savings or attainment',
    description:
      'All or nothing: every bad cell is reported with line, column and what would be accepted. Sending a file again changes nothing.',
  })
  @AcceptsCsv()
  @ApiOkResponse({ standardSchema: rowCountResponse })
  @ApiProblem(400, 'registry.file-too-large')
  @ApiProblem(422, 'registry.bad-file')
  importFile(
    @Param('sessionId') sessionId: string,
    @Param('file', { schema: registryFile }) file: RegistryFile,
    @Body({ schema: registryCsv }) csv: string,
    @CurrentActor() actor: Actor,
  ): Promise<{ readonly rowCount: number }> {
    return this.registry.importFile({ sessionId, file, csv, actorId: actor.actorId });
  }
}
