import { Injectable } from '@nestjs/common';
import type { SessionDirectory } from '../identity';
import { SessionCalendar } from '../right-family';
import { TrainingSessionsRepository } from './persistence/training-sessions.repository';
import { unknownSession } from './session-refusals';

/** Which sessions there are, and what day it is in them, for the floors below. */
@Injectable()
export class StoredSessionCalendar extends SessionCalendar implements SessionDirectory {
  constructor(private readonly repository: TrainingSessionsRepository) {
    super();
  }

  async today(sessionId: string): Promise<string> {
    const session = await this.repository.find(sessionId);
    if (!session) throw unknownSession(sessionId);
    return session.simulatedDate;
  }

  async exists(sessionId: string): Promise<boolean> {
    return (await this.repository.find(sessionId)) !== null;
  }
}
