import type { FieldProblem } from '../../kernel';
import type { Zone } from '../../right-family';
import type { Participant } from './register';
import { RowReader } from './row-reader';
import { judgedRows, type ParsedTable } from './table';
import type { FileReading } from './zone-file';

/**
 * Words that accounts, ledger references and actors begin with (`system:issuance`, `transfer:home:…`, `seat:…`): a
 * participant of that name could take a reference that the program will need.
 */
const RESERVED_CODES = new Set([
  'bank',
  'bot',
  'cash',
  'charge',
  'cny',
  'deposit',
  'home',
  'observer',
  'opening',
  'opening-cash',
  'penalty',
  'person',
  'plan',
  'registration',
  'regulator',
  'seat',
  'surrender',
  'system',
  'trade',
  'trader',
  'trading',
  'trainer',
  'transfer',
]);

const sameParticipant = (a: Participant, b: Participant): boolean =>
  a.names.en === b.names.en &&
  a.names.zh === b.names.zh &&
  a.kind === b.kind &&
  a.family === b.family &&
  a.zoneCode === b.zoneCode &&
  a.openingCashCents === b.openingCashCents;

export interface ParticipantFileContext {
  readonly registered: ReadonlyMap<string, Participant>;
  readonly zones: ReadonlyMap<string, Zone>;
  readonly families: readonly string[];
}

function readParticipant(
  reader: RowReader,
  seen: Map<string, number>,
  context: ParticipantFileContext,
): Participant | null {
  const code = reader.code('code');
  const unique = code !== null && reader.unique(code, 'code', seen);
  if (code !== null && RESERVED_CODES.has(code.toLowerCase()))
    reader.refuse('code', 'code.reserved', {
      en: `"${code}" is reserved for the books of the system; choose another code`,
      zh: `“${code}”为系统账簿保留，请换用其他代码`,
    });
  const kind = reader.code('kind');
  const family = reader.oneOf('family', context.families);
  const zone = reader.known('zone_code', context.zones);
  const openingCashCents = reader.text('opening_cash_cny') === '' ? 0 : reader.decimal('opening_cash_cny', 2);
  if (!unique || kind === null || family === null || zone === null || openingCashCents === null) return null;
  return {
    participantCode: code,
    names: { en: reader.text('name_en'), zh: reader.text('name_zh') },
    kind,
    family,
    zoneCode: zone.code,
    openingCashCents,
  };
}

/** New participants of a file. One that is registered already may come again unchanged. */
export function readParticipants(
  table: ParsedTable,
  context: ParticipantFileContext,
): FileReading<Participant> {
  const problems: FieldProblem[] = [];
  const seen = new Map<string, number>();
  const items: Participant[] = [];
  for (const row of judgedRows(table)) {
    const reader = new RowReader(row, problems);
    const participant = readParticipant(reader, seen, context);
    const before = participant && context.registered.get(participant.participantCode);
    if (before && !sameParticipant(before, participant))
      reader.refuse('code', 'participant.already-registered', {
        en: `participant "${before.participantCode}" is registered with other particulars; leave the row out or send it unchanged`,
        zh: `参与方“${before.participantCode}”已登记且内容不同；请删除该行或保持原样`,
      });
    else if (participant && !before) items.push(participant);
  }
  return { items, problems };
}
