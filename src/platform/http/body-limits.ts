import { applyDecorators } from '@nestjs/common';
import { type NestFastifyApplication, RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants';
import { ApiConsumes } from '@nestjs/swagger';

/** What a body may hold unless its route says more: every form of the API is far smaller. */
export const BODY_LIMIT_BYTES = 64 * 1024;
/** A JSON body that carries a whole file as one of its fields. */
export const JSON_FILE_LIMIT_BYTES = 4 * 1024 * 1024;
/** A file of a hundred thousand rows. */
export const CSV_LIMIT_BYTES = 16 * 1024 * 1024;

/** What is known of a route before its body is read. */
export interface RouteFacts {
  /** set on routes that take more than BODY_LIMIT_BYTES; their caller is asked for a token before the body is read */
  readonly bodyLimitBytes?: number;
  /** roles that may call; absent = any */
  readonly roles?: readonly string[];
}

/** Puts facts where the HTTP server finds them before it reads a body; decorators of one route add up. */
export const routeFacts =
  (facts: RouteFacts): MethodDecorator =>
  (target, key, descriptor) => {
    const handler: unknown = descriptor.value;
    const known: unknown =
      typeof handler === 'function' ? Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler) : undefined;
    RouteConfig({ ...(known as RouteFacts | undefined), ...facts })(target, key, descriptor);
  };

/** A route that takes a CSV file as its body. */
export const AcceptsCsv = (): MethodDecorator =>
  applyDecorators(
    ApiConsumes('text/csv'),
    routeFacts({ bodyLimitBytes: CSV_LIMIT_BYTES }),
  ) as MethodDecorator;

/** A route that takes a file inside a JSON body. */
export const AcceptsFileInJson = (): MethodDecorator => routeFacts({ bodyLimitBytes: JSON_FILE_LIMIT_BYTES });

/** To be called before the routes are made: gives each route the limit that it declares. */
export function limitBodies(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', (route) => {
      const { bodyLimitBytes } = (route.config ?? {}) as RouteFacts;
      if (bodyLimitBytes !== undefined) route.bodyLimit = bodyLimitBytes;
    });
}
