export { CurrentActor, Public, Roles } from './access.decorators';
export { AuthenticationGuard } from './authentication.guard';
export * from './identity.contract';
export { IdentityModule } from './identity.module';
