import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '../kernel';
import { PUBLIC_ROUTE, REQUIRED_ROLES, type RequestWithActor } from './access.decorators';
import { bearerToken, requireAccess } from './core/access';
import { Identity, type Role } from './identity.contract';

const tokenRequired = (): DomainError =>
  new DomainError(
    'auth.token-required',
    { en: 'A valid bearer token is needed.', zh: '需要有效的访问令牌。' },
    {},
    {
      kind: 'unauthenticated',
      remedy: {
        en: 'Log in, join with a code, or watch a session to get a token.',
        zh: '请登录、用加入码入座，或旁观场次以取得令牌。',
      },
    },
  );

/** Every HTTP route: who is it, may that role do this, in that session? The WebSocket edge asks Identity itself. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identity: Identity,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, targets)) return true;
    const request = context.switchToHttp().getRequest<RequestWithActor>();
    const token = bearerToken(request.headers.authorization);
    const actor = token === null ? null : await this.identity.authenticate(token);
    if (actor === null) throw tokenRequired();
    requireAccess(actor, {
      roles: this.reflector.getAllAndOverride<readonly Role[] | undefined>(REQUIRED_ROLES, targets) ?? null,
      sessionId: request.params?.sessionId ?? null,
    });
    request.actor = actor;
    return true;
  }
}
