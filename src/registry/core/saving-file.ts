import { type FieldProblem, parseQuantity } from '../../kernel';
import type { RightInstrument } from '../../right-family';
import type { Participant } from './register';
import { RowReader } from './row-reader';
import { judgedRows, type ParsedTable } from './table';
import type { FileReading } from './zone-file';

const MAX_APPROVAL_CHARACTERS = 100;

/** An approved saving: the volume of an instrument that its holder may sell. */
export interface Saving {
  readonly participantCode: string;
  readonly instrumentCode: string;
  readonly savedLots: number;
  readonly approvalNumber: string;
}

export interface SavingFileContext {
  readonly participants: ReadonlyMap<string, Participant>;
  readonly instruments: ReadonlyMap<string, RightInstrument>;
  readonly registered: readonly Saving[];
}

const savingKey = (saving: Saving): string =>
  [saving.approvalNumber, saving.participantCode, saving.instrumentCode].join(' / ');

function readSaving(reader: RowReader, context: SavingFileContext): Saving | null {
  const participant = reader.known('participant_code', context.participants);
  const instrument = reader.known('instrument_code', context.instruments);
  if (participant && instrument && participant.family !== instrument.family)
    return reader.refuse('instrument_code', 'saving.other-family', {
      en: `"${instrument.code}" is of ${instrument.family}; participant "${participant.participantCode}" is registered for ${participant.family}`,
      zh: `“${instrument.code}”属于 ${instrument.family}，参与方“${participant.participantCode}”登记于 ${participant.family}`,
    });
  const savedLots = instrument && reader.measured('saved_volume', (text) => parseQuantity(text, instrument));
  if (savedLots === 0)
    return reader.refuse('saved_volume', 'number.not-positive', {
      en: 'the saved volume must be above zero',
      zh: '节余量必须大于零',
    });
  const approvalNumber = reader.text('approval_number');
  if (approvalNumber.length > MAX_APPROVAL_CHARACTERS)
    return reader.refuse('approval_number', 'cell.too-long', {
      en: `an approval number has at most ${MAX_APPROVAL_CHARACTERS} characters`,
      zh: `批准文号最多 ${MAX_APPROVAL_CHARACTERS} 个字符`,
    });
  if (!participant || !instrument || savedLots === null) return null;
  return {
    participantCode: participant.participantCode,
    instrumentCode: instrument.code,
    savedLots,
    approvalNumber,
  };
}

/** New savings of a file. An approval that is registered already may come again with the same volume. */
export function readSavings(table: ParsedTable, context: SavingFileContext): FileReading<Saving> {
  const problems: FieldProblem[] = [];
  const seen = new Map<string, number>();
  const registered = new Map(context.registered.map((saving) => [savingKey(saving), saving]));
  const items: Saving[] = [];
  for (const row of judgedRows(table)) {
    const reader = new RowReader(row, problems);
    const saving = readSaving(reader, context);
    if (!saving || !reader.unique(savingKey(saving), 'approval_number', seen)) continue;
    const before = registered.get(savingKey(saving));
    if (before && before.savedLots !== saving.savedLots)
      reader.refuse('approval_number', 'saving.already-registered', {
        en: `approval "${saving.approvalNumber}" is registered with another volume; a change needs a new approval`,
        zh: `批准文号“${saving.approvalNumber}”已登记且数量不同；变更须有新的批准`,
      });
    else if (!before) items.push(saving);
  }
  return { items, problems };
}
