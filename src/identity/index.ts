export { CurrentActor, Public, Roles } from './access.decorators';
export * from './identity.contract';
export { IdentityModule } from './identity.module';
