import type { ColumnSpecification } from '../../right-family';

const column = (
  name: string,
  en: string,
  zh: string,
  example: string,
  required = true,
): ColumnSpecification => ({ name, names: { en, zh }, required, example });

/** The files that the registry takes and their columns: used to check, to explain and to make the templates. */
export const REGISTRY_FILES = {
  zones: [
    column('code', 'zone code', '区域代码', 'YELLOW-NX'),
    column('parent_code', 'code of the zone above', '上级区域代码', 'YELLOW', false),
    column('kind', 'kind of zone', '区域类型', 'basin'),
    column('name_zh', 'Chinese name', '中文名称', '黄河宁夏段'),
    column('name_en', 'English name', '英文名称', 'Yellow River in Ningxia'),
    column(
      'attains_quality_target',
      'environment quality target met (yes, no, empty)',
      '环境质量是否达标',
      'yes',
      false,
    ),
  ],
  participants: [
    column('code', 'participant code', '参与方代码', 'P01'),
    column('name_zh', 'Chinese name', '中文名称', '示例电厂'),
    column('name_en', 'English name', '英文名称', 'Example power plant'),
    column('kind', 'kind of participant', '参与方类型', 'power-company'),
    column('family', 'right family', '权利类别', 'carbon-credits'),
    column('zone_code', 'zone', '所在区域', 'CN'),
    column('opening_cash_cny', 'opening cash, CNY', '期初资金（元）', '1000000.00', false),
  ],
  caps: [
    column('family', 'right family', '权利类别', 'carbon-credits'),
    column('commodity', 'commodity', '品种', 'CEA'),
    column('region_code', 'region', '区域', 'CN'),
    column('period', 'compliance period', '履约期', '2024'),
    column('cap', "cap in the family's unit", '总量（按该类别的单位）', '50000000'),
  ],
  savings: [
    column('participant_code', 'participant', '参与方', 'W01'),
    column('instrument_code', 'instrument', '标的', 'WATER-YELLOW-NX-2024'),
    column('saved_volume', "approved saving in the instrument's unit", '核定节余量（按标的单位）', '120000'),
    column('approval_number', 'number of the approval', '批准文号', 'NX-2024-001'),
  ],
  attainment: [
    column('zone_code', 'zone', '区域', 'FEN'),
    column('attains', 'environment quality target met (yes, no)', '环境质量是否达标', 'no'),
  ],
} as const satisfies Record<string, readonly ColumnSpecification[]>;

/** One cell of a CSV file: quoted where needed; a text that a spreadsheet would run as a formula is disarmed. */
export function csvCell(text: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Lines as CSV text with a byte-order mark, so that spreadsheet programs read Chinese names. */
export const csvText = (lines: readonly (readonly string[])[]): string =>
  `\uFEFF${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;

/** A file to fill in: the header and one example row. */
export const templateOf = (columns: readonly ColumnSpecification[]): string =>
  csvText([columns.map((each) => each.name), columns.map((each) => each.example)]);
