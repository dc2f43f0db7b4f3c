import {
  type CustomDecorator,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
} from '@nestjs/common';
import { assert } from '../kernel';
import { routeFacts } from '../platform';
import type { Actor, Role } from './identity.contract';

export const PUBLIC_ROUTE = 'ecobourse:public';
export const REQUIRED_ROLES = 'ecobourse:roles';

/** What the guard leaves on the request. */
export interface RequestWithActor {
  readonly headers: { readonly authorization?: string | undefined };
  readonly params?: { readonly sessionId?: string };
  actor?: Actor;
}

/** A route that needs no token. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC_ROUTE, true);

/** A route for these roles only. Without it any authenticated role may call. */
export function Roles(...roles: Role[]): ClassDecorator & MethodDecorator {
  return (target: object, key?: string | symbol, descriptor?: PropertyDescriptor): void => {
    if (key === undefined || descriptor === undefined) SetMetadata(REQUIRED_ROLES, roles)(target as never);
    else {
      SetMetadata(REQUIRED_ROLES, roles)(target, key, descriptor);
      // a route that takes a file is asked for the role before the file is read
      routeFacts({ roles })(target, key, descriptor);
    }
  };
}

/** The authenticated caller. Only on routes that are not public. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<RequestWithActor>();
  assert(actor, 'a route that asks for the actor is not public');
  return actor;
});
