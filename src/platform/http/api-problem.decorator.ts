import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

/**
 * Documents a refusal of a route: the status and the codes that come with it. Without codes: any code of that status.
 */
export function ApiProblem(status: number, ...codes: string[]): MethodDecorator & ClassDecorator {
  const code = codes.length > 0 ? { type: 'string', enum: codes } : { type: 'string' };
  return applyDecorators(
    ApiResponse({
      status,
      description: codes.length > 0 ? codes.map((name) => `\`${name}\``).join(', ') : 'Refused',
      content: {
        'application/problem+json': {
          schema: {
            allOf: [
              { $ref: '#/components/schemas/ProblemDetails' },
              { type: 'object', properties: { code } },
            ],
          },
        },
      },
    }),
  );
}
