export * from './contract';
export * from './holder-directory';
export { RightFamilyDirectory, RightFamilyModule } from './right-family.directory';
