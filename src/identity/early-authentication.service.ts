import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { RouteFacts } from '../platform';
import type { RequestWithActor } from './access.decorators';
import { AccessControl } from './access-control.service';
import type { Role } from './identity.contract';

/** What this hook looks at in a request of the HTTP server. */
interface IncomingRequest extends RequestWithActor {
  readonly routeOptions: { readonly config: RouteFacts };
}

/**
 * Routes that take a file ask who is calling before a byte of it is read: the guard comes only after the body, and many
 * strangers with large bodies would fill the memory. All other bodies are small, and theirs is the guard.
 */
@Injectable()
export class EarlyAuthentication implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost<FastifyAdapter>,
    private readonly access: AccessControl,
  ) {}

  onModuleInit(): void {
    // a process without an HTTP edge (a worker, a command) has no adapter
    this.adapterHost.httpAdapter?.getInstance().addHook('onRequest', async (incoming) => {
      const request = incoming as unknown as IncomingRequest;
      const { bodyLimitBytes, roles } = request.routeOptions.config;
      if (bodyLimitBytes !== undefined)
        await this.access.admit(request, (roles as readonly Role[] | undefined) ?? null);
    });
  }
}
