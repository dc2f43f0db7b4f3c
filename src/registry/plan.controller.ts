import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { type Actor, CurrentActor, Roles } from '../identity';
import { AcceptsFileInJson, ApiProblem } from '../platform';
import { SessionCalendar } from '../right-family';
import { allocationTable } from './core/allocation-table';
import { unknownPlan } from './plan.service';
import { type InitialAllocationPlan, Registry } from './registry.contract';
import {
  type DraftPlanRequest,
  draftPlanRequest,
  type PlanResponse,
  type PlanSummaryResponse,
  planResponse,
  planSummaryResponse,
} from './registry.dto';
import { isOfficer, planSummary, shownPlan } from './registry-presenter';

/** Initial allocation plans: draft → submitted → approved by a second person → issued. */
@ApiTags('registry')
@ApiBearerAuth()
@Controller('sessions/:sessionId/registry/plans')
export class PlanController {
  constructor(
    private readonly registry: Registry,
    private readonly calendar: SessionCalendar,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Plans; who is neither trainer nor regulator sees the issued ones' })
  @ApiOkResponse({ standardSchema: planSummaryResponse, isArray: true })
  async list(
    @Param('sessionId') sessionId: string,
    @CurrentActor() actor: Actor,
  ): Promise<readonly PlanSummaryResponse[]> {
    const plans = await this.registry.plans(sessionId);
    return plans.filter((plan) => isOfficer(actor) || plan.status === 'issued').map(planSummary);
  }

  @Get(':planId')
  @ApiOperation({ summary: 'A plan with its entries, each with its explanation' })
  @ApiOkResponse({ standardSchema: planResponse })
  @ApiProblem(404, 'plan.unknown')
  async detail(
    @Param('sessionId') sessionId: string,
    @Param('planId') planId: string,
    @CurrentActor() actor: Actor,
  ): Promise<PlanResponse> {
    return this.#shown(await this.#visible(sessionId, planId, actor));
  }

  @Get(':planId/entries.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @ApiOperation({ summary: 'The allocation table of a plan as CSV' })
  @ApiProduces('text/csv')
  @ApiProblem(404, 'plan.unknown')
  async table(
    @Param('sessionId') sessionId: string,
    @Param('planId') planId: string,
    @CurrentActor() actor: Actor,
  ): Promise<string> {
    const { entries } = await this.#visible(sessionId, planId, actor);
    return allocationTable(entries, await this.#instruments(sessionId));
  }

  @Roles('regulator', 'trainer')
  @AcceptsFileInJson()
  @Post()
  @ApiOperation({ summary: "Draft a plan: a family's method computes the entries from the file" })
  @ApiCreatedResponse({ standardSchema: planResponse })
  @ApiProblem(404, 'family.unknown', 'plan.unknown-method')
  @ApiProblem(400, 'registry.file-too-large')
  @ApiProblem(422, 'registry.bad-file')
  async draft(
    @Param('sessionId') sessionId: string,
    @Body({ schema: draftPlanRequest }) request: DraftPlanRequest,
    @CurrentActor() actor: Actor,
  ): Promise<PlanResponse> {
    return this.#shown(await this.registry.draftPlan({ sessionId, ...request, actorId: actor.actorId }));
  }

  @Roles('regulator', 'trainer')
  @Post(':planId/submit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Submit a draft for approval' })
  @ApiOkResponse({ standardSchema: planSummaryResponse })
  @ApiProblem(404, 'plan.unknown')
  @ApiProblem(409, 'plan.wrong-state')
  async submit(
    @Param('sessionId') sessionId: string,
    @Param('planId') planId: string,
    @CurrentActor() actor: Actor,
  ): Promise<PlanSummaryResponse> {
    return planSummary(await this.registry.submitPlan(sessionId, planId, actor.actorId));
  }

  @Roles('regulator', 'trainer')
  @Post(':planId/approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve a submitted plan, as a second person' })
  @ApiOkResponse({ standardSchema: planSummaryResponse })
  @ApiProblem(403, 'plan.same-person')
  @ApiProblem(404, 'plan.unknown')
  @ApiProblem(409, 'plan.wrong-state', 'plan.being-issued')
  async approve(
    @Param('sessionId') sessionId: string,
    @Param('planId') planId: string,
    @CurrentActor() actor: Actor,
  ): Promise<PlanSummaryResponse> {
    return planSummary(await this.registry.approvePlan(sessionId, planId, actor.actorId));
  }

  @Roles('regulator', 'trainer')
  @Post(':planId/reject')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reject a plan that is not issued yet' })
  @ApiOkResponse({ standardSchema: planSummaryResponse })
  @ApiProblem(404, 'plan.unknown')
  @ApiProblem(409, 'plan.wrong-state', 'plan.being-issued')
  async reject(
    @Param('sessionId') sessionId: string,
    @Param('planId') planId: string,
    @CurrentActor() actor: Actor,
  ): Promise<PlanSummaryResponse> {
    return planSummary(await this.registry.rejectPlan(sessionId, planId, actor.actorId));
  }

  @Roles('regulator', 'trainer')
  @Post(':planId/issue')
  @HttpCode(200)
  @ApiOperation({ summary: 'Issue an approved plan: all of it or nothing, never above a cap' })
  @ApiOkResponse({ standardSchema: planSummaryResponse })
  @ApiProblem(404, 'plan.unknown', 'session.unknown')
  @ApiProblem(409, 'plan.wrong-state')
  @ApiProblem(
    422,
    'cap.exceeded',
    'cap.not-set',
    'plan.insufficient-volume',
    'plan.insufficient-cash',
    'plan.allotted-before',
    'plan.not-posted',
  )
  async issue(
    @Param('sessionId') sessionId: string,
    @Param('planId') planId: string,
    @CurrentActor() actor: Actor,
  ): Promise<PlanSummaryResponse> {
    const today = await this.calendar.today(sessionId);
    return planSummary(await this.registry.issuePlan(sessionId, planId, actor.actorId, today));
  }

  /** A plan in the making is the officers' business: for others it does not exist yet. */
  async #visible(sessionId: string, planId: string, actor: Actor): Promise<InitialAllocationPlan> {
    const plan = await this.registry.plan(sessionId, planId);
    if (!isOfficer(actor) && plan.status !== 'issued') throw unknownPlan(planId);
    return plan;
  }

  async #shown(plan: InitialAllocationPlan): Promise<PlanResponse> {
    return shownPlan(plan, await this.#instruments(plan.sessionId));
  }

  async #instruments(sessionId: string) {
    const instruments = await this.registry.instruments(sessionId);
    return new Map(instruments.map((instrument) => [instrument.code, instrument]));
  }
}
