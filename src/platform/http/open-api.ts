import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { problemResponse } from './api-problem.decorator';

const text = { type: 'string' };

/** What any route may answer, and what only those that ask for a token, read a body or name a session. */
const ALWAYS = {
  429: ['http.too-many-requests'],
  503: ['platform.stopping', 'platform.database-unavailable'],
};
const WITH_TOKEN = { 401: ['auth.token-required'], 403: ['auth.other-session', 'auth.wrong-role'] };
const WITH_BODY = {
  400: ['request.invalid', 'http.malformed-request'],
  413: ['http.body-too-large'],
  415: ['http.unsupported-media-type'],
};
const WITH_PARAMETERS = { 400: ['request.invalid'] };
/** Headers that tell when or how to come back. */
const HEADERS: Readonly<Record<string, object>> = {
  401: { 'WWW-Authenticate': { description: '`Bearer`', schema: text } },
  429: { 'Retry-After': { description: 'seconds to wait', schema: text } },
  503: { 'Retry-After': { description: 'seconds to wait', schema: text } },
};

/** The body of every refusal (RFC 9457). */
const problemDetails = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: { ...text, example: 'urn:ecobourse:problem:order.outside-band' },
    title: { ...text, example: 'Refused by a rule' },
    status: { type: 'integer', example: 422 },
    code: { ...text, description: 'stable, for programs', example: 'order.outside-band' },
    detail: { ...text, description: 'a sentence in the language of Accept-Language (English or Chinese)' },
    remedy: { ...text, description: 'what would make the request acceptable' },
    instance: { ...text, description: 'the path that was asked for' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'rule', 'message'],
        properties: { field: text, rule: text, message: text, line: { type: 'integer' }, column: text },
      },
    },
    params: { type: 'object', additionalProperties: true, description: 'numbers and names of the sentence' },
  },
};

interface Operation {
  readonly security?: readonly unknown[];
  readonly parameters?: readonly unknown[];
  readonly requestBody?: unknown;
  responses: Record<string, { readonly description?: string; readonly headers?: object }>;
}

/** The codes that a described response names already. */
const codesIn = ({ description = '' }: { readonly description?: string }): readonly string[] =>
  [...description.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** Adds the refusals that do not depend on what a route does, so that no controller repeats them. */
function addCommonProblems(operation: Operation): void {
  const common = [
    ALWAYS,
    ...(operation.security ? [WITH_TOKEN] : []),
    ...(operation.requestBody ? [WITH_BODY] : []),
    ...(operation.parameters?.length ? [WITH_PARAMETERS] : []),
  ];
  for (const [status, codes] of common.flatMap((group) => Object.entries<readonly string[]>(group))) {
    const known = codesIn(operation.responses[status] ?? {});
    operation.responses[status] = {
      ...problemResponse(Number(status), [...new Set([...known, ...codes])]),
      ...(HEADERS[status] && { headers: HEADERS[status] }),
    };
  }
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** The whole API as OpenAPI, with the problem schema that `@ApiProblem` refers to. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const description = [
    'An exchange, a registry and a classroom for environmental rights.',
    'Money, prices and quantities are decimal strings. Errors are problem details (RFC 9457).',
    'Get a token from `POST /api/v1/auth/login`, `/join` or `/observe`, then press Authorize.',
  ].join(' ');
  const options = new DocumentBuilder()
    .setTitle('Ecobourse')
    .setDescription(description)
    .setVersion('0.1.0')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, options);
  for (const path of Object.values(document.paths))
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) addCommonProblems(operation as Operation);
    }
  const schemas = { ...document.components?.schemas, ProblemDetails: problemDetails };
  return { ...document, components: { ...document.components, schemas } } as OpenAPIObject;
}

/** `/docs` for people, `/docs-json` for programs. The document is made when it is first asked for. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'docs-json',
    yamlDocumentUrl: 'docs-yaml',
    customSiteTitle: 'Ecobourse API',
  });
}
