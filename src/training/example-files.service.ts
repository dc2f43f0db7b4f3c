import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { parse } from 'csv-parse/sync';
import { projectRoot } from '../platform';

export interface MeasuredRow {
  readonly participantCode: string;
  /** decimal string in the family's unit */
  readonly quantity: string;
}

/** The input files of the scenarios that are shipped with the program. */
@Injectable()
export class ExampleFiles {
  readonly #root = join(projectRoot(), 'examples');

  text(folder: string, file: string): Promise<string> {
    return readFile(join(this.#root, folder, file), 'utf8');
  }

  /** How many rows a file has, its header not counted. */
  async rowCount(folder: string, file: string): Promise<number> {
    return parse(await this.text(folder, file), { bom: true, columns: true }).length;
  }

  async measured(folder: string, file: string): Promise<readonly MeasuredRow[]> {
    const rows = parse<{ participant_code: string; quantity: string }>(await this.text(folder, file), {
      bom: true,
      columns: true,
    });
    return rows.map((row) => ({ participantCode: row.participant_code, quantity: row.quantity }));
  }
}
