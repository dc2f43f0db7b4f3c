import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { titleOf } from './problem-details';

/** A problem as it may look, so that a reader sees the shape with the code of the case. */
const exampleOf = (status: number, code: string): object => ({
  summary: code,
  value: {
    type: `urn:ecobourse:problem:${code}`,
    title: titleOf(status).en,
    status,
    code,
    detail: 'What is wrong, with the numbers of the case, in the language of Accept-Language.',
    remedy: 'What would make the request acceptable.',
    instance: '/api/v1/…',
  },
});

/** The OpenAPI response of a refusal: its status, and the codes that come with it. */
export function problemResponse(status: number, codes: readonly string[]): object {
  const code = codes.length > 0 ? { type: 'string', enum: codes } : { type: 'string' };
  return {
    description: codes.length > 0 ? codes.map((name) => `\`${name}\``).join(', ') : 'Refused',
    content: {
      'application/problem+json': {
        schema: {
          allOf: [{ $ref: '#/components/schemas/ProblemDetails' }, { type: 'object', properties: { code } }],
        },
        ...(codes.length > 0 && {
          examples: Object.fromEntries(codes.map((name) => [name, exampleOf(status, name)])),
        }),
      },
    },
  };
}

/**
 * Documents a refusal of a route: the status and the codes that come with it. Without codes: any code of that status.
 * What every route may answer (401, 429 …) is documented by `openApiDocument`.
 */
export function ApiProblem(status: number, ...codes: string[]): MethodDecorator & ClassDecorator {
  return applyDecorators(ApiResponse({ status, ...problemResponse(status, codes) }));
}
