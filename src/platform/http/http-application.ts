import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import helmet from 'helmet';
import { DomainError } from '../../kernel';
import { StopSequence } from '../lifecycle/stop-sequence';
import { BODY_LIMIT_BYTES, limitBodies } from './body-limits';
import { serveOpenApi } from './open-api';
import { stopping } from './problem-details';
import { serveWebPage } from './web-page';

const DRAIN_POLL_MILLISECONDS = 20;

export function httpAdapter(): FastifyAdapter {
  return new FastifyAdapter({ bodyLimit: BODY_LIMIT_BYTES, routerOptions: { maxParamLength: 200 } });
}

const notUtf8 = (): DomainError =>
  new DomainError(
    'http.not-utf-8',
    { en: 'The file is not encoded in UTF-8.', zh: '文件不是 UTF-8 编码。' },
    {},
    {
      remedy: {
        en: 'Save it as “CSV UTF-8” (in Excel: Save as, CSV UTF-8) and send it again.',
        zh: '请另存为“CSV UTF-8”格式（Excel：另存为 → CSV UTF-8）后重新上传。',
      },
    },
  );

/** A CSV body arrives in the handler as a string. A file in another encoding (GBK from Excel) is refused, not garbled. */
function acceptCsv(app: NestFastifyApplication): void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  app
    .getHttpAdapter()
    .getInstance()
    .addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_, body, done) => {
      try {
        done(null, decoder.decode(body as Buffer));
      } catch {
        done(notUtf8(), undefined);
      }
    });
}

/** A client that always sends a content type, also without a body, asks for nothing wrong: there is nothing to parse. */
function forgiveTypeWithoutBody(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', ({ headers }, _, done) => {
      const isEmpty =
        (headers['content-length'] ?? '0') === '0' && headers['transfer-encoding'] === undefined;
      if (isEmpty) delete headers['content-type'];
      done();
    });
}

/** Security headers that let the page load its own files, style itself and open its WebSocket, on plain http too. */
function setSecurityHeaders(app: NestFastifyApplication): void {
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          connectSrc: ["'self'", 'ws:', 'wss:'],
          imgSrc: ["'self'", 'data:'],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          objectSrc: ["'none'"],
          upgradeInsecureRequests: null,
        },
      },
      strictTransportSecurity: false,
    }),
  );
}

/** When the program stops: requests under way are answered, new ones are told to come back later. */
function drainOnStop(app: NestFastifyApplication): void {
  const stopSequence = app.get(StopSequence);
  const fastify = app.getHttpAdapter().getInstance();
  let open = 0;
  fastify.addHook('onRequest', (_, reply, done) => {
    open += 1;
    // also when the caller hangs up before the answer
    reply.raw.once('close', () => {
      open -= 1;
    });
    if (!stopSequence.stopping) return done();
    void reply.header('connection', 'close');
    done(stopping());
  });
  stopSequence.register('edges', 'http', async () => {
    while (open > 0) await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MILLISECONDS));
  });
}

/** Everything about HTTP that is the same for every module. To be called before `listen`. */
export async function configureHttp(app: NestFastifyApplication): Promise<void> {
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
  setSecurityHeaders(app);
  limitBodies(app);
  acceptCsv(app);
  drainOnStop(app);
  forgiveTypeWithoutBody(app);
  serveOpenApi(app);
  await serveWebPage(app);
}
