import {
  type AllocationEntry,
  type AllocationMethod,
  type AllocationOutcome,
  type AllocationRequest,
  checkRequest,
  clauseOf,
  holdersByCode,
  InputProblems,
  RowReader,
  UniqueKeys,
} from '../../right-family';
import { OFFSET } from './instruments';
import { capRegionOf } from './national-cap';
import { CCER_RULES } from './rule-packs';

export const CCER_REGISTRATION: AllocationMethod = {
  code: 'ccer-registration',
  names: { en: 'Registration of certified reductions', zh: '核证自愿减排量登记' },
  rulePack: CCER_RULES.code,
  columns: [
    {
      name: 'participant_code',
      names: { en: 'project owner', zh: '项目业主代码' },
      required: true,
      example: 'D01',
    },
    {
      name: 'project_code',
      names: { en: 'project, registered once', zh: '项目编号，只登记一次' },
      required: true,
      example: 'CCER-01-0001',
    },
    {
      name: 'tonnes',
      names: { en: 'certified reduction (t CO2e, whole)', zh: '核证减排量（吨，整数）' },
      required: true,
      example: '180000',
    },
  ],
  parameters: [],
};

/** Issues certified reductions to the owners of the projects. */
export function registerReductions(request: AllocationRequest): AllocationOutcome {
  const problems = new InputProblems();
  checkRequest(request, CCER_REGISTRATION, problems);
  const holders = holdersByCode(request.holders);
  const projects = new UniqueKeys();
  const entries: AllocationEntry[] = [];
  for (const row of request.rows) {
    const cells = new RowReader(row, problems);
    const holder = cells.holder('participant_code', holders, ['offset-developer']);
    const project = cells.text('project_code');
    if (project) projects.check(cells, 'project_code', project);
    const tonnes = cells.number('tonnes', { minimum: '1', maximum: '1000000000', decimals: 0 });
    if (!holder || !project || !tonnes) continue;
    entries.push({
      holderCode: holder.participantCode,
      instrumentCode: OFFSET,
      quantityLots: tonnes.toNumber(),
      capRegionCode: capRegionOf(holder),
      drawnFromHolderCode: null,
      basis: [`project ${project}`],
      chargeCents: 0,
      explanation: [
        {
          label: { en: `project ${project}: certified reduction`, zh: `项目 ${project}：核证减排量` },
          formula: tonnes.toFixed(),
          value: tonnes.toFixed(),
          clause: clauseOf(CCER_RULES),
        },
      ],
    });
  }
  return problems.found.length > 0 ? { ok: false, problems: problems.found } : { ok: true, entries };
}
