import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { projectRoot } from '../project-root';

const NOT_THE_PAGE = /^\/(api|ws|docs|docs-json|docs-yaml|health)(\/|$)/;
const HASHED = /^\/assets\//;
const YEAR_MILLISECONDS = 365 * 24 * 3600 * 1000;

/**
 * Serves the built page. An address without a file extension is a place inside the page, so it gets the page;
 * what Vite named after its content may be kept for ever.
 */
export async function serveWebPage(app: NestFastifyApplication): Promise<void> {
  const root = join(projectRoot(), 'web', 'dist');
  if (!existsSync(join(root, 'index.html'))) return;
  const fastify = app.getHttpAdapter().getInstance();
  await app.register(fastifyStatic as never, { root, serve: false });
  fastify.get('/*', (request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    if (NOT_THE_PAGE.test(path)) return reply.callNotFound();
    if (extname(path) === '') return reply.header('cache-control', 'no-cache').sendFile('index.html');
    return HASHED.test(path)
      ? reply.sendFile(decodeURIComponent(path), { maxAge: YEAR_MILLISECONDS, immutable: true })
      : reply.sendFile(decodeURIComponent(path));
  });
}
