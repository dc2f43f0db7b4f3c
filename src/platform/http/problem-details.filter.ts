import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { DomainError } from '../../kernel';
import { recognise } from './framework-errors';
import { preferredLanguage } from './language';
import { problemOf, STATUS_OF_KIND } from './problem-details';

interface Request {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string | string[] | undefined>;
}
interface Reply {
  readonly sent: boolean;
  status(status: number): Reply;
  header(name: string, value: string): Reply;
  send(body: string): Reply;
}

const RETRY_SECONDS = '2';

/** A defect: the caller gets an id to quote and no inner details; the log gets everything under that id. */
function defect(errorId: string): DomainError {
  return new DomainError(
    'platform.defect',
    {
      en: `Something went wrong in the program. It is recorded as ${errorId}.`,
      zh: `程序内部出错，记录编号为 ${errorId}。`,
    },
    { errorId },
    {
      remedy: {
        en: 'Repeat the request; if it fails again, report the id.',
        zh: '请重试；如仍失败，请报告该编号。',
      },
    },
  );
}

/** Every error of every route becomes problem details (RFC 9457), in the language of `Accept-Language`. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(exception: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw exception;
    const request = host.switchToHttp().getRequest<Request>();
    const reply = host.switchToHttp().getResponse<Reply>();
    if (reply.sent) return;
    const { error, status } = this.understand(exception, request);
    const acceptLanguage = request.headers['accept-language'];
    const language = preferredLanguage(
      Array.isArray(acceptLanguage) ? acceptLanguage.join(',') : acceptLanguage,
    );
    const problem = problemOf(error, status, language, request.url.split('?')[0] ?? '');
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    if (status === 503) reply.header('retry-after', RETRY_SECONDS);
    reply
      .status(status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('content-language', language)
      .header('vary', 'accept-language')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problem));
  }

  private understand(exception: unknown, request: Request): { error: DomainError; status: number } {
    if (exception instanceof DomainError) return { error: exception, status: STATUS_OF_KIND[exception.kind] };
    const recognised = recognise(exception);
    if (recognised) {
      if (recognised.status >= 500)
        this.logger.warn(`${request.method} ${request.url}: ${String(exception)}`);
      return recognised;
    }
    const errorId = randomUUID();
    this.logger.error({ err: exception, errorId }, `${request.method} ${request.url} failed`);
    return { error: defect(errorId), status: 500 };
  }
}
