import { Injectable } from '@nestjs/common';
import { SessionCalendar } from '../right-family';
import { TrainingSessionsRepository } from './persistence/training-sessions.repository';
import { unknownSession } from './session-refusals';

/** What day it is in a session, for the floors below. */
@Injectable()
export class StoredSessionCalendar extends SessionCalendar {
  constructor(private readonly repository: TrainingSessionsRepository) {
    super();
  }

  async today(sessionId: string): Promise<string> {
    const session = await this.repository.find(sessionId);
    if (!session) throw unknownSession(sessionId);
    return session.simulatedDate;
  }
}
