export * from './contract';
export * from './dated-rules';
export * from './holder-directory';
export * from './input-cells';
export * from './measured-obligation';
export * from './participant-kinds';
export { RightFamilyDirectory, RightFamilyModule } from './right-family.directory';
export * from './session-calendar';
export * from './surrender-order';
