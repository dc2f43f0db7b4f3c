import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../configuration/configuration';

/** What a person at the terminal reads: one line for each step. With `LOG_FORMAT=json` it is a log record instead. */
@Injectable()
export class Progress {
  private readonly logger = new Logger('progress');

  constructor(@Inject(CONFIGURATION) private readonly configuration: Configuration) {}

  step(text: string): void {
    if (this.configuration.logFormat === 'json') this.logger.log(text);
    else if (this.configuration.logLevel !== 'silent') process.stdout.write(`${text}\n`);
  }
}
