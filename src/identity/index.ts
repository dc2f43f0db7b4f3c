export { CurrentActor, Public, Roles } from './access.decorators';
export { AccessEndings } from './access-endings';
export * from './identity.contract';
export { IdentityModule } from './identity.module';
export { requireSession, SessionDirectory } from './session-directory';
