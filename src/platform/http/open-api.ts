import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

const text = { type: 'string' };

/** The body of every refusal (RFC 9457). */
const problemDetails = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: { ...text, example: 'urn:ecobourse:problem:order.price-outside-band' },
    title: { ...text, example: 'Refused by a rule' },
    status: { type: 'integer', example: 422 },
    code: { ...text, description: 'stable, for programs', example: 'order.price-outside-band' },
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
